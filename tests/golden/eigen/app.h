// SPDX-License-Identifier: Apache-2.0
// Eigen's vectors and matrices, which are numpy's arrays.
#pragma once
#include <goray/eigen.h>
#include <goray/goray.h>

#include <Eigen/Dense>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace eigen {

using RowMajorMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Points = Eigen::Matrix<float, Eigen::Dynamic, 3, Eigen::RowMajor>;
using AnyOrder =
    Eigen::Ref<const Eigen::MatrixXd, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>>;

/// Where a camera is, and what it has seen.
struct Camera {
  std::string name;
  Eigen::Matrix4d pose;
  Eigen::Vector3f colour;
  std::optional<Eigen::VectorXd> depths;
};

struct GORAY_TASKS Tasks {
  /// The least squares solution of a x = b.
  Eigen::VectorXd Solve(const Eigen::MatrixXd& a,
                        const Eigen::Ref<const Eigen::VectorXd>& b) const {
    return a.colPivHouseholderQr().solve(b);
  }

  // Each kind of matrix, copied.
  Eigen::MatrixXd Matrix(Eigen::MatrixXd m) const { return m; }
  RowMajorMatrix RowMajor(const RowMajorMatrix& m) const { return m; }
  Eigen::Matrix3d Matrix3(Eigen::Matrix3d m) const { return m; }
  Points ManyPoints(const Points& m) const { return m; }
  Eigen::VectorXd Vector(Eigen::VectorXd v) const { return v; }
  Eigen::RowVector4f Row4(Eigen::RowVector4f v) const { return v; }
  Eigen::ArrayXXcd Complex(const Eigen::ArrayXXcd& a) const { return a; }
  Eigen::VectorXcf ComplexVector(const Eigen::VectorXcf& a) const { return a; }
  Eigen::ArrayXi Ints(const Eigen::ArrayXi& a) const { return a; }
  Eigen::Array<bool, Eigen::Dynamic, 1> Bools(
      const Eigen::Array<bool, Eigen::Dynamic, 1>& a) const {
    return a;
  }
  Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic> Pixels(
      const Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>& a) const {
    return a;
  }
  Eigen::Matrix<std::int16_t, 2, Eigen::Dynamic> Shorts(
      const Eigen::Matrix<std::int16_t, 2, Eigen::Dynamic>& a) const {
    return a;
  }
  /// Of at most 3 x 4, in memory of its own.
  Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 3, 4> Small(
      const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 3, 4>& m) const {
    return m;
  }

  // Views, which say where they look.
  std::uint64_t SeesVector(const Eigen::Ref<const Eigen::VectorXd>& v) const { return Place(v); }
  std::uint64_t SeesStrided(Eigen::Ref<const Eigen::VectorXd, 0, Eigen::InnerStride<>> v) const {
    return Place(v);
  }
  std::uint64_t SeesColumns(const Eigen::Ref<const Eigen::MatrixXd>& m) const { return Place(m); }
  std::uint64_t SeesRows(const Eigen::Ref<const RowMajorMatrix>& m) const { return Place(m); }
  std::uint64_t SeesMapped(Eigen::Map<const Eigen::MatrixXd> m) const { return Place(m); }
  std::uint64_t SeesAligned(Eigen::Map<const Eigen::VectorXf, Eigen::Aligned32> v) const {
    return Place(v);
  }
  std::uint64_t SeesPoints(Eigen::Map<const Points> m) const { return Place(m); }

  double Sum(const Eigen::Ref<const Eigen::VectorXd>& v) const { return v.sum(); }
  /// The sum of i * m(i, j): not the same for the transposed matrix.
  double Weighed(const Eigen::Ref<const Eigen::MatrixXd>& m) const { return Weigh(m); }
  double WeighedRows(Eigen::Ref<const RowMajorMatrix> m) const { return Weigh(m); }
  double WeighedAny(AnyOrder m) const { return Weigh(m); }
  double WeighedMap(Eigen::Map<const RowMajorMatrix> m) const { return Weigh(m); }

  // Into the caller's array.
  void Scale(Eigen::Ref<Eigen::VectorXd> v, double factor) const { v *= factor; }
  void ScaleRows(Eigen::Ref<RowMajorMatrix> m, double factor) const { m *= factor; }
  void ScaleColumns(Eigen::Map<Eigen::MatrixXd> m, double factor) const { m *= factor; }

  Eigen::MatrixXd Zeros(Eigen::Index rows, Eigen::Index columns) const {
    return Eigen::MatrixXd::Zero(rows, columns);
  }
  std::tuple<Eigen::VectorXd, Eigen::MatrixXd> Eigensystem(const Eigen::MatrixXd& m) const {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(m);
    return {solver.eigenvalues(), solver.eigenvectors()};
  }
  Camera Echo(Camera camera) const { return camera; }
  Eigen::MatrixXd Product(const std::vector<Eigen::MatrixXd>& factors) const {
    Eigen::MatrixXd product = factors.at(0);
    for (std::size_t i = 1; i < factors.size(); ++i) product = product * factors[i];
    return product;
  }

 private:
  template <typename M>
  static std::uint64_t Place(const M& m) {
    return reinterpret_cast<std::uintptr_t>(m.data());
  }
  template <typename M>
  static double Weigh(const M& m) {
    double sum = 0;
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      for (Eigen::Index i = 0; i < m.rows(); ++i) sum += static_cast<double>(i) * m(i, j);
    }
    return sum;
  }
};

/// Fits a plane to points, a batch at a time.
class Fit {
 public:
  void Add(const Eigen::Ref<const Points>& points) {
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      const Eigen::Vector3d p(points(i, 0), points(i, 1), 1);
      a_ += p * p.transpose();
      b_ += p * points(i, 2);
    }
  }
  /// The same points again, which are kept without a copy.
  void Keep(goray::Held<Eigen::Map<const Points>> points) { points_ = std::move(points); }
  std::uint64_t Kept() const { return reinterpret_cast<std::uintptr_t>(points_->data()); }
  float Highest() const { return points_->col(2).maxCoeff(); }
  /// The plane z = plane[0] x + plane[1] y + plane[2].
  Eigen::Vector3d Plane() const { return a_.ldlt().solve(b_); }
  /// What is kept is copied, as it is a reference to this object's own.
  const Eigen::Matrix3d& Normal() const { return a_; }

 private:
  goray::Held<Eigen::Map<const Points>> points_;
  Eigen::Matrix3d a_ = Eigen::Matrix3d::Zero();
  Eigen::Vector3d b_ = Eigen::Vector3d::Zero();
};

struct GORAY_ACTORS Actors {
  Fit NewFit() const { return {}; }
};

}  // namespace eigen
