// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <memory>

class Hidden;
template <typename T>
class Box {
 public:
  T Get() const;
};
struct GORAY_ACTORS Actors {
  std::unique_ptr<Hidden> NewHidden() const;
  std::unique_ptr<Box<int>> NewBox() const;
};
