// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/error.h>

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace goray::rpyc {

/// How C++ types travel: `static rpyc_value_t Pack(const T&, Pool&)` and `static T Unpack(const
/// rpyc_value_t&)`, either may be missing. Specialise it for types of your own.
template <typename T>
struct Codec;

/// Memory for the items of arguments while a call is being sent.
class Pool {
 public:
  std::span<rpyc_value_t> Items(std::size_t count) { return items_.emplace_back(count); }
  std::string_view Keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  rpyc_array_t& Array() { return arrays_.emplace_back(); }

 private:
  std::deque<std::vector<rpyc_value_t>> items_;
  std::deque<std::string> texts_;
  std::deque<rpyc_array_t> arrays_;
};

/// "list", "numpy array": what to call a value in messages.
inline std::string_view KindName(std::uint32_t kind) {
  constexpr std::string_view kNames[] = {"None",        "bool",    "int",      "int beyond 64 bits",
                                         "float",       "complex", "str",      "bytes",
                                         "list",        "tuple",   "set",      "frozenset",
                                         "dict",        "slice",   "Ellipsis", "NotImplemented",
                                         "numpy array", "object"};
  return kind < std::size(kNames) ? kNames[kind] : "unknown value";
}

/// For codecs: throws UsageError with what was expected and what the server sent.
[[noreturn]] inline void ThrowWrongType(std::string_view expected, const rpyc_value_t& value) {
  std::string got(KindName(value.kind));
  if (value.kind == RPYC_OBJECT)
    got += std::string(" of class ") + rpyc_object_class(value.as.object);
  throw UsageError("expected " + std::string(expected) + ", the server sent " + got);
}

/// For codecs: a value that looks at `text`. Throws UsageError from 4 GiB.
inline rpyc_value_t MakeValue(std::uint32_t kind, std::string_view text) {
  if (text.size() > UINT32_MAX) throw UsageError("text of 4 GiB or more cannot be sent");
  rpyc_value_t value{kind, static_cast<std::uint32_t>(text.size()), {}};
  value.as.text = text.data();
  return value;
}
/// For codecs: a value that looks at `items`.
inline rpyc_value_t MakeValue(std::uint32_t kind, std::span<const rpyc_value_t> items) {
  rpyc_value_t value{kind, static_cast<std::uint32_t>(items.size()), {}};
  value.as.items = items.data();
  return value;
}
/// For codecs: the items of a list, a tuple, a set or a map, which live as long as `value`.
inline std::span<const rpyc_value_t> ItemsOf(const rpyc_value_t& value) {
  return {value.as.items, value.size};
}
/// For codecs: the bytes of a text, which live as long as `value`.
inline std::string_view TextOf(const rpyc_value_t& value) { return {value.as.text, value.size}; }

/// Any Python value: a result as it came. Copies share it.
class Value {
 public:
  /// Takes over what a C function returned; throws its error for NULL.
  explicit Value(rpyc_value_t* value) : value_(value, rpyc_value_free) {
    if (value == nullptr) ThrowLastError();
  }
  /// The value as a C++ type. Throws UsageError if it is something else.
  template <typename T>
  T As() const {
    return Codec<T>::Unpack(*value_);
  }
  bool IsNone() const { return value_->kind == RPYC_NONE; }
  std::string Json() const {
    std::unique_ptr<char, decltype(&rpyc_free_string)> text(rpyc_value_to_json(value_.get()),
                                                            rpyc_free_string);
    if (!text) ThrowLastError();
    return text.get();
  }
  /// What C sees; lives as long as a copy of this.
  const rpyc_value_t& raw() const { return *value_; }

 private:
  std::shared_ptr<rpyc_value_t> value_;
};

}  // namespace goray::rpyc
