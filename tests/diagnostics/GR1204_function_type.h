// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <functional>
#include <optional>
#include <vector>

struct Options {
  std::function<void()> done;
};

struct GORAY_TASKS Tasks {
  int Call(int (*function)(int), int value) const;
  std::function<int(int)> Make() const;
  void Run(const Options& options) const;
  void Each(const std::vector<std::function<void()>>& all) const;
  void Maybe(const std::optional<std::function<void()>>& done) const;
  void Deep(const std::function<void(std::function<void()>)>& deep) const;
};
