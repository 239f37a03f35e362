// SPDX-License-Identifier: Apache-2.0
// What there is to say of many Python files, as tables of Arrow's.
#pragma once
#include <goray/arrow.h>
#include <goray/goray.h>

#include <cstddef>

namespace codestats {

struct GORAY_TASKS Tasks {
  /// Of each file its `path`, and how many `bytes`, `lines`, `comments` and `names` it has. A file without `text` has nulls.
  goray::Table Measure(const goray::RecordBatch& files) const;
  /// The sums of all measured files by package, the first folder of a path; most lines first.
  goray::RecordBatch ByPackage(const goray::Table& measured) const;
};

/// Says which files are long. Ray Data makes one in each of its workers.
class Judge {
 public:
  explicit Judge(std::size_t limit) : limit_(limit) {}
  /// The same table with a column `is_long`.
  goray::Table operator()(const goray::Table& measured) const;

 private:
  std::size_t limit_;
};

struct GORAY_ACTORS Actors {
  /// A file of more than `limit` lines is long.
  Judge NewJudge(std::size_t limit = 1000) const { return Judge(limit); }
};

}  // namespace codestats
