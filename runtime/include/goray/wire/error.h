// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace goray::wire {

/// What Python's exception for a fault is.
enum class Fault {
  kType,      ///< TypeError: a value of another type.
  kOverflow,  ///< OverflowError: a number out of its type's range.
  kValue,     ///< ValueError: the right type, a wrong value; or a malformed message.
};

/// Where in a message a value stands: `orders[3].price`, made from its end to its beginning. Of a
/// long path the middle is left out: `[0][0] ... [0]`. Steps are shown as `wire::Shown` does.
class ValuePath {
 public:
  void AddField(std::string_view name);
  void AddIndex(std::size_t index);
  /// `key` as Python shows it: `'a'`, `5`.
  void AddKey(std::string_view key);

  bool empty() const { return steps_.empty(); }
  std::string Text() const;
  /// Behind the name of what it leads into: `order` and `price` are `order.price`.
  std::string Behind(std::string_view name) const;

 private:
  void Add(std::string step);

  std::vector<std::string> steps_;  // the last one first
  bool is_cut_ = false;
};

/// A value that could not be read or written. Codecs throw it without knowing where they stand;
/// each container adds its step on the way out, so `path()` reads like `orders[3].price`.
class CodecError : public std::exception {
 public:
  CodecError(Fault fault, std::string reason) : fault_(fault), reason_(std::move(reason)) {}

  Fault fault() const { return fault_; }
  const std::string& reason() const { return reason_; }
  std::string path() const { return path_.Text(); }
  const char* what() const noexcept override { return reason_.c_str(); }

  void AddField(std::string_view name) { path_.AddField(name); }
  void AddIndex(std::size_t index) { path_.AddIndex(index); }
  /// `key` as Python shows it: `'a'`, `5`.
  void AddKey(std::string_view key) { path_.AddKey(key); }

 private:
  Fault fault_;
  std::string reason_;
  ValuePath path_;
};

}  // namespace goray::wire
