#pragma once
#include <goray/goray.h>

struct GORAY_TASKS Alone {
  int Alone1() const { return 1; }
};
