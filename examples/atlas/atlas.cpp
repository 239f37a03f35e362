// SPDX-License-Identifier: Apache-2.0
// Boost.Geometry as it is: its points and lines cross, its R-tree is an actor.
#include <goray/goray.h>

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

namespace atlas {
namespace bg = boost::geometry;

using Place = bg::model::point<double, 2, bg::cs::spherical_equatorial<bg::degree>>;
using Line = bg::model::linestring<Place>;
using Places = std::vector<Place>;
using Found = std::tuple<std::size_t, double>;
constexpr double kEarth = 6371.0;  // its mean radius in kilometers
}  // namespace atlas

template <>
struct goray::Fields<atlas::Place> {
  static constexpr const char* name = "Place";
  static constexpr auto fields =
      std::tuple{goray::Field("longitude", &atlas::Place::get<0>, &atlas::Place::set<0>),
                 goray::Field("latitude", &atlas::Place::get<1>, &atlas::Place::set<1>)};
};

template <>
struct goray::Codec<atlas::Line> : goray::CodecAs<atlas::Line, atlas::Places> {
  static atlas::Line From(const atlas::Places& all) { return {all.begin(), all.end()}; }
  static atlas::Places To(const atlas::Line& line) { return {line.begin(), line.end()}; }
};

namespace atlas {

/// Finds places by an R-tree.
class Index {
 public:
  explicit Index(const Places& places) {
    std::vector<std::pair<Place, std::size_t>> items;
    for (const Place& place : places) items.emplace_back(place, items.size());
    tree_ = {items.begin(), items.end()};
  }
  /// The nearest `count` places to each of `places`, nearest first: which they are, and how many kilometers away.
  std::vector<std::vector<Found>> Nearest(const Places& places, unsigned count = 1) const {
    std::vector<std::vector<Found>> all;
    for (const Place& place : places) {
      std::vector<Found>& found = all.emplace_back();
      for (auto at = tree_.qbegin(bg::index::nearest(place, count)); at != tree_.qend(); ++at)
        found.emplace_back(at->second, bg::distance(at->first, place) * kEarth);
    }
    return all;
  }

 private:
  bg::index::rtree<std::pair<Place, std::size_t>, bg::index::rstar<16>> tree_;
};

struct GORAY_TASKS Tasks {
  /// Kilometers along great circles.
  double Length(const Line& line) const { return bg::length(line) * kEarth; }
};

struct GORAY_ACTORS Actors {
  Index NewIndex(const Places& places) const { return Index(places); }
};

}  // namespace atlas
