// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>
#include <strings.h>

struct index {
  int first;
};
namespace app {
enum side { kBuy, kSell };
void side(int);
}  // namespace app
struct GORAY_TASKS Tasks {
  int Count(struct index index, enum app::side side) const;
};
