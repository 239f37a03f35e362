// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct Counter {
  int Incr();
};
struct GORAY_ACTORS Actors {
  int Count() const;
  Counter* NewCounter() const;
};
