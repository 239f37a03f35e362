// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <memory>

namespace app {
class Counter {
 public:
  int Incr();
};
struct GORAY_ACTORS Actors {
  std::unique_ptr<Counter> Counter() const;
};
}  // namespace app
