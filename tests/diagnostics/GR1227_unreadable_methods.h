// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <memory>
#include <tuple>

class NoList {};
template <>
struct goray::Methods<NoList> {};

class NoTuple {
 public:
  int Get() const;
};
template <>
struct goray::Methods<NoTuple> {
  static constexpr auto methods = goray::Method("Get", &NoTuple::Get);
};

class NotOfIt {
 public:
  int Get() const;
};
int Twice(int value);
template <>
struct goray::Methods<NotOfIt> {
  static constexpr auto methods =
      std::tuple{goray::Method("Get", &NotOfIt::Get), goray::Method("Twice", &Twice)};
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<NoList> NewNoList() const;
  std::unique_ptr<NoTuple> NewNoTuple() const;
  std::unique_ptr<NotOfIt> NewNotOfIt() const;
};
