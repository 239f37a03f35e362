// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <cstddef>

struct GORAY_TASKS Tasks {
  int Same(std::nullptr_t value) const;
  int Other(_Complex double value) const;
};
