// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <Eigen/Core>
#include <vector>

struct GORAY_TASKS Tasks {
  Eigen::VectorXd Solve(const Eigen::MatrixXd& a, Eigen::Ref<const Eigen::VectorXd> b) const;
  double Sum(const std::vector<Eigen::MatrixXd>& parts) const;
};
