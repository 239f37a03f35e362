// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <memory>

struct GORAY_TASKS Tasks {
  std::unique_ptr<int> Half(int value) const;
  std::shared_ptr<int> Share(int value) const;
};
