// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <vector>

struct Batch {
  goray::Generator<int> numbers;
};

struct GORAY_TASKS Tasks {
  int Sum(goray::Generator<int> numbers) const;
  std::vector<goray::Generator<int>> Several() const;
  goray::Generator<goray::Generator<int>> Nested() const;
  void Send(Batch batch) const;
};
