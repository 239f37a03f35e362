// SPDX-License-Identifier: Apache-2.0
// What functions are called on the wire. Generated code says so when the library is loaded, which
// also works in a unit that includes the source of the calls: a specialisation would come too late.
#pragma once

#include <goray/detail/function_of.h>

#include <string_view>

namespace goray::detail {

// Hidden, so that libraries in one process do not share them.

/// Null: a function of no app, or of another library's.
template <auto kFunction>
struct [[gnu::visibility("hidden")]] TaskName {
  static inline const char* value_ = nullptr;
};
template <auto kFactory>
struct [[gnu::visibility("hidden")]] FactoryName {
  static inline const char* value_ = nullptr;
};
/// Of a method of the actor class `T`, which may be one of its base's.
template <typename T, auto kMethod>
struct [[gnu::visibility("hidden")]] MethodName {
  static inline const char* value_ = nullptr;
};

/// A list of the names of the factories that make one class.
struct Factory {
  std::string_view name;
  const Factory* next = nullptr;
};
template <typename T>
struct [[gnu::visibility("hidden")]] FactoriesOf {
  static inline const Factory* first_ = nullptr;
};

template <auto kFunction>
void NameTask(const char* name) {
  TaskName<kPlain<kFunction>>::value_ = name;
}
template <auto kFactory>
void NameFactory(const char* name) {
  FactoryName<kPlain<kFactory>>::value_ = name;
}
template <typename T, auto kMethod>
void NameMethod(const char* name) {
  MethodName<T, kPlain<kMethod>>::value_ = name;
}
template <typename T>
void AddFactory(const char* name) {
  FactoriesOf<T>::first_ = new Factory{name, FactoriesOf<T>::first_};  // for as long as the library
}

/// `pretty`: `__PRETTY_FUNCTION__` of a template with the parameter `kFunction`. Throws Error.
[[noreturn]] void FailUnnamed(std::string_view call, std::string_view pretty);

template <auto kFunction>
const char* Named(const char* name, std::string_view call) {
  if (name == nullptr) [[unlikely]]
    FailUnnamed(call, __PRETTY_FUNCTION__);
  return name;
}

}  // namespace goray::detail
