// Eigen: the library's own headers.
#pragma once
#include <goray/eigen.h>
#include <goray/goray.h>

#include <Eigen/Dense>
#include <Eigen/SparseCore>
#include <array>
#include <complex>
#include <span>
#include <utility>
#include <vector>

using Sparse = Eigen::SparseMatrix<double>;

struct Fit {
  Eigen::VectorXd coefficients;
  double residual;
};

#ifndef AS_IT_IS
/// Coordinates and values, as scipy.sparse.coo_array() takes them.
struct Triplets {
  int rows, columns;
  std::vector<int> row, column;
  std::vector<double> value;
};

template <>
struct goray::Codec<Sparse> : goray::CodecAs<Sparse, Triplets> {
  static Sparse From(const Triplets& triplets);
  static Triplets To(const Sparse& sparse);
};
template <>
struct goray::Codec<Eigen::Quaterniond>
    : goray::CodecAs<Eigen::Quaterniond, std::array<double, 4>> {
  static Eigen::Quaterniond From(const std::array<double, 4>& xyzw);
  static std::array<double, 4> To(const Eigen::Quaterniond& rotation);
};
template <>
struct goray::Codec<Eigen::Isometry3d> : goray::CodecAs<Eigen::Isometry3d, Eigen::Matrix4d> {
  static Eigen::Isometry3d From(const Eigen::Matrix4d& matrix);
  static Eigen::Matrix4d To(const Eigen::Isometry3d& pose);
};
#endif

struct GORAY_TASKS Tasks {
  double Norm(std::span<const double> values) const;
  Eigen::VectorXd Solve(const Eigen::MatrixXd& a, Eigen::Ref<const Eigen::VectorXd> b) const;
  Eigen::MatrixXd Inverse(const Eigen::MatrixXd& a) const;
  Eigen::MatrixXf Covariance(Eigen::Ref<const Eigen::MatrixXf> samples) const;
  void Scale(Eigen::Ref<Eigen::VectorXd> values, double factor) const;
  Eigen::Vector3d Cross(const Eigen::Vector3d& a, const Eigen::Vector3d& b) const;
  std::vector<Eigen::Vector3d> Moved(const Eigen::Matrix4d& by,
                                     const std::vector<Eigen::Vector3d>& points) const;
  std::pair<Eigen::VectorXd, Eigen::MatrixXd> Eigenvalues(const Eigen::MatrixXd& a) const;
  Eigen::VectorXcd Roots(std::span<const double> coefficients) const;
  std::complex<double> Trace(const Eigen::MatrixXcd& a) const;
  Fit LeastSquares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b) const;
  Sparse Laplacian(int size) const;
  Eigen::VectorXd SolveSparse(const Sparse& a, const Eigen::VectorXd& b) const;
  Eigen::Quaterniond Rotation(const Eigen::Vector3d& axis, double angle) const;
  std::array<double, 3> EulerAngles(const Eigen::Matrix3d& rotation) const;
  Eigen::Isometry3d Align(Eigen::Ref<const Eigen::Matrix3Xd> from,
                          Eigen::Ref<const Eigen::Matrix3Xd> to) const;
  Eigen::Array<bool, Eigen::Dynamic, 1> Outliers(const Eigen::ArrayXd& values, double limit) const;
};
