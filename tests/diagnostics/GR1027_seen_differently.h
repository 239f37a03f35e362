// SPDX-License-Identifier: Apache-2.0
// compiled by: g++ -std=c++20 -fopenmp
#pragma once
#include <goray/goray.h>

#include <vector>

#ifdef __clang__
using Number = double;
#define SIZE 4
#else
using Number = float;
#define SIZE 8
#endif

struct Point {
  int x = 0;
#ifndef __clang__
  int y = 0;
#endif
};

enum class Side {
  kBuy,
#ifdef __clang__
  kSell,
#endif
};

struct GORAY_TASKS Tasks {
  double Total(const std::vector<double>& prices, double floor = 0) const;
#ifndef __clang__
  int OnlyGcc() const { return 1; }
#endif
  int Fail(Side side, int code = SIZE) const;
  int Norm(Point point) const;
};

#ifndef __clang__
struct GORAY_TASKS OnlyForGcc {
  int Add(int a, int b) const;
};
#else
struct GORAY_TASKS OnlyForClang {
  int Sub(int a, int b) const;
};
#endif

// raytasks
struct ByComment {
#ifdef _OPENMP
  int Threads() const;
#endif
  int Cores() const;
};

class Account {
 public:
  double Pay(double amount);
#ifndef __clang__
  void Close();
#endif

 private:
#ifndef __clang__
  int padding_;
#endif
  double balance_ = 0;
};

struct GORAY_ACTORS Actors {
  Account NewAccount() const;
};

#ifdef __clang__
GORAY_DRIVER int Main();
#else
GORAY_DRIVER int Run();
#endif
