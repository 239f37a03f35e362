// SPDX-License-Identifier: Apache-2.0
#include <goray/eigen.h>
#include <goray/goray.h>

#include "functions.h"

namespace eigen_calls {

struct GORAY_TASKS Tasks {
  GORAY_HOLD_GIL Eigen::VectorXd Solve(const Eigen::MatrixXd& a,
                                       const Eigen::Ref<const Eigen::VectorXd>& b) const {
    return functions::Solve(a, b);
  }
  GORAY_HOLD_GIL double Corner(const Eigen::MatrixXd& a) const { return functions::Corner(a); }
  GORAY_HOLD_GIL double Last(const Eigen::Ref<const Eigen::VectorXd>& v) const {
    return functions::Last(v);
  }
  GORAY_HOLD_GIL Eigen::MatrixXd Made(Eigen::Index rows, Eigen::Index columns) const {
    return functions::Made(rows, columns);
  }
};

}  // namespace eigen_calls
