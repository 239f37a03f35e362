// SPDX-License-Identifier: Apache-2.0
// saved as Latin-1
#pragma once
#include <goray/annotations.h>

/// Größe.
struct Size {
  int x;  ///< Länge.
};

struct GORAY_TASKS Tasks {
  /// Größe.
  int Area(Size size) const;
  [[deprecated("früher")]] int Length(Size size) const;
};
