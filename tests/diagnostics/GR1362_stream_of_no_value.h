// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <string>

struct GORAY_TASKS Tasks {
  goray::Generator<void> Steps() const;
  goray::Generator<const std::string&> Names() const;
  goray::Generator<const int> Numbers() const;
};
