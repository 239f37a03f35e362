#pragma once
#include <goray/goray.h>
#include <linked.h>
#include <own.h>

Money Price();
int FromObject();

struct GORAY_TASKS Tasks {
  Money Total() const { return SCALE * Price(); }
  int Object() const { return FromObject(); }
};
