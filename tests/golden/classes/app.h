// SPDX-License-Identifier: Apache-2.0
// Classes of a library that nobody may change, and what Python sees of them: by `goray::Fields`,
// `goray::Codec`, `goray::Methods` and `goray::ResultOf`.
#pragma once
#include <goray/goray.h>

#include <array>
#include <bitset>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

/// Stands for a library that nobody may change.
namespace geo {

/// A place on the plane.
class Point {
 public:
  Point() = default;
  Point(double x, double y) : x_(x), y_(y) {}
  /// To the right.
  double x() const { return x_; }
  void x(double x) { x_ = x; }
  double y() const { return y_; }
  void set_y(double y) { y_ = y; }

 private:
  double x_ = 0;
  double y_ = 0;
};

/// What is given once and for all.
class Circle {
 public:
  Circle(Point center, double radius) : center_(center), radius_(radius) {
    if (radius < 0) throw std::invalid_argument("a radius is not negative");
  }
  const Point& center() const { return center_; }
  double radius() const { return radius_; }

 private:
  Point center_;
  double radius_;
};

/// Made by a function.
class Angle {
 public:
  static Angle OfDegrees(double degrees) { return Angle(degrees); }
  double degrees() const { return degrees_; }
  std::optional<std::string> label;

 private:
  explicit Angle(double degrees) : degrees_(degrees) {}
  double degrees_;
};

template <typename T, std::size_t kSize>
class Vector {
 public:
  template <std::size_t kAt>
  const T& get() const {
    return items_[kAt];
  }
  template <std::size_t kAt>
  void set(const T& value) {
    items_[kAt] = value;
  }

 private:
  std::array<T, kSize> items_{};
};

class Rect {
 public:
  Rect(int left, int top, int width, int height) : sides_{left, top, width, height} {}
  const std::array<int, 4>& sides() const { return sides_; }

 private:
  std::array<int, 4> sides_;
};

/// A number with a unit.
template <typename T>
class Meters {
 public:
  explicit Meters(T count) : count_(count) {}
  T count() const { return count_; }

 private:
  T count_;
};

/// Points to somebody's text.
class Slice {
 public:
  Slice(const char* data, std::size_t size) : data_(data), size_(size) {}
  std::string ToString() const { return {data_, size_}; }

 private:
  const char* data_;
  std::size_t size_;
};

/// A number that is exact, or text.
class Amount {
 public:
  explicit Amount(std::int64_t number) : number_(number) {}
  explicit Amount(std::string text) : text_(std::move(text)) {}
  std::int64_t number() const { return number_; }
  const std::string& text() const { return text_; }

 private:
  std::int64_t number_ = 0;
  std::string text_;
};

/// Says whether something worked.
class Status {
 public:
  Status() = default;
  explicit Status(std::string text) : text_(std::move(text)) {}
  bool ok() const { return text_.empty(); }
  const std::string& ToString() const { return text_; }

 private:
  std::string text_;
};

/// A value, or why there is none.
template <typename T, typename E>
class Expected {
 public:
  Expected(T value) : value_(std::move(value)) {}
  static Expected Failed(E error) { return Expected(std::nullopt, std::move(error)); }
  bool has_value() const { return value_.has_value(); }
  const T& value() const { return *value_; }
  T& value() { return *value_; }
  const E& error() const { return error_; }

 private:
  Expected(std::nullopt_t, E error) : error_(std::move(error)) {}
  std::optional<T> value_;
  E error_{};
};

enum class Reason : std::uint8_t { kNone, kMissing, kNegative };

/// Maps names to numbers.
class Store {
 public:
  static Expected<std::unique_ptr<Store>, Reason> Open(std::string name) {
    if (name.empty()) return Expected<std::unique_ptr<Store>, Reason>::Failed(Reason::kMissing);
    return std::make_unique<Store>(std::move(name));
  }
  explicit Store(std::string name) : name_(std::move(name)) {}
  /// What it is called.
  const std::string& name() const { return name_; }
  /// Keeps `value`, which is not negative.
  Status Put(const std::string& key, std::int64_t value = 1) {
    if (value < 0) return Status("a value is not negative");
    values_[key] = value;
    return Status();
  }
  /// No Python could call this.
  Status Get(const std::string& key, std::int64_t* value) const {
    const auto found = values_.find(key);
    if (found == values_.end()) return Status("nothing is called " + key);
    *value = found->second;
    return Status();
  }
  std::size_t Count() const { return values_.size(); }
  std::size_t Count(std::int64_t least) const {
    std::size_t count = 0;
    for (const auto& [key, value] : values_) count += value >= least ? 1 : 0;
    return count;
  }

