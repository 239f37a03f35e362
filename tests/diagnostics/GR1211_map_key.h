// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <map>
#include <set>
#include <vector>

struct GORAY_TASKS Tasks {
  int Count(std::map<double, int> histogram) const;
  int Distinct(std::set<std::vector<int>> rows) const;
};
