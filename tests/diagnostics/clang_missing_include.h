// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

#include "not/there.h"

struct GORAY_TASKS Tasks {
  int Add(int a, int b) const;
};
