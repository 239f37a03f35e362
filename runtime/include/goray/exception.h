// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <exception>
#include <string_view>
#include <typeinfo>

namespace goray::detail {

/// The name of one of Python's exceptions. A name that goray does not know does not compile.
class PythonException {
 public:
  consteval PythonException(const char* name)
      : name_(name) {  // NOLINT(google-explicit-constructor)
    for (const std::string_view known : kKnown) {
      if (known == name) return;
    }
    throw "goray knows no Python exception of this name";  // not constant: an error of the compiler
  }
  const char* name() const { return name_; }

 private:
  static constexpr std::string_view kKnown[] = {
      "ArithmeticError",
      "AssertionError",
      "AttributeError",
      "BlockingIOError",
      "BrokenPipeError",
      "BufferError",
      "ChildProcessError",
      "ConnectionAbortedError",
      "ConnectionError",
      "ConnectionRefusedError",
      "ConnectionResetError",
      "EOFError",
      "FileExistsError",
      "FileNotFoundError",
      "IndexError",
      "InterruptedError",
      "IsADirectoryError",
      "KeyError",
      "LookupError",
      "MemoryError",
      "NotADirectoryError",
      "NotImplementedError",
      "OSError",
      "OverflowError",
      "PermissionError",
      "ProcessLookupError",
      "RecursionError",
      "RuntimeError",
      "TimeoutError",
      "TypeError",
      "ValueError",
      "ZeroDivisionError",
  };
  const char* name_;
};

void RegisterExceptionType(const std::type_info& type, const char* python);

/// What `GORAY_EXCEPTION` makes one of.
template <std::derived_from<std::exception> T>
struct RegisterException {
  explicit RegisterException(PythonException python) {
    RegisterExceptionType(typeid(T), python.name());
  }
};

}  // namespace goray::detail

#define GORAY_DETAIL_JOIN(a, b) a##b
#define GORAY_DETAIL_EXCEPTION_NAME(number) GORAY_DETAIL_JOIN(goray_exception_, number)

/// At namespace scope: where `type`, or a class derived from it, leaves a task, a factory or a
/// method, Python gets its own exception of the name `python`. Of several registered bases the
/// nearest counts; without one, the standard ones: a class derived from `std::invalid_argument` is
/// a ValueError. `type` derives from `std::exception` and is named without a comma.
///
/// Example:
///   class OutOfStock : public std::runtime_error { using runtime_error::runtime_error; };
///   GORAY_EXCEPTION(OutOfStock, "LookupError");
#define GORAY_EXCEPTION(type, python)                                    \
  [[maybe_unused]] static const ::goray::detail::RegisterException<type> \
  GORAY_DETAIL_EXCEPTION_NAME(__COUNTER__)(python)
