// SPDX-License-Identifier: Apache-2.0
#include "debugging/failure.h"

#include <cxxabi.h>
#include <goray/error.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <typeinfo>
#include <utility>
#include <vector>

#include "debugging/exception_type.h"
#include "debugging/symbols.h"

namespace goray::debugging {
namespace {

// A JSON object as text; nlohmann's objects would be the most part of a failure's cost.
class Level {
 public:
  void Add(std::string_view name, std::string_view text) {
    Name(name);
    AppendText(text);
  }
  void Add(std::string_view name, int number) {
    Name(name);
    json_ += std::to_string(number);
  }
  void Add(std::string_view name, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    Name(name);
    for (const std::string& text : texts) {
      json_ += &text == texts.data() ? '[' : ',';
      AppendText(text);
    }
    json_ += ']';
  }
  void AddObject(std::string_view name, const std::string& json) {
    Name(name);
    json_ += json;
  }
  std::string Take() { return std::move(json_ += '}'); }

 private:
  void Name(std::string_view name) {
    json_ += json_.empty() ? '{' : ',';
    json_.append("\"").append(name).append("\":");
  }
  void AppendText(std::string_view text) {
    const bool is_plain =
        std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
    if (!is_plain) {  // a what() need not be UTF-8
      json_ += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
      return;
    }
    json_ += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\' || c == '\n') json_ += '\\';
      json_ += c == '\n' ? 'n' : c;
    }
    json_ += '"';
  }

  std::string json_;
};

std::string JsonOf(const TaskError& error) {
  Level level;
  level.Add("Message", error.message());
  level.Add("Traceback", error.traceback());
  level.Add("Language", error.language());
  level.Add("Type", error.type());
  level.Add("PyType", error.py_type());
  level.Add("Task", error.task());
  if (error.cause() != nullptr) level.AddObject("Cause", JsonOf(*error.cause()));
  return level.Take();
}

// Python names an error by its number in one of these; elsewhere numbers mean other things.
bool HasErrno(const std::error_code& code) {
  return code.category() == std::generic_category() || code.category() == std::system_category();
}

std::string NestedJson(const std::exception_ptr& nested) {
  try {
    std::rethrow_exception(nested);
  } catch (const std::exception& exception) {
    return CurrentFailure({}, &exception);
  } catch (...) {
    return CurrentFailure({}, nullptr);
  }
}

void AddFacts(Level& level, const std::exception& exception, const ExceptionType& type) {
  level.Add("Message", std::string_view(exception.what()));
  std::string_view python = type.python;
  if (const auto* system = dynamic_cast<const std::system_error*>(&exception)) {
    if (HasErrno(system->code())) level.Add("Errno", system->code().value());
    const auto* file = dynamic_cast<const std::filesystem::filesystem_error*>(&exception);
    if (file != nullptr && !file->path1().empty()) level.Add("Filename", file->path1().string());
  }
  if (const auto* remote = dynamic_cast<const TaskError*>(&exception)) {
    level.AddObject("Cause", JsonOf(*remote));
    // For a caller's `except` it is the error that it was there.
    if (typeid(exception) == typeid(TaskError) && !remote->py_type().empty())
      python = remote->py_type();
  } else if (const auto* nesting = dynamic_cast<const std::nested_exception*>(&exception);
             nesting != nullptr && nesting->nested_ptr() != nullptr) {
    level.AddObject("Cause", NestedJson(nesting->nested_ptr()));
  }
  level.Add("PyType", python);
}

std::string TextOfOther(const std::string& type) {
  try {
    throw;
  } catch (const std::string& text) {
    return text;
  } catch (const char* text) {
    return text;
  } catch (...) {
    return "a C++ exception of type " + type + ", which is not a std::exception";
  }
}

const ExceptionType& CurrentType() {
  static const auto* const unknown = new ExceptionType{"unknown", {}, "RuntimeError"};
  const std::type_info* const type = ::abi::__cxa_current_exception_type();
  return type == nullptr ? *unknown : TypeOf(*type);
}

}  // namespace

std::string CurrentFailure(const CallableInfo& callable, const std::exception* exception) {
  const ExceptionType& type = CurrentType();
  Level level;
  if (exception != nullptr) {
    AddFacts(level, *exception, type);
  } else {
    level.Add("Message", TextOfOther(type.name));
    level.Add("PyType", type.python);
  }
  level.Add("Language", "cpp");
  level.Add("Type", type.name);
  level.Add("Bases", type.bases);
  std::string traceback;
  if (!callable.name.empty()) {
    level.Add("Task", callable.name);
    traceback.append("in ").append(callable.name).append(" (").append(callable.location) += ')';
  }
  level.Add("Traceback", traceback + StackText(StackOf(std::current_exception())));
  return level.Take();
}

std::string CurrentText() {
  const std::string& type = CurrentType().name;
  try {
    throw;
  } catch (const std::exception& exception) {
    return type + ": " + exception.what();
  } catch (...) {
    return type + ": " + TextOfOther(type);
  }
}

}  // namespace goray::debugging
