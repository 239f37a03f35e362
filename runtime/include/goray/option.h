// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/any.h>

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace goray {

/// The value of an option: what JSON can hold. A braced list whose items are all `{"name", value}`
/// is an object, any other is an array. NaN and infinities are refused with a ValueError.
///
/// Example: `{{"env_vars", {{"LEVEL", "debug"}}}, {"pip", {"numpy", "rich"}}}`
class OptionValue {
 public:
  OptionValue(std::nullptr_t) {}                            // NOLINT(google-explicit-constructor)
  OptionValue(std::integral auto value) : value_(value) {}  // NOLINT(google-explicit-constructor)
  OptionValue(std::floating_point auto value)
      : value_(value) {}                             // NOLINT(google-explicit-constructor)
  OptionValue(const char* value) : value_(value) {}  // NOLINT(google-explicit-constructor)
  OptionValue(std::string value)
      : value_(std::move(value)) {}                       // NOLINT(google-explicit-constructor)
  OptionValue(std::string_view value) : value_(value) {}  // NOLINT(google-explicit-constructor)
  OptionValue(Any value) : value_(std::move(value)) {}    // NOLINT(google-explicit-constructor)
  OptionValue(std::initializer_list<OptionValue> items);

  const Any& any() const { return value_; }

 private:
  Any value_;
};

/// One option of Ray beside a call's arguments: `RemoteCallPyTask("square", 8, Option("num_cpus",
/// 2))`.
struct Option {
  Option(std::string the_name, OptionValue the_value)
      : name(std::move(the_name)), value(std::move(the_value)) {}

  std::string name;
  OptionValue value;
};

/// Options of Ray by name, as Python's keyword arguments: `{{"num_cpus", 2}, {"namespace",
/// "calc"}}`. A name given again replaces the first value.
class Options {
 public:
  Options() = default;
  Options(std::initializer_list<std::pair<std::string, OptionValue>> options);

  void Set(std::string_view name, const OptionValue& value);
  const Any::Map& map() const { return map_; }
  /// A JSON object. Throws ValueError where JSON cannot hold a value.
  std::string ToJson() const;

 private:
  Any::Map map_;
};

}  // namespace goray
