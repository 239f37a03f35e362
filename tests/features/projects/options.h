#pragma once
#include <goray/goray.h>

struct GORAY_TASKS Tasks {
#ifdef WANT
  Number Wanted() const { return 1; }
#endif
#ifdef WANT_DEBUG
  Number WantedDebug() const { return 2; }
#endif
#ifdef __SSE2__
  Number Vector() const { return 3; }
#endif
#ifdef NDEBUG
  Number Fast() const { return 4; }
#endif
  typeof(1) Extension() const { return 5; }
};
