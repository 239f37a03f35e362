// SPDX-License-Identifier: Apache-2.0
#include "dispatch/failure.h"

#include <cxxabi.h>
#include <goray/error.h>

#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <system_error>
#include <typeinfo>
#include <variant>

namespace goray::dispatch {
namespace {

struct Mapping {
  bool (*matches)(const std::exception& exception);
  const char* py_type;
};

template <typename T>
bool Is(const std::exception& exception) {
  return dynamic_cast<const T*>(&exception) != nullptr;
}

// The first that matches; derived classes before their bases. As Cython has it, except for what it
// does not know.
constexpr Mapping kMappings[] = {
    {&Is<TypeError>, "TypeError"},
    {&Is<ValueError>, "ValueError"},
    {&Is<OverflowError>, "OverflowError"},
    {&Is<TimeoutError>, "TimeoutError"},
    {&Is<std::bad_alloc>, "MemoryError"},
    {&Is<std::bad_cast>, "TypeError"},
    {&Is<std::bad_typeid>, "TypeError"},
    {&Is<std::bad_variant_access>, "TypeError"},
    {&Is<std::invalid_argument>, "ValueError"},
    {&Is<std::domain_error>, "ValueError"},
    {&Is<std::length_error>, "ValueError"},
    {&Is<std::out_of_range>, "IndexError"},
    {&Is<std::overflow_error>, "OverflowError"},
    {&Is<std::underflow_error>, "ArithmeticError"},
    {&Is<std::range_error>, "ArithmeticError"},
    {&Is<std::system_error>, "OSError"},  // filesystem_error and ios_base::failure too
};

std::string PyType(const std::exception& exception) {
  for (const Mapping& mapping : kMappings) {
    if (mapping.matches(exception)) return mapping.py_type;
  }
  return "RuntimeError";
}

std::string CurrentType() {
  const std::type_info* type = abi::__cxa_current_exception_type();
  if (type == nullptr) return "unknown";
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(type->name(), nullptr, nullptr, &status), &std::free);
  return name == nullptr ? type->name() : name.get();
}

// "; caused by ..." for each exception that `std::throw_with_nested` wrapped.
std::string Causes(const std::exception& exception) {
  try {
    std::rethrow_if_nested(exception);
  } catch (const std::exception& cause) {
    return "\ncaused by " + CurrentType() + ": " + cause.what() + Causes(cause);
  } catch (...) {
    return "\ncaused by " + CurrentType();
  }
  return "";
}

struct Facts {
  std::string message;
  std::string type;
  std::string py_type = "RuntimeError";
};

Facts CurrentFacts() {
  Facts facts;
  facts.type = CurrentType();
  try {
    throw;
  } catch (const std::exception& exception) {
    facts.message = exception.what() + Causes(exception);
    facts.py_type = PyType(exception);
  } catch (const std::string& text) {
    facts.message = text;
  } catch (const char* text) {
    facts.message = text;
  } catch (...) {
    facts.message = "a C++ exception of type " + facts.type + ", which is no std::exception";
  }
  return facts;
}

std::string Traceback(const Callable* callable) {
  if (callable == nullptr) return "";
  return "in " + std::string(callable->name) + " (" + std::string(callable->location) + ")";
}

}  // namespace

Response CurrentFailure(const Callable* callable) {
  Facts facts = CurrentFacts();
  const nlohmann::json json = {
      {"Message", std::move(facts.message)},
      {"Traceback", Traceback(callable)},
      {"Language", "cpp"},
      {"Type", std::move(facts.type)},
      {"PyType", std::move(facts.py_type)},
  };
  // A what() need not be UTF-8.
  return TextResponse(Code::kPanic,
                      json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace goray::dispatch
