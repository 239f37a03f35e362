// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

struct GORAY_TASKS Tasks {
  void Scale(std::span<double> values, double by) const;
  void Scale(double by) const;
};
