// SPDX-License-Identifier: Apache-2.0
// The other side of the protocol: answers a library's calls from memory, and writes down what it
// was asked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace goray::testing {

struct Asked {
  long long command;
  std::string data;
};

struct Answer {
  long long code = 0;
  std::string data;
};

/// Registered while it lives. One at a time.
class FakeHost {
 public:
  explicit FakeHost(std::function<Answer(const Asked&)> answer);
  ~FakeHost();
  FakeHost(const FakeHost&) = delete;
  FakeHost& operator=(const FakeHost&) = delete;

  /// What it declares, as the JSON list `features`; at first that it takes references inside
  /// values. For calls to come.
  void Declare(const std::string& features);
  /// All calls so far but releases and what keeps references.
  const std::vector<Asked>& asked() const { return asked_; }
  /// The ids that were released, in order.
  const std::vector<std::uint64_t>& released() const { return released_; }
  const std::vector<std::uint64_t>& released_actors() const { return released_actors_; }

 private:
  static void* Callback(long long command, void* data, long long size, long long* out_len,
                        long long* ret_code);
  Answer AnswerTo(const Asked& asked);

  std::function<Answer(const Asked&)> answer_;
  std::vector<Asked> asked_;
  std::vector<std::uint64_t> released_;
  std::vector<std::uint64_t> released_actors_;
  bool takes_references_ = true;
};

/// Eight bytes, little-endian.
std::string Id(std::uint64_t id);
/// A call's arguments, its options as JSON, and the table of its references.
std::string ArgumentsOf(const Asked& asked);
std::string OptionsOf(const Asked& asked);
std::string TableOf(const Asked& asked);
/// How many units a call has.
int CountUnits(const Asked& asked);

}  // namespace goray::testing
