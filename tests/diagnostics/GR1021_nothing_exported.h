// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

class GORAY_TASKS Tasks {
  int Add(int a, int b) const;
};

struct Counter {
  int Get() const;
};

struct GORAY_ACTORS Actors {
 protected:
  Counter NewCounter() const;
};

struct GORAY_TASKS Ignored {
  GORAY_IGNORE int Sub(int a, int b) const;
};

struct Base {
  int Mul(int a, int b) const;
};

struct GORAY_TASKS Derived : private Base {};

struct GORAY_TASKS Empty {};
