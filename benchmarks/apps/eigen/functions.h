// SPDX-License-Identifier: Apache-2.0
// What both bindings of Eigen call.
#pragma once

#include <Eigen/Dense>

namespace functions {

inline Eigen::VectorXd Solve(const Eigen::MatrixXd& a, const Eigen::Ref<const Eigen::VectorXd>& b) {
  return a.partialPivLu().solve(b);
}
inline double Corner(const Eigen::MatrixXd& a) { return a(a.rows() - 1, 0); }
inline double Last(const Eigen::Ref<const Eigen::VectorXd>& v) { return v[v.size() - 1]; }
inline Eigen::MatrixXd Made(Eigen::Index rows, Eigen::Index columns) {
  return Eigen::MatrixXd::Zero(rows, columns);
}

}  // namespace functions
