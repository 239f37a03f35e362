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
  // NOLINTBEGIN(google-explicit-constructor): a value is written as it is.
  OptionValue(std::nullptr_t) {}
  OptionValue(std::integral auto value) : value_(value) {}
  OptionValue(std::floating_point auto value) : value_(value) {}
  OptionValue(const char* value) : value_(value) {}
  OptionValue(std::string value) : value_(std::move(value)) {}
  OptionValue(std::string_view value) : value_(value) {}
  OptionValue(Any value) : value_(std::move(value)) {}
  OptionValue(std::initializer_list<OptionValue> items);
  // NOLINTEND(google-explicit-constructor)

  const Any& any() const { return value_; }

 private:
  Any value_;
};

/// One option of Ray beside a call's arguments.
///
/// Example: `RemoteCallPyTask("square", 8, Option("num_cpus", 2))`
struct Option {
  Option(std::string the_name, OptionValue the_value)
      : name(std::move(the_name)), value(std::move(the_value)) {}

  std::string name;
  OptionValue value;
};

/// Options of Ray by name, as Python's keyword arguments. A name given again replaces the first value.
///
/// Example: `{{"num_cpus", 2}, {"namespace", "calc"}}`
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
