// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>
#include <goray/value.h>
#include <goray/wire/reference.h>

#include <concepts>
#include <cstddef>
#include <functional>
#include <span>
#include <type_traits>
#include <utility>

namespace goray {
namespace detail {

/// Calls what Python can call, on any thread, and waits. Throws what a call of Python by name throws.
Value CallPythonFunction(const wire::Reference& function, const wire::Writer& arguments,
                         bool ignores_result);
/// Throws the public error of `error`. `argument`: which one, from 1; 0: the result.
[[noreturn]] void FailCallback(const wire::CodecError& error, std::size_t argument);
[[noreturn]] void FailFunctionOfCpp();

template <typename T>
void WriteCallbackArgument(wire::Writer& writer, const T& value, std::size_t number) {
  try {
    Codec<T>::Write(writer, value);
  } catch (const wire::CodecError& error) {
    FailCallback(error, number);
  }
}
/// As the list that Python is given for it.
template <typename T>
  requires(!std::same_as<T, std::byte> && !std::same_as<T, unsigned char>)
void WriteCallbackArgument(wire::Writer& writer, std::span<const T> items, std::size_t number) {
  writer.WriteArray(items.size());
  for (const T& item : items) WriteCallbackArgument(writer, item, number);
}

/// What Python can call, for a `std::function`. Copies share it; Python's object is given up with the last of them.
template <typename R, typename... Args>
class PythonFunction {
 public:
  explicit PythonFunction(wire::ReferencePtr function) : function_(std::move(function)) {}

  R operator()(Args... args) const {
    wire::Writer arguments{wire::HostPeer()};
    [[maybe_unused]] std::size_t number = 0;
    (WriteCallbackArgument(arguments, args, ++number), ...);
    [[maybe_unused]] const Value answer =
        CallPythonFunction(*function_, arguments, std::is_void_v<R>);
    if constexpr (!std::is_void_v<R>) {
      try {
        return answer.template Read<R>();
      } catch (const wire::CodecError& error) {
        FailCallback(error, 0);
      }
    }
  }

  const wire::ReferencePtr& function() const { return function_; }

 private:
  wire::ReferencePtr function_;
};

}  // namespace detail

/// `std::function` <- what Python can call. C++ may call it on any thread, also when the call that brought it is over: it waits
/// for Python's GIL. An exception of Python's is a TaskError, which becomes that exception again in a caller in Python. What Python returns for
/// `void` is ignored.
template <typename R, typename... Args>
struct Codec<std::function<R(Args...)>> {
  static std::function<R(Args...)> Read(wire::Reader& reader) {
    return detail::PythonFunction<R, Args...>(reader.ReadReference(wire::ReferenceKind::kCallable));
  }
  /// Of what Python gave alone.
  static void Write(wire::Writer& writer, const std::function<R(Args...)>& value) {
    const auto* python = value.template target<detail::PythonFunction<R, Args...>>();
    if (python == nullptr) detail::FailFunctionOfCpp();
    writer.WriteReference(python->function());
  }
};

}  // namespace goray
