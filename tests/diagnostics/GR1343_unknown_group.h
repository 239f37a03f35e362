// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

#include <memory>

class Store {
 public:
  GORAY_REMOTE(concurrency_group = "io") int Read() { return 0; }
  GORAY_REMOTE(concurrency_group = "compute") int Think() { return 0; }
};

struct GORAY_ACTORS Actors {
  GORAY_REMOTE(concurrency_groups = {"io": 2, "compute": 1}) std::unique_ptr<Store> NewStore() const;
  GORAY_REMOTE(concurrency_groups = {"compute": 4}) std::unique_ptr<Store> NewSmallStore() const;
};
