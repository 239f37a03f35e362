// SPDX-License-Identifier: Apache-2.0
// How rough the ground is around each point of a grid of heights, by Eigen.
#include <goray/eigen.h>
#include <goray/goray.h>

#include <Eigen/Dense>
#include <cmath>
#include <cstdint>
#include <vector>

namespace relief {

using Eigen::Index;
/// Heights in metres, row by row, as numpy has them.
using Grid = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct GORAY_TASKS Tasks {
  /// How far the ground around each point is from the plane nearest to it: the root of the mean square, in metres.
  /// Points less than `radius` from an edge have none. `spacing`: from a point to the next one, in metres.
  static Grid Roughness(const Eigen::Ref<const Grid>& heights, double spacing, Index radius = 2) {
    const Index size = 2 * radius + 1;
    Eigen::Matrix3Xd points(3, size * size);
    for (Index i = 0; i < size * size; ++i) points.col(i) << i / size, i % size, 0;
    points *= spacing;
    Grid rough(heights.rows() - 2 * radius, heights.cols() - 2 * radius);
    for (Index row = 0; row < rough.rows(); ++row) {
      for (Index column = 0; column < rough.cols(); ++column) {
        const auto window = heights.block(row, column, size, size).reshaped<Eigen::RowMajor>();
        points.row(2) = window.cast<double>().transpose();
        const Eigen::Matrix3Xd centred = points.colwise() - points.rowwise().mean();
        const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> axes(centred * centred.transpose());
        rough(row, column) = std::sqrt(std::max(0.0, axes.eigenvalues()[0]) / size / size);
      }
    }
    return rough;
  }
};

/// Pieces of a grid, as a batch of Ray Data has them.
struct Tiles {
  std::vector<std::int64_t> row;
  std::vector<Grid> heights;
};

/// `Roughness` of each piece.
class Surveyor {
 public:
  explicit Surveyor(double spacing) : spacing_(spacing) {}
  Tiles operator()(Tiles tiles) const {
    for (Grid& tile : tiles.heights) tile = Tasks::Roughness(tile, spacing_);
    return tiles;
  }

 private:
  double spacing_;
};

struct GORAY_ACTORS Actors {
  Surveyor NewSurveyor(double spacing) const { return Surveyor(spacing); }
};

}  // namespace relief
