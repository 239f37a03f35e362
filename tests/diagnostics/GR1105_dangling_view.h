// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <optional>
#include <span>
#include <string_view>

struct Line {
  std::string_view text;
};
struct GORAY_TASKS Tasks {
  std::string_view First(std::string_view text) const;
  int Length(Line line) const;
  std::span<const double> Same(std::span<const double> values) const;
  int Count(std::optional<std::span<const int>> values) const;
};
