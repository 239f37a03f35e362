// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  char Upper(char letter) const;
  int Width(wchar_t letter) const;
};
