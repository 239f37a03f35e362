// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/codec/string.h>
#include <goray/rpyc/value.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace goray::rpyc {

class Object;

/// A keyword argument: client.Call<int>("builtins", "int", "ff", Kw("base", 16)).
template <typename T>
struct Keyword {
  const char* name;
  T value;
};
/// A `Keyword`. `name` is not copied: it lives until the call was sent.
template <typename T>
Keyword<std::decay_t<T>> Kw(const char* name, T&& value) {
  return {name, std::forward<T>(value)};
}

/// An argument that is sent only if it has a value; else the function's own default holds.
template <typename T>
struct OptionalArgument {
  const char* name;
  const std::optional<T>& value;
  bool by_keyword;
};
/// By keyword if it has a value. Neither argument is copied: they live until the call was sent.
template <typename T>
OptionalArgument<T> KwIf(const char* name, const std::optional<T>& value) {
  return {name, value, true};
}
/// The same where Python takes it by position only. Given after one that was left out, it throws
/// UsageError: there is no way to send it.
template <typename T>
OptionalArgument<T> PositionalIf(const char* name, const std::optional<T>& value) {
  return {name, value, false};
}

/// The arguments of one call, packed. Lives until the call was sent.
class Arguments {
 public:
  template <typename... T>
  explicit Arguments(const T&... arguments) {
    (Add(arguments), ...);
    packed_ = {values_.data(), values_.size(), names_.data(), named_.data(), named_.size()};
  }
  const rpyc_args_t* get() const { return &packed_; }
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

 private:
  template <typename T>
  void Add(const T& value) {
    values_.push_back(Codec<std::decay_t<T>>::Pack(value, pool_));
  }
  template <typename T>
  void Add(const Keyword<T>& keyword) {
    names_.push_back(keyword.name);
    named_.push_back(Codec<std::decay_t<T>>::Pack(keyword.value, pool_));
  }
  template <typename T>
  void Add(const OptionalArgument<T>& argument) {
    if (argument.by_keyword) {
      if (argument.value) Add(Keyword<const T&>{argument.name, *argument.value});
    } else if (!argument.value) {
      if (left_out_ == nullptr) left_out_ = argument.name;
    } else if (left_out_ == nullptr) {
      Add(*argument.value);
    } else {
      throw UsageError(std::string("argument ") + argument.name + " needs " + left_out_ +
                       " before it: Python takes them by position only");
    }
  }

  Pool pool_;
  const char* left_out_ = nullptr;  // the first optional positional argument without a value
  std::vector<rpyc_value_t> values_;
  std::vector<const char*> names_;
  std::vector<rpyc_value_t> named_;
  rpyc_args_t packed_{};
};

/// Results come by reference where an Object is asked for, else by value.
template <typename T>
constexpr int kModeOf = std::is_same_v<T, Object> ? RPYC_BY_REFERENCE : RPYC_BY_VALUE;

/// What a C function returned, as a C++ type. `void` takes any result.
template <typename T>
T Take(rpyc_value_t* result) {
  Value value(result);
  if constexpr (std::is_same_v<T, Value>) {
    return value;
  } else if constexpr (!std::is_void_v<T>) {
    return value.As<T>();
  }
}

/// A Python object that stays on the server, alive as long as this or a copy. Its connection may
/// end earlier: then it is lost, and calls throw ConnectionError. Thread-safe.
class Object {
 public:
  /// Shares an object of a C value.
  explicit Object(rpyc_object_t* object)
      : object_((rpyc_object_retain(object), object), rpyc_object_release) {}

  /// `object.method(args...)`; results are of type T, by reference if that is Object.
  template <typename T = Value, typename... Args>
  T Call(const std::string& method, const Args&... args) const {
    return Take<T>(rpyc_object_invoke(get(), method.c_str(), Arguments(args...).get(), kModeOf<T>,
                                      timeout_ms_));
  }
  /// `object(args...)`.
  template <typename T = Value, typename... Args>
  T operator()(const Args&... args) const {
    return Call<T>("", args...);
  }
  template <typename T = Value>
  T Get(const std::string& attribute) const {
    return Take<T>(rpyc_object_get(get(), attribute.c_str(), kModeOf<T>, timeout_ms_));
  }
  Object Attr(const std::string& attribute) const { return Get<Object>(attribute); }
  template <typename T>
  void Set(const std::string& attribute, const T& value) const {
    Pool pool;
    rpyc_value_t packed = Codec<std::decay_t<T>>::Pack(value, pool);
    if (rpyc_object_set(get(), attribute.c_str(), &packed, timeout_ms_) != 0) ThrowLastError();
  }
  /// A copy of the object itself.
  template <typename T = Value>
  T As() const {
    return Get<T>("");
  }
  /// All items, `chunk` a round trip.
  template <typename T = Value>
  std::vector<T> Items(std::size_t chunk = 1000) const;

  std::string Str() const { return Take<std::string>(rpyc_object_str(get(), timeout_ms_)); }
  std::string Repr() const { return Take<std::string>(rpyc_object_repr(get(), timeout_ms_)); }
  /// "numpy.ndarray"
  std::string Class() const { return rpyc_object_class(get()); }
  /// The same object, whose calls have a time limit of their own; zero: none.
  Object WithTimeout(std::chrono::milliseconds limit) const {
    Object copy = *this;
    copy.timeout_ms_ = limit.count() == 0 ? RPYC_NO_TIMEOUT : static_cast<int>(limit.count());
    return copy;
  }
  rpyc_object_t* get() const { return object_.get(); }

 private:
  std::shared_ptr<rpyc_object_t> object_;
  int timeout_ms_ = RPYC_DEFAULT_TIMEOUT;
};

template <>
struct Codec<Object> {
  static rpyc_value_t Pack(const Object& object, Pool&) {
    rpyc_value_t value{RPYC_OBJECT, 0, {}};
    value.as.object = object.get();
    return value;
  }
  static Object Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_OBJECT) ThrowWrongType("an object", value);
    return Object(value.as.object);
  }
};

template <>
struct Codec<Value> {
  static rpyc_value_t Pack(const Value& value, Pool&) { return value.raw(); }
};

template <typename T>
std::vector<T> Object::Items(std::size_t chunk) const {
  auto iterator = Take<Object>(rpyc_object_iterate(get(), timeout_ms_));
  std::vector<T> all;
  while (true) {
    Value some(rpyc_object_take(iterator.get(), chunk, kModeOf<T>, timeout_ms_));
    for (const rpyc_value_t& item : ItemsOf(some.raw())) all.push_back(Codec<T>::Unpack(item));
    if (some.raw().size < chunk) return all;
  }
}

}  // namespace goray::rpyc
