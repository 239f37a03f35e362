// QuantLib.
#pragma once
#include <goray/goray.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace QuantLib {
class Date {
 public:
  Date();
  explicit Date(int serial);
  int serialNumber() const;
  friend bool operator<(const Date& a, const Date& b);

 private:
  int serial_;
};
enum TimeUnit { Days, Weeks, Months, Years };
class Period {
 public:
  Period(int length, TimeUnit units);
  int length() const;
  TimeUnit units() const;

 private:
  int length_;
  TimeUnit units_;
};
class Matrix {
 public:
  Matrix(std::size_t rows, std::size_t columns);
  double* begin();

 private:
  std::unique_ptr<double[]> data_;
};
struct Option {
  enum Type { Put = -1, Call = 1 };
};
class Calendar {
 public:
  Calendar();
  std::string name() const;
};
class YieldTermStructure {
 public:
  virtual ~YieldTermStructure();
  double discount(const Date& date) const;
};
class FlatForward : public YieldTermStructure {
 public:
  FlatForward(const Date& from, double rate);
};
template <typename T>
class Handle {
 public:
  explicit Handle(const std::shared_ptr<T>& to);
};
class CashFlow {
 public:
  virtual ~CashFlow();
  virtual double amount() const = 0;
};
}  // namespace QuantLib
namespace ql = QuantLib;

#ifndef AS_IT_IS
template <>
struct goray::Codec<ql::Date> : goray::CodecAs<ql::Date, std::chrono::sys_days> {
  static ql::Date From(std::chrono::sys_days day);
  static std::chrono::sys_days To(const ql::Date& date);
};
template <typename T>
struct goray::Codec<ql::Handle<T>> : goray::CodecAs<ql::Handle<T>, std::shared_ptr<T>> {
  static ql::Handle<T> From(std::shared_ptr<T> pointer);
  static std::shared_ptr<T> To(const ql::Handle<T>& handle);
};
template <>
struct goray::Fields<ql::Period> {
  static constexpr auto fields = std::tuple{goray::Field("length", &ql::Period::length),
                                            goray::Field("units", &ql::Period::units)};
};
template <>
struct goray::Codec<ql::Matrix> : goray::CodecAs<ql::Matrix, goray::NdArray<const double, 2>> {
  static ql::Matrix From(const goray::NdArray<const double, 2>& values);
  static goray::NdArray<const double, 2> To(const ql::Matrix& matrix);
};
template <>
struct goray::Codec<ql::Calendar> : goray::CodecAs<ql::Calendar, std::string> {
  static ql::Calendar From(const std::string& name);
  static std::string To(const ql::Calendar& calendar);
};
#endif

struct GORAY_TASKS Tasks {
  double Price(ql::Option::Type type, double spot, double strike, double rate, double volatility,
               double years) const;
  ql::Date Advance(const ql::Calendar& calendar, const ql::Date& from, const ql::Period& by) const;
  std::vector<ql::Date> Schedule(const ql::Date& from, const ql::Date& to,
                                 const ql::Period& every) const;
  ql::Matrix Cholesky(const ql::Matrix& matrix) const;
  double FairRate(const std::vector<std::tuple<ql::Period, double>>& quotes) const;
  std::shared_ptr<ql::FlatForward> Flat(const ql::Date& from, double rate) const;
  std::shared_ptr<ql::YieldTermStructure> Curve(const std::map<ql::Date, double>& rates) const;
  double Discount(const std::shared_ptr<ql::YieldTermStructure>& curve, const ql::Date& at) const;
  double ZeroRate(const ql::YieldTermStructure& curve, const ql::Date& at) const;
  double Value(const ql::Handle<ql::YieldTermStructure>& curve,
               const std::vector<double>& amounts) const;
  std::vector<std::shared_ptr<ql::CashFlow>> Leg(const std::vector<ql::Date>& at,
                                                 double rate) const;
  double PresentValue(const std::vector<std::shared_ptr<ql::CashFlow>>& leg,
                      const ql::YieldTermStructure& curve) const;
  double Integrate(const std::function<double(double)>& f, double from, double to) const;
  std::optional<double> ImpliedVolatility(ql::Option::Type type, double price, double spot,
                                          double strike) const;
};
