// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  long double Half(long double value) const;
  __int128 Twice(__int128 value) const;
};
