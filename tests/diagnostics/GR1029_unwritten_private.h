// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <memory>

class Counter {};

class GORAY_ACTORS Actors {
  std::unique_ptr<Counter> NewCounter() const;
  GORAY_IGNORE void Prepare() const;

 public:
  std::unique_ptr<Counter> NewOther() const;

 private:
  std::unique_ptr<Counter> Make(int start) const;
};
