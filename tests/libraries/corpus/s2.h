// S2.
#pragma once
#include <goray/goray.h>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

class S2CellId {
 public:
  S2CellId();
  explicit S2CellId(std::uint64_t id);
  std::uint64_t id() const;
  friend bool operator==(S2CellId a, S2CellId b);
  friend bool operator<(S2CellId a, S2CellId b);

 private:
  std::uint64_t id_;
};
struct S2CellIdHash {
  std::size_t operator()(S2CellId id) const;
};
template <typename T>
class Vector3 {
 public:
  Vector3(T x, T y, T z);

 private:
  T values_[3];
};
using S2Point = Vector3<double>;
class S1Angle {
 public:
  static S1Angle Radians(double radians);
  double radians() const;

 private:
  double radians_;
};
class S2LatLng {
 public:
  S2LatLng(S1Angle lat, S1Angle lng);
  S1Angle lat() const;
  S1Angle lng() const;

 private:
  double lat_, lng_;
};
class S2CellUnion {
 public:
  explicit S2CellUnion(std::vector<S2CellId> ids);
  const std::vector<S2CellId>& cell_ids() const;

 private:
  std::vector<S2CellId> ids_;
};
class S2Polygon {
 public:
  S2Polygon();
  virtual ~S2Polygon();
  double GetArea() const;
};
class S2ShapeIndex {
 public:
  virtual ~S2ShapeIndex();
};
class MutableS2ShapeIndex final : public S2ShapeIndex {
 public:
  MutableS2ShapeIndex();
};
class S2RegionCoverer {
 public:
  class Options {
   public:
    int max_cells() const;
    void set_max_cells(int cells);
    int max_level() const;
    void set_max_level(int level);

   private:
    int max_cells_ = 8, max_level_ = 30;
  };
};

#ifndef AS_IT_IS
template <>
struct goray::Codec<S2CellId> : goray::CodecAs<S2CellId, std::uint64_t> {
  static S2CellId From(std::uint64_t id);
  static std::uint64_t To(S2CellId id);
};
template <>
struct goray::Codec<S2Point> : goray::CodecAs<S2Point, std::array<double, 3>> {
  static S2Point From(const std::array<double, 3>& xyz);
  static std::array<double, 3> To(const S2Point& point);
};
template <>
struct goray::Codec<S1Angle> : goray::CodecAs<S1Angle, double> {
  static S1Angle From(double radians);
  static double To(S1Angle angle);
};
template <>
struct goray::Fields<S2LatLng> {
  static constexpr auto fields =
      std::tuple{goray::Field("lat", &S2LatLng::lat), goray::Field("lng", &S2LatLng::lng)};
};
template <>
struct goray::Codec<S2CellUnion> : goray::CodecAs<S2CellUnion, std::vector<S2CellId>> {
  static S2CellUnion From(std::vector<S2CellId> ids);
  static std::vector<S2CellId> To(const S2CellUnion& cells);
};
template <>
struct goray::Fields<S2RegionCoverer::Options> {
  using Options = S2RegionCoverer::Options;
  static constexpr auto fields =
      std::tuple{goray::Field("max_cells", &Options::max_cells, &Options::set_max_cells),
                 goray::Field("max_level", &Options::max_level, &Options::set_max_level)};
};
#endif

struct GORAY_TASKS Tasks {
  S2CellId CellAt(const S2LatLng& place, int level) const;
  S2LatLng Center(S2CellId cell) const;
  S1Angle Distance(const S2Point& a, const S2Point& b) const;
  std::string ToToken(S2CellId cell) const;
  std::vector<std::uint64_t> Ids(std::span<const double> lats, std::span<const double> lngs) const;
  std::vector<S2CellId> Cover(const std::vector<S2LatLng>& loop,
                              const S2RegionCoverer::Options& options) const;
  S2CellUnion Union(const S2CellUnion& a, const S2CellUnion& b) const;
  std::unordered_set<S2CellId, S2CellIdHash> Distinct(const std::vector<S2CellId>& cells) const;
  std::unordered_map<S2CellId, int, S2CellIdHash> Histogram(
      const std::vector<S2CellId>& cells) const;
  std::map<S2CellId, double> Density(const std::vector<S2LatLng>& places, int level) const;
  std::unique_ptr<S2Polygon> MakePolygon(const std::vector<S2LatLng>& loop) const;
  double Area(const S2Polygon& polygon) const;
  std::shared_ptr<MutableS2ShapeIndex> Build(const std::vector<std::vector<S2LatLng>>& loops) const;
  bool Contains(const std::shared_ptr<const S2ShapeIndex>& index, const S2Point& point) const;
  std::vector<int> Nearest(const S2ShapeIndex& index, const S2LatLng& place, int count) const;
};
