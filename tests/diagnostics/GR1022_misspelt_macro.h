// SPDX-License-Identifier: Apache-2.0
#ifndef GORAY_TASKS_H
#define GORAY_TASKS_H
#include <goray/annotations.h>

#define GORAY_TASKZ

struct GORAY_TASK Tasks {
  GORAY_IGNORED int Add(int a, int b) const;
};

struct GORAY_TASKZ GORAY_TASKS More {
  const char* Text() const { return "GORAY_TASK in a string, GORAY_TASK in a comment"; }
};

#endif
