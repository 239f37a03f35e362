// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <string>
#include <tuple>

class NoList {
 public:
  NoList();
};
template <>
struct goray::Fields<NoList> {};

class NoTuple {
 public:
  NoTuple();
  int x;
};
template <>
struct goray::Fields<NoTuple> {
  static constexpr auto fields = goray::Field("x", &NoTuple::x);
};

class TwoFields {
 public:
  TwoFields();
  int x;
  int y;
};
template <>
struct goray::Fields<TwoFields> {
  static constexpr auto fields =
      std::tuple{goray::Field("x", &TwoFields::x), goray::Field("x", &TwoFields::y)};
};

class NotMade {
 public:
  explicit NotMade(const std::string& text);
  double x() const;
  double y() const;
};
template <>
struct goray::Fields<NotMade> {
  static constexpr auto fields =
      std::tuple{goray::Field("x", &NotMade::x), goray::Field("y", &NotMade::y)};
};

template <typename T>
class Pair {
 public:
  T first;
  T second;
};
template <typename T>
struct goray::Fields<Pair<T>> {
  static constexpr auto fields = std::tuple{goray::Field("first", &Pair<T>::first)};
};

struct GORAY_TASKS Tasks {
  int A(NoList value) const;
  int B(NoTuple value) const;
  int C(TwoFields value) const;
  int D(NotMade value) const;
  int E(Pair<int> value) const;
};
