// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

class Status {
 public:
  bool ok() const;
  std::string text() const;
};
template <>
struct goray::ResultOf<Status> {
  static bool IsOk(const Status& status);
};
struct GORAY_TASKS Tasks {
  Status Run() const;
};
