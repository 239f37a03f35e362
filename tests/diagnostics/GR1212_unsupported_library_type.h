// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <chrono>
#include <complex>
#include <set>
#include <span>
#include <string>

struct GORAY_TASKS Tasks {
  int Count(std::multiset<std::string> words) const;
  std::complex<int> Turn(int quarters) const;
  void Wait(std::chrono::steady_clock::time_point until) const;
  void Sleep(std::chrono::duration<long, std::pico> time) const;
  void Fill(std::span<double> values) const;
  int Flags(std::span<const bool> values) const;
};
