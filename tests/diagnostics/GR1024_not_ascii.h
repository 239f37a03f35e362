// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  double Größe(double x) const;
  GORAY_NAME("Laenge") double Länge(double x) const;
};
