// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

#include "broken.h"

struct GORAY_TASKS Tasks {
  int Add(Number a, int b) const;
};
