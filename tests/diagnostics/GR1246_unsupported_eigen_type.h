// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/eigen.h>
#include <goray/goray.h>

#include <Eigen/Geometry>
#include <Eigen/SparseCore>

struct GORAY_TASKS Tasks {
  double Sum(const Eigen::SparseMatrix<double>& matrix) const;
  void Turn(Eigen::Quaterniond rotation) const;
  int Count(const Eigen::Ref<const Eigen::SparseMatrix<double>>& matrix) const;
  Eigen::Matrix<Eigen::half, Eigen::Dynamic, 1> Halves() const;
};
