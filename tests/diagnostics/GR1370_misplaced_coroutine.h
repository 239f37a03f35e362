// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <vector>

struct Later {
  goray::Async<int> number;
};

struct GORAY_TASKS Tasks {
  int Sum(goray::Async<int> number) const;
  std::vector<goray::Async<int>> Several() const;
  goray::Async<goray::Async<int>> Nested() const;
  goray::Generator<goray::Async<int>> Each() const;
  void Send(Later later) const;
};