 private:
  std::string name_;
  std::map<std::string, std::int64_t> values_;
};

inline void Clear(Store& store) { store = Store(store.name()); }

}  // namespace geo

template <>
struct goray::ResultOf<geo::Status> {
  static void Unwrap(const geo::Status& status) {
    if (!status.ok()) throw goray::Error(status.ToString());
  }
};

template <typename T>
struct goray::ResultOf<geo::Expected<T, geo::Reason>> {
  static T Unwrap(geo::Expected<T, geo::Reason> result) {
    if (result.has_value()) return std::move(result.value());
    if (result.error() == geo::Reason::kMissing) throw std::out_of_range("it is missing");
    throw goray::ValueError("it is negative");
  }
};

template <>
struct goray::Methods<geo::Store> {
  static constexpr auto methods = std::tuple{
      goray::Method("name", &geo::Store::name),
      goray::Method("Put", &geo::Store::Put),
      goray::Method("Get",
                    [](const geo::Store& self, const std::string& key) {
                      std::int64_t value = 0;
                      goray::ResultOf<geo::Status>::Unwrap(self.Get(key, &value));
                      return value;
                    }),
      goray::Method("CountFrom", static_cast<std::size_t (geo::Store::*)(std::int64_t) const>(
                                     &geo::Store::Count)),
      goray::Method("Clear", &geo::Clear)};
};

template <>
struct goray::Fields<geo::Point> {
  static constexpr auto fields = std::tuple{goray::Field("x", &geo::Point::x, &geo::Point::x),
                                            goray::Field("y", &geo::Point::y, &geo::Point::set_y)};
};

template <>
struct goray::Fields<geo::Circle> {
  static constexpr auto fields = std::tuple{goray::Field("center", &geo::Circle::center),
                                            goray::Field("radius", &geo::Circle::radius)};
};

template <>
struct goray::Fields<geo::Angle> {
  static constexpr auto fields = std::tuple{
      goray::Field("radians", [](const geo::Angle& a) { return a.degrees() * M_PI / 180; }),
      goray::Field("label", &geo::Angle::label)};
  static geo::Angle Make(double radians, std::optional<std::string> label) {
    geo::Angle made = geo::Angle::OfDegrees(radians * 180 / M_PI);
    made.label = std::move(label);
    return made;
  }
};

template <typename T>
struct goray::Fields<geo::Vector<T, 2>> {
  using Vector = geo::Vector<T, 2>;
  static constexpr const char* name = "Vector2";
  static constexpr auto fields =
      std::tuple{goray::Field("x", &Vector::template get<0>, &Vector::template set<0>),
                 goray::Field("y", &Vector::template get<1>, &Vector::template set<1>)};
};

template <>
struct goray::Codec<geo::Rect> : goray::CodecAs<geo::Rect, std::array<int, 4>> {
  static geo::Rect From(const std::array<int, 4>& sides) {
    if (sides[2] < 0 || sides[3] < 0) throw std::invalid_argument("a rectangle has a negative side");
    return {sides[0], sides[1], sides[2], sides[3]};
  }
  static std::array<int, 4> To(const geo::Rect& rect) { return rect.sides(); }
};

template <typename T>
struct goray::Codec<geo::Meters<T>> : goray::CodecAs<geo::Meters<T>, T> {
  static geo::Meters<T> From(T count) { return geo::Meters<T>(count); }
  static T To(const geo::Meters<T>& meters) { return meters.count(); }
};

template <>
struct goray::Codec<geo::Slice> : goray::CodecAs<geo::Slice, std::string_view> {
  static geo::Slice From(std::string_view text) { return {text.data(), text.size()}; }
  static std::string_view To(const geo::Slice&) = delete;
};

template <>
struct goray::Codec<geo::Amount> {
  static constexpr const char* kPython = "int | str";
  static geo::Amount Read(goray::wire::Reader& reader) {
    if (reader.Peek() == goray::wire::Kind::kString)
      return geo::Amount(std::string(reader.ReadString()));
    return geo::Amount(goray::Codec<std::int64_t>::Read(reader));
  }
  static void Write(goray::wire::Writer& writer, const geo::Amount& amount) {
    if (amount.text().empty()) return goray::Codec<std::int64_t>::Write(writer, amount.number());
    goray::Codec<std::string>::Write(writer, amount.text());
  }
};

template <std::size_t kSize>
struct goray::Codec<std::bitset<kSize>> : goray::CodecAs<std::bitset<kSize>, std::string> {
  static std::bitset<kSize> From(const std::string& digits) { return std::bitset<kSize>(digits); }
  static std::string To(const std::bitset<kSize>& bits) { return bits.to_string(); }
};

