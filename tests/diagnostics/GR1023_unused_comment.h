// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

// raytasks

struct NotDirectlyAbove {
  int Add(int a, int b) const;
};

// raytasks
struct Declared;

// raytasks
struct Tasks {
  int Sub(int a, int b) const;
};
