// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <memory>

enum class Color { RED };

struct GORAY_TASKS Tasks {
  int Twice(int value) const;
  int Twice(short value) const;

  void Paint(int shape, Color color) const;
  void Paint(Color shape, int color) const;

  void Wait(double seconds) const;
  void Wait(double seconds, int times = 1) const;

  void Log(goray::Args values) const;
  void Log(const std::string& value) const;

  void Restart(int times = 1) const;
  void Restart(const std::string& why = "") const;
};

struct Counter {
  int Add(const std::string& by);
  int Add(std::string_view by);
};

struct GORAY_ACTORS Actors {
  Counter NewCounter(int start) const;
  std::unique_ptr<Counter> NewCounter(long start) const;
};
