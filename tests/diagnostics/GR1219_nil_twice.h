// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <optional>

struct GORAY_TASKS Tasks {
  int Depth(std::optional<std::optional<int>> value) const;
};
