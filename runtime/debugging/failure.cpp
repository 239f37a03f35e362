// SPDX-License-Identifier: Apache-2.0
#include "debugging/failure.h"

#include <cxxabi.h>
#include <goray/error.h>
#include <goray/wire/limits.h>

#include <algorithm>
#include <concepts>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ranges>
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
  void Add(std::string_view name, std::integral auto number) {
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

  /// Of the causes of a failure as many as it stands for: more than one where a far process left
  /// some out.
  std::size_t stands_for = 1;

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

constexpr std::string_view kLeftOut = " more causes are left out";

void AddFacts(Level& level, const TaskError& error) {
  level.Add("Message", error.message());
  level.Add("Traceback", error.traceback());
  level.Add("Language", error.language());
  level.Add("Type", error.type());
  level.Add("PyType", error.py_type());
  level.Add("Task", error.task());
  if (error.raised() != nullptr) level.Add("Exception", error.raised()->GiveBack());
  if (error.type().empty() && error.message().ends_with(kLeftOut))
    level.stands_for = std::strtoul(error.message().c_str(), nullptr, 10);
}

// A failure and what led to it, level by level. Of too many causes the nearest stay, and the last,
// which is where it all began.
class Chain {
 public:
  Level& Next() {
    if (levels_.size() <= limits::kCauses) return levels_.emplace_back();
    left_out_ += levels_.back().stands_for;
    return levels_.back() = Level();
  }
  void Add(const TaskError* error) {
    for (; error != nullptr; error = error->cause()) AddFacts(Next(), *error);
  }
  // One JSON object: each level is the "Cause" of the one before.
  std::string Take() {
    if (left_out_ > 0) {
      Level& mark = *levels_.emplace(levels_.end() - 1);
      mark.Add("Message", std::to_string(left_out_).append(kLeftOut));
      mark.Add("Language", "cpp");
    }
    std::string json;
    for (Level& level : std::views::reverse(levels_)) {
      if (!json.empty()) level.AddObject("Cause", json);
      json = level.Take();
    }
    return json;
  }

 private:
  std::vector<Level> levels_;
  std::size_t left_out_ = 0;
};

// Python names an error by its number in one of these; elsewhere numbers mean other things.
bool HasErrno(const std::error_code& code) {
  return code.category() == std::generic_category() || code.category() == std::system_category();
}

// A class of the user's may have a null what().
std::string_view TextOf(const std::exception& exception) {
  const char* const text = exception.what();
  return text == nullptr ? "an exception without a text: its what() is null" : text;
}

void AddFacts(Level& level, const std::exception& exception, const ExceptionType& type) {
  level.Add("Message", TextOf(exception));
  std::string_view python = type.python;
  if (const auto* system = dynamic_cast<const std::system_error*>(&exception)) {
    if (HasErrno(system->code())) level.Add("Errno", system->code().value());
    const auto* file = dynamic_cast<const std::filesystem::filesystem_error*>(&exception);
    if (file != nullptr && !file->path1().empty()) level.Add("Filename", file->path1().string());
  }
  const auto* remote = dynamic_cast<const TaskError*>(&exception);
  // For a caller's `except` it is the error that it was there.
  if (remote != nullptr && typeid(exception) == typeid(TaskError) && !remote->py_type().empty())
    python = remote->py_type();
  level.Add("PyType", python);
}

std::string TextOfOther(const std::string& type) {
  try {
    throw;
  } catch (const std::string& text) {
    return text;
  } catch (const char* text) {
    return text == nullptr ? "a null char*" : text;
  } catch (...) {
    return "a C++ exception of type " + type + ", which is not a std::exception";
  }
}

const ExceptionType& CurrentType() {
  static const auto* const unknown = new ExceptionType{"unknown", {}, "RuntimeError"};
  const std::type_info* const type = ::abi::__cxa_current_exception_type();
  return type == nullptr ? *unknown : TypeOf(*type);
}

void AddCurrent(Level& level, const CallableInfo& callable, const std::exception* exception) {
  const ExceptionType& type = CurrentType();
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
}

// What led to `exception`, if a C++ exception did; a failure elsewhere is added to `chain`.
std::exception_ptr CauseOf(const std::exception* exception, Chain& chain) {
  if (exception == nullptr) return nullptr;
  if (const auto* remote = dynamic_cast<const TaskError*>(exception)) {
    chain.Add(remote);
    return nullptr;
  }
  const auto* nesting = dynamic_cast<const std::nested_exception*>(exception);
  return nesting == nullptr ? nullptr : nesting->nested_ptr();
}

// One after another, not one inside another: a chain may be longer than the stack is deep.
void AddCauses(Chain& chain, std::exception_ptr cause) {
  while (cause != nullptr) {
    try {
      std::rethrow_exception(cause);
    } catch (const std::exception& exception) {
      AddCurrent(chain.Next(), {}, &exception);
      cause = CauseOf(&exception, chain);
    } catch (...) {
      AddCurrent(chain.Next(), {}, nullptr);
      cause = nullptr;
    }
  }
}

}  // namespace

std::string CurrentFailure(const CallableInfo& callable, const std::exception* exception) {
  Chain chain;
  AddCurrent(chain.Next(), callable, exception);
  AddCauses(chain, CauseOf(exception, chain));
  return chain.Take();
}

std::string CurrentText() {
  const std::string& type = CurrentType().name;
  try {
    throw;
  } catch (const std::exception& exception) {
    return (type + ": ").append(TextOf(exception));
  } catch (...) {
    return type + ": " + TextOfOther(type);
  }
}

}  // namespace goray::debugging
