// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

class Lines {
 public:
  goray::Generator<int> Find(std::span<const double> wanted);
};

struct GORAY_TASKS Tasks {
  goray::Generator<int> Words(int first, std::string_view text) const;
  goray::Generator<int> Path(const char* path) const;
  goray::Generator<int> Parts(std::span<const std::byte> data) const;
  goray::Generator<int> Fill(std::span<double> numbers) const;
  goray::Generator<int> Scale(goray::NdArray<double, 2> matrix) const;
  goray::Generator<int> Maybe(std::optional<std::string_view> text) const;
};

struct GORAY_ACTORS Actors {
  Lines NewLines() const;
};
