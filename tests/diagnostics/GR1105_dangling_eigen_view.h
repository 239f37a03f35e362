// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/eigen.h>
#include <goray/goray.h>

#include <vector>

struct Camera {
  Eigen::Ref<Eigen::MatrixXd> pose;
};

struct GORAY_TASKS Tasks {
  Eigen::Map<const Eigen::VectorXd> Column(int index) const;
  double Sum(const std::vector<Eigen::Ref<const Eigen::VectorXd>>& parts) const;
  void Move(Camera camera) const;
};
