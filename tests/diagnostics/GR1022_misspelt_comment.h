// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

// raytask
struct Tasks {
  int Add(int a, int b) const;
};

/// Counters.
/// RayActors:
struct Actors {};

// rayactors
struct Others {
  struct Counter {
    int Get() const;
  };
  Counter NewCounter() const;
};
