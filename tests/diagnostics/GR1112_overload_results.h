// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <set>

enum class Color { RED };

struct GORAY_TASKS Tasks {
  int Get(int id) const;
  Color Get(const std::string& name) const;

  std::set<int> All() const;
  std::vector<int> All(int first) const;

  int Twice(int value) const;
  long Twice(const std::string& value) const;
};
