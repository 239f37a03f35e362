// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/arrow.h>
#include <goray/goray.h>

#include <functional>
#include <span>
#include <string>

struct Columns {
  std::span<const double> prices;
};

struct GORAY_TASKS Tasks {
  void Batch(const std::function<void(const Columns&)>& batch) const;
  void Texts(const std::function<void(std::span<const std::string>)>& texts) const;
};
