// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <functional>
#include <string>
#include <vector>

struct GORAY_TASKS Tasks {
  void Fill(const std::function<void(std::vector<int>&)>& fill) const;
  void Name(std::function<void()>& done) const;
};
