// beside a source: app.cpp
#include <goray/annotations.h>

// GORAY_TASKS in a comment is no annotation.
#ifdef GORAY_TASKS
const char* text = "GORAY_TASKS";
#endif

struct GORAY_TASKS Tasks {
  int Add(int a, int b) const;
};
