// Boost.Geometry.
#pragma once
#include <goray/goray.h>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace boost::geometry {
namespace cs {
struct cartesian;
}
namespace model {
namespace d2 {
template <typename T, typename System = cs::cartesian>
class point_xy {
 public:
  point_xy(T x, T y);
  const T& x() const;
  const T& y() const;
  void x(const T& value);
  void y(const T& value);

 private:
  T values_[2];
};
}  // namespace d2
template <typename P>
class ring : public std::vector<P> {};
template <typename P>
class linestring : public std::vector<P> {};
template <typename P>
class polygon {
 public:
  const ring<P>& outer() const;
  ring<P>& outer();
  const std::vector<ring<P>>& inners() const;
  std::vector<ring<P>>& inners();

 private:
  ring<P> outer_;
  std::vector<ring<P>> inners_;
};
template <typename G>
class multi_polygon : public std::vector<G> {};
template <typename P>
class box {
 public:
  box(const P& low, const P& high);
  const P& min_corner() const;
  const P& max_corner() const;

 private:
  P low_, high_;
};
}  // namespace model
namespace index {
template <typename T>
class rtree {
 public:
  rtree();
  std::size_t size() const;
};
}  // namespace index
}  // namespace boost::geometry

namespace bg = boost::geometry;
using Point = bg::model::d2::point_xy<double>;
using Line = bg::model::linestring<Point>;
using Polygon = bg::model::polygon<Point>;
using Polygons = bg::model::multi_polygon<Polygon>;
using Box = bg::model::box<Point>;
using Index = bg::index::rtree<std::pair<Box, unsigned>>;

#ifndef AS_IT_IS
template <typename T>
struct goray::Codec<bg::model::d2::point_xy<T>>
    : goray::CodecAs<bg::model::d2::point_xy<T>, std::pair<T, T>> {
  static bg::model::d2::point_xy<T> From(std::pair<T, T> xy);
  static std::pair<T, T> To(const bg::model::d2::point_xy<T>& point);
};
template <typename P>
struct goray::Codec<bg::model::ring<P>> : goray::CodecAs<bg::model::ring<P>, std::vector<P>> {
  static bg::model::ring<P> From(std::vector<P> points);
  static std::vector<P> To(const bg::model::ring<P>& ring);
};
template <typename P>
struct goray::Codec<bg::model::linestring<P>>
    : goray::CodecAs<bg::model::linestring<P>, std::vector<P>> {
  static bg::model::linestring<P> From(std::vector<P> points);
  static std::vector<P> To(const bg::model::linestring<P>& line);
};
template <typename P>
struct goray::Fields<bg::model::polygon<P>> {
  using Ring = bg::model::ring<P>;
  static constexpr const char* name = "Polygon";
  static constexpr auto fields = std::tuple{
      goray::Field(
          "outer",
          [](const bg::model::polygon<P>& polygon) -> const Ring& { return polygon.outer(); },
          [](bg::model::polygon<P>& polygon, Ring ring) { polygon.outer() = std::move(ring); }),
      goray::Field(
          "inners",
          [](const bg::model::polygon<P>& polygon) -> const std::vector<Ring>& {
            return polygon.inners();
          },
          [](bg::model::polygon<P>& polygon, std::vector<Ring> rings) {
            polygon.inners() = std::move(rings);
          })};
};
template <typename G>
struct goray::Codec<bg::model::multi_polygon<G>>
    : goray::CodecAs<bg::model::multi_polygon<G>, std::vector<G>> {
  static bg::model::multi_polygon<G> From(std::vector<G> polygons);
  static std::vector<G> To(const bg::model::multi_polygon<G>& polygons);
};
template <typename P>
struct goray::Fields<bg::model::box<P>> {
  static constexpr const char* name = "Box";
  static constexpr auto fields =
      std::tuple{goray::Field("min_corner", &bg::model::box<P>::min_corner),
                 goray::Field("max_corner", &bg::model::box<P>::max_corner)};
};
#endif

struct GORAY_TASKS Tasks {
  double Area(const Polygon& polygon) const;
  Point Centroid(const Polygon& polygon) const;
  std::vector<Polygon> Intersection(const Polygon& a, const Polygon& b) const;
  Polygon ConvexHull(const std::vector<Point>& points) const;
  bool Within(const Point& point, const Polygon& polygon) const;
  Box Envelope(const Line& line) const;
  Polygons Union(const Polygons& polygons, const Polygon& other) const;
  Line Simplify(const Line& line, double distance) const;
  std::string ToWkt(const Polygon& polygon) const;
  Polygon FromWkt(const std::string& text) const;
  std::optional<std::string> WhyInvalid(const Polygon& polygon) const;
  std::deque<Point> Crossings(const Line& a, const Line& b) const;
  std::shared_ptr<Index> Build(const std::vector<std::pair<Box, unsigned>>& boxes) const;
  std::vector<unsigned> Nearest(const std::shared_ptr<const Index>& index, const Point& to,
                                unsigned count) const;
  std::vector<unsigned> Query(const Index& index, const Box& box) const;
  std::vector<unsigned> QueryIf(const Index& index,
                                const std::function<bool(unsigned)>& wanted) const;
};
