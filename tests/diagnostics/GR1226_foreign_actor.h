// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <memory>
#include <string>
# 1 "/usr/include/db.h" 3
class DB {
 public:
  long Get(const std::string& key) const;
  int Fill(long* into);
  int Find(long* into) const;
  int Find(char letter) const;
  void* Raw();
  void Walk(void (*callback)(long));
};
# 16 "GR1226_foreign_actor.h"
struct GORAY_ACTORS Actors {
  std::unique_ptr<DB> NewDB() const;
};
