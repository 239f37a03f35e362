#include <goray/goray.h>

struct GORAY_TASKS Shared {
  int Height() const { return -1; }
};