namespace classes {

/// Crosses as its numerator and denominator.
struct Ratio {
  std::int64_t over;
  std::int64_t under = 1;
};
class Rational {
 public:
  explicit Rational(Ratio ratio) : ratio_(ratio) {}
  const Ratio& ratio() const { return ratio_; }

 private:
  Ratio ratio_;
};

}  // namespace classes

template <>
struct goray::Codec<classes::Rational> : goray::CodecAs<classes::Rational, classes::Ratio> {
  static classes::Rational From(classes::Ratio ratio) { return classes::Rational(ratio); }
  static classes::Ratio To(const classes::Rational& rational) { return rational.ratio(); }
};

namespace classes {

/// A plain struct of all of them.
struct Drawing {
  std::vector<geo::Point> points;
  std::optional<geo::Circle> circle;
  geo::Rect frame = geo::Rect(0, 0, 1, 1);
};

struct GORAY_TASKS Tasks {
  geo::Point Mirror(const geo::Point& point) const { return {point.y(), point.x()}; }
  geo::Circle Grow(geo::Circle circle, double by = 1) const {
    return {circle.center(), circle.radius() + by};
  }
  double Degrees(geo::Angle angle) const { return angle.degrees(); }
  geo::Angle Label(double degrees, std::string label) const {
    geo::Angle angle = geo::Angle::OfDegrees(degrees);
    if (!label.empty()) angle.label = std::move(label);
    return angle;
  }
  geo::Vector<float, 2> Sum(std::vector<geo::Vector<float, 2>> all) const {
    geo::Vector<float, 2> sum;
    for (const auto& one : all) {
      sum.set<0>(sum.get<0>() + one.get<0>());
      sum.set<1>(sum.get<1>() + one.get<1>());
    }
    return sum;
  }
  geo::Rect Wider(geo::Rect rect, int by = 1) const {
    const auto& [left, top, width, height] = rect.sides();
    return {left, top, width + by, height};
  }
  geo::Meters<double> Twice(geo::Meters<double> length) const {
    return geo::Meters<double>(2 * length.count());
  }
  std::map<std::string, geo::Meters<std::int64_t>> Lengths(
      std::map<std::string, geo::Meters<std::int64_t>> lengths) const {
    return lengths;
  }
  std::string Join(const geo::Slice& first, std::vector<geo::Slice> rest) const {
    std::string text = first.ToString();
    for (const geo::Slice& one : rest) text += one.ToString();
    return text;
  }
  geo::Amount Add(const geo::Amount& one, const geo::Amount& other) const {
    if (one.text().empty() && other.text().empty())
      return geo::Amount(one.number() + other.number());
    return geo::Amount(one.text() + other.text());
  }
  /// The middle, whatever it is of.
  geo::Point Middle(const std::variant<geo::Circle, geo::Rect, geo::Meters<double>>& of) const {
    if (const auto* circle = std::get_if<geo::Circle>(&of)) return circle->center();
    if (const auto* length = std::get_if<geo::Meters<double>>(&of))
      return {length->count() / 2, 0};
    const auto& [left, top, width, height] = std::get<geo::Rect>(of).sides();
    return {left + width / 2.0, top + height / 2.0};
  }
  std::bitset<8> Flip(std::bitset<8> bits) const { return ~bits; }
  Rational Invert(const Rational& number) const {
    return Rational({number.ratio().under, number.ratio().over});
  }
  Drawing Redraw(Drawing drawing) const { return drawing; }
  geo::Status Check(std::int64_t value) const {
    return value < 0 ? geo::Status("a value is not negative") : geo::Status();
  }
  /// The root of a whole number.
  geo::Expected<double, geo::Reason> Root(std::optional<std::int64_t> value = std::nullopt) const {
    using Result = geo::Expected<double, geo::Reason>;
    if (!value) return Result::Failed(geo::Reason::kMissing);
    if (*value < 0) return Result::Failed(geo::Reason::kNegative);
    return std::sqrt(static_cast<double>(*value));
  }
  geo::Expected<std::vector<geo::Point>, geo::Reason> Diagonal(int length) const {
    if (length < 0)
      return geo::Expected<std::vector<geo::Point>, geo::Reason>::Failed(geo::Reason::kNegative);
    std::vector<geo::Point> points;
    for (int i = 0; i < length; ++i) points.emplace_back(i, i);
    return points;
  }
};

struct GORAY_ACTORS Actors {
  geo::Expected<std::unique_ptr<geo::Store>, geo::Reason> NewStore(std::string name) const {
    return geo::Store::Open(std::move(name));
  }
};

}  // namespace classes
