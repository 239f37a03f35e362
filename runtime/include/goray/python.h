// SPDX-License-Identifier: Apache-2.0
// Calls of Python by name. Arguments are values of any type with a Codec; remote calls take
// ObjectRefs and Options too.
#pragma once

#include <goray/detail/outgoing_call.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace goray {

/// Submits the task that Python decorated with `@goray.remote`.
/// Example: `int v = RemoteCallPyTask("square", 8, Option("num_cpus", 2)).Get<int>();`
template <typename... Ts>
ObjectRef<> RemoteCallPyTask(std::string_view name, const Ts&... args) {
  return ObjectRef<>(detail::OutgoingCall(detail::Callee::kPyTask, name, args...).SendForId());
}

/// Calls, in this process, the function that Python decorated with `@goray.local`. A Python exception
/// is a TaskError. Example: `int answer = LocalCallPyTask("answer").As<int>();`
template <typename... Ts>
Value LocalCallPyTask(std::string_view name, const Ts&... args) {
  return detail::OutgoingCall(detail::Callee::kLocalPyTask, name, args...).SendForValue();
}

/// Runs Python source with exactly one top-level `def`, then calls that function.
/// Example: `int two = LocalCallPyCode("def f(x): return x + 1", 1).As<int>();`
template <typename... Ts>
Value LocalCallPyCode(std::string_view code, const Ts&... args) {
  return detail::OutgoingCall(detail::Callee::kLocalPyCode, code, args...).SendForValue();
}

/// An object of a Python class in this process. Closed when it goes; movable.
class PyLocalInstance {
 public:
  explicit PyLocalInstance(std::uint64_t id) : id_(id), is_open_(true) {}
  PyLocalInstance(PyLocalInstance&& other) noexcept { *this = std::move(other); }
  PyLocalInstance& operator=(PyLocalInstance&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(is_open_, other.is_open_);
    return *this;
  }
  ~PyLocalInstance();

  template <typename... Ts>
  Value Call(std::string_view method, const Ts&... args) const {
    detail::OutgoingCall call(detail::Callee::kLocalPyMethod, method, args...);
    return call.On(id_).SendForValue();
  }

  /// Lets Python forget the object now. A failure is thrown here, and ignored in the destructor.
  void Close();

 private:
  std::uint64_t id_ = 0;
  bool is_open_ = false;
};

/// Makes, in this process, an object of the class that Python decorated with `@goray.local` or
/// `@goray.remote`.
template <typename... Ts>
PyLocalInstance NewPyLocalInstance(std::string_view name, const Ts&... args) {
  return PyLocalInstance(
      detail::OutgoingCall(detail::Callee::kLocalPyClass, name, args...).SendForId());
}

}  // namespace goray
