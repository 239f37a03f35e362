// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <string_view>

struct Line {
  std::string_view text;
};
struct GORAY_TASKS Tasks {
  std::string_view First(std::string_view text) const;
  int Length(Line line) const;
};
