// Searching files with RE2, as Ray tasks; counting what they found, as a Ray actor.
#pragma once
#include <goray/goray.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ragrep {

/// A line that matched.
struct Hit {
  std::string path;
  std::int64_t line;  ///< From 1.
  std::string text;   ///< Without the newline; bytes that are not UTF-8 replaced.
};

/// What one search found.
struct Report {
  std::vector<Hit> hits;
  std::int64_t files = 0;  ///< Files read.
  std::int64_t bytes = 0;  ///< Bytes read.
  double seconds = 0;      ///< Time in C++, reading included.
};

/// Sums over all reports.
struct Totals {
  std::int64_t hits = 0;
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  double seconds = 0;
};

struct GORAY_TASKS Tasks {
  /// Searches `files` for lines that contain a match of `pattern`.
  ///
  /// `pattern` is an RE2 regular expression over bytes. A pattern that RE2 cannot parse is a
  /// `ValueError`, a file that cannot be read an `OSError`.
  Report Search(const std::string& pattern, const std::vector<std::string>& files) const;
};

/// Counts hits by folder, and everything.
class Tally {
 public:
  /// Adds a report and returns the sums so far.
  Totals Add(const Report& report);

  /// Hits by the name of the folder that holds the file, e.g. `asyncio`.
  std::map<std::string, std::int64_t> ByFolder() const;

 private:
  Totals totals_;
  std::map<std::string, std::int64_t> by_folder_;
};

struct GORAY_ACTORS Actors {
  /// An empty tally.
  std::unique_ptr<Tally> NewTally() const { return std::make_unique<Tally>(); }
};

}  // namespace ragrep
