// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <functional>
#include <span>
#include <string>
#include <string_view>

struct GORAY_TASKS Tasks {
  void View(const std::function<std::string_view(int)>& name) const;
  void Reference(std::function<const std::string&(int)> name) const;
  void Numbers(const std::function<std::span<const double>()>& numbers) const;
};
