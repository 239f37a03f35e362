// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

struct GORAY_TASKS Tasks {
  void Watch(const goray::ObjectRef<int>& value) const;
};
