// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct Tasks {
  int Add(int a, int b) const;
};
