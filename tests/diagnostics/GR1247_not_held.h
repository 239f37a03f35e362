// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <span>
#include <string>
#include <vector>

struct Batch {
  goray::Held<goray::Bytes> data;
};

struct GORAY_TASKS Tasks {
  void Write(goray::Held<std::span<double>> values) const;
  void Fill(goray::Held<goray::NdArray<double, 2>> values) const;
  void Keep(goray::Held<std::vector<double>> values) const;
  void Name(goray::Held<std::string_view> name) const;
  void Count(const std::vector<goray::Held<goray::Bytes>>& parts) const;
  void Send(Batch batch) const;
  goray::Held<goray::NdArray<const float, 2>> Get() const;
};
