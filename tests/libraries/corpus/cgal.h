// CGAL.
#pragma once
#include <goray/goray.h>

#include <array>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace CGAL {
struct Epick {};
template <typename Kernel>
class Point_2 {
 public:
  Point_2(double x, double y);
  double x() const;
  double y() const;

 private:
  double x_, y_;
};
template <typename Kernel>
class Point_3 {
 public:
  Point_3(double x, double y, double z);
  double x() const;
  double y() const;
  double z() const;

 private:
  double x_, y_, z_;
};
template <typename Kernel>
class Segment_2 {
 public:
  Segment_2(const Point_2<Kernel>& source, const Point_2<Kernel>& target);
  const Point_2<Kernel>& source() const;
  const Point_2<Kernel>& target() const;

 private:
  Point_2<Kernel> source_, target_;
};
template <typename Kernel>
class Polygon_2 {
 public:
  Polygon_2();
};
template <typename P>
class Surface_mesh {
 public:
  Surface_mesh();
};
template <typename Kernel>
class Delaunay_triangulation_2 {
 public:
  Delaunay_triangulation_2();
};
class Gmpq {
 public:
  Gmpq();
};
}  // namespace CGAL

using Point2 = CGAL::Point_2<CGAL::Epick>;
using Point3 = CGAL::Point_3<CGAL::Epick>;
using Segment = CGAL::Segment_2<CGAL::Epick>;
using Polygon = CGAL::Polygon_2<CGAL::Epick>;
using Mesh = CGAL::Surface_mesh<Point3>;
using Delaunay = CGAL::Delaunay_triangulation_2<CGAL::Epick>;

#ifndef AS_IT_IS
template <>
struct goray::Codec<Point2> : goray::CodecAs<Point2, std::pair<double, double>> {
  static Point2 From(std::pair<double, double> xy);
  static std::pair<double, double> To(const Point2& point);
};
template <>
struct goray::Codec<Point3> : goray::CodecAs<Point3, std::array<double, 3>> {
  static Point3 From(const std::array<double, 3>& xyz);
  static std::array<double, 3> To(const Point3& point);
};
template <>
struct goray::Fields<Segment> {
  static constexpr const char* name = "Segment";
  static constexpr auto fields = std::tuple{goray::Field("source", &Segment::source),
                                            goray::Field("target", &Segment::target)};
};
template <>
struct goray::Codec<Polygon> : goray::CodecAs<Polygon, std::vector<Point2>> {
  static Polygon From(const std::vector<Point2>& points);
  static std::vector<Point2> To(const Polygon& polygon);
};
template <>
struct goray::Codec<CGAL::Gmpq> : goray::CodecAs<CGAL::Gmpq, std::string> {
  static CGAL::Gmpq From(const std::string& fraction);
  static std::string To(const CGAL::Gmpq& number);
};
#endif

struct GORAY_TASKS Tasks {
  std::vector<Point2> ConvexHull(const std::vector<Point2>& points) const;
  bool IsSimple(const Polygon& polygon) const;
  std::list<Polygon> Union(const std::vector<Polygon>& polygons) const;
  std::optional<std::variant<Point2, Segment>> Intersection(const Segment& a,
                                                            const Segment& b) const;
  CGAL::Gmpq ExactArea(const Polygon& polygon) const;
  std::vector<std::array<int, 3>> Triangles(goray::NdArray<const double, 2> points) const;
  std::shared_ptr<Delaunay> Triangulate(const std::vector<Point2>& points) const;
  Point2 NearestVertex(const Delaunay& triangulation, const Point2& to) const;
  std::shared_ptr<Mesh> Reconstruct(const std::vector<Point3>& points) const;
  void Remesh(Mesh& mesh, double edge_length) const;
  std::map<std::pair<int, int>, double> DihedralAngles(const Mesh& mesh) const;
};
