// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <memory>
#include <tuple>

class WrongType {
 public:
  WrongType();
  int* pointer;
};
template <>
struct goray::Fields<WrongType> {
  static constexpr auto fields = std::tuple{goray::Field("pointer", &WrongType::pointer)};
};

class Reader {
 public:
  int Get(int* into) const;
};
template <>
struct goray::Methods<Reader> {
  static constexpr auto methods = std::tuple{goray::Method("Get", &Reader::Get)};
};

struct GORAY_TASKS Tasks {
  int Use(WrongType value) const;
};
struct GORAY_ACTORS Actors {
  std::unique_ptr<Reader> NewReader() const;
};
