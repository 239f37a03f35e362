// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>

namespace goray::wire {

/// What Python's exception for a fault is.
enum class Fault {
  kType,      ///< TypeError: a value of another type.
  kOverflow,  ///< OverflowError: a number out of its type's range.
  kValue,     ///< ValueError: the right type, a wrong value; or a malformed message.
};

/// A value that could not be read or written. Codecs throw it without knowing where they stand;
/// each container adds its step on the way out, so `path()` reads like `orders[3].price`.
class CodecError : public std::exception {
 public:
  CodecError(Fault fault, std::string reason) : fault_(fault), reason_(std::move(reason)) {}

  Fault fault() const { return fault_; }
  const std::string& reason() const { return reason_; }
  const std::string& path() const { return path_; }
  const char* what() const noexcept override { return reason_.c_str(); }

  void AddField(std::string_view name);
  void AddIndex(std::size_t index);
  /// `key` as Python shows it: `'a'`, `5`.
  void AddKey(std::string_view key);

 private:
  void Prepend(std::string_view step);

  Fault fault_;
  std::string reason_;
  std::string path_;
};

}  // namespace goray::wire
