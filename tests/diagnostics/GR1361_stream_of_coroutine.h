// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

struct GORAY_TASKS Tasks {
  goray::Async<goray::Generator<int>> Later() const;
};
