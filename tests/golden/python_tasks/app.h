// A task; the Python files beside it are what this feature is about.
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  int Twice(int n) const;
};
