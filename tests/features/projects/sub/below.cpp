#include <goray/goray.h>

struct GORAY_TASKS Below {
  int Depth() const { return 1; }
};
