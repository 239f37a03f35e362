// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

template <typename T>
struct Base {
  auto Half(T value) const { return value / 2; }
  auto Third(T value) const;
};

struct GORAY_TASKS Tasks : Base<double> {
  auto Quarter(double value) const;
};

struct GORAY_ACTORS Actors {
  auto NewCounter() const;
};
