#pragma once
#include <goray/goray.h>

struct GORAY_TASKS Tasks {
  Number One() const { return 1; }
};
