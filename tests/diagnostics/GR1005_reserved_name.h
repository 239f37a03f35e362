// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <memory>

struct Counter {
  explicit Counter(int start);
  int remote();
  int __value();
};
struct GORAY_ACTORS Actors {
  std::unique_ptr<Counter> NewCounter(int start) const;
};
struct GORAY_TASKS Tasks {
  int tasks() const;
};
