// SPDX-License-Identifier: Apache-2.0
#include "ffi/host_error.h"

#include <goray/wire/limits.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "abi/protocol.h"
#include "abi/translate_exceptions.h"
#include "dispatch/interruption.h"
#include "ffi/host.h"

namespace goray::ffi {
namespace {

using nlohmann::json;

// "" if there is none, or it is no string.
std::string TextAt(const json& failure, const char* name) {
  const auto found = failure.find(name);
  return found != failure.end() && found->is_string() ? found->get<std::string>() : "";
}

// A failure without its causes, as C++, Python and Go tell it.
TaskError::Details LevelOf(const json& failure) {
  TaskError::Details details;
  details.message = TextAt(failure, "Message");
  details.py_type = TextAt(failure, "PyType");
  details.type = TextAt(failure, "Type");
  if (details.type.empty()) details.type = details.py_type;
  details.traceback = TextAt(failure, "Traceback");
  details.task = TextAt(failure, "Task");
  details.language = TextAt(failure, "Language");
  if (details.language.empty()) details.language = failure.contains("Kind") ? "python" : "go";
  return details;
}

// A failure with its causes: as many as a well-behaved host tells, which are `limits::kCauses` and
// one that counts those left out.
TaskError::Details DetailsOf(const json& failure) {
  std::vector<TaskError::Details> levels;
  const json* level = &failure;
  while (level->is_object() && levels.size() <= limits::kCauses + 1) {
    levels.push_back(LevelOf(*level));
    const auto cause = level->find("Cause");
    if (cause == level->end()) break;
    level = &*cause;
  }
  while (levels.size() > 1) {
    auto cause = std::make_shared<const TaskError>(std::move(levels.back()));
    levels.pop_back();
    levels.back().cause = std::move(cause);
  }
  return std::move(levels.front());
}

// A failure that C++ let pass, and then Python did, keeps the text that it had below them: their
// levels say the same with a call in front of it, so that the texts of a recursion would grow with
// each.
void TellAsBelow(TaskError::Details& details) {
  const TaskError* const level = details.cause.get();
  const TaskError* const below = level == nullptr ? nullptr : level->cause();
  if (below == nullptr || level->language() != "cpp" || level->message() != details.message ||
      !details.message.ends_with(": " + below->type() + ": " + below->message())) {
    return;
  }
  details.message = below->message();
}

// JSON, perhaps with a text in front of it, or a text alone.
struct HostError {
  explicit HostError(std::string_view text) {
    const std::size_t start = text.find('{');
    if (start != std::string_view::npos) {
      const json failure = json::parse(text.substr(start), nullptr, /*allow_exceptions=*/false);
      if (failure.is_object() && failure.contains("Message")) {
        kind = TextAt(failure, "Kind");
        details = DetailsOf(failure);
        const auto raised = failure.find("Exception");
        if (!kind.empty() && raised != failure.end() && raised->is_number_unsigned()) {
          details.raised =
              std::make_shared<const detail::RaisedInPython>(raised->get<std::uint64_t>());
        }
        details.message = std::string(text.substr(0, start)) + details.message;
        return;
      }
    }
    details.message = text;
    details.language = "python";
  }

  // Whether Ray's class of errors is the failure's, or begins its text.
  bool Names(std::string_view ray_class) const {
    return details.type.ends_with(ray_class) || std::string_view(details.message)
                                                    .substr(0, details.message.find(':'))
                                                    .ends_with(ray_class);
  }

  std::string kind;
  TaskError::Details details;
};

}  // namespace

void ThrowHostError(long long code, std::span<const std::byte> data, std::string_view what) {
  HostError error({reinterpret_cast<const char*>(data.data()), data.size()});
  TellAsBelow(error.details);
  std::string call(what);
  const std::string& task = error.details.task;
  if (!task.empty() && call.find(task) == std::string::npos) call += " of " + task;
  const std::string text = call + ": " + error.details.message;
  const auto known_code = static_cast<abi::Code>(code);
  if (error.kind == "interrupted") {
    dispatch::SetInterrupted();
    throw InterruptedError(text);
  }
  if (error.kind == "timeout" || known_code == abi::Code::kTimeout) throw TimeoutError(text);
  if (error.kind == "cancelled" || known_code == abi::Code::kCancelled) throw CancelledError(text);
  if (error.kind == "object_ref_not_found" || known_code == abi::Code::kObjectRefNotFound)
    throw ObjectRefNotFoundError(text);
  if (error.kind == "actor_died" || error.Names("ActorDiedError") || error.Names("RayActorError"))
    throw ActorDiedError(std::move(error.details), call);
  if (error.kind == "object_lost" || error.Names("ObjectLostError"))
    throw ObjectLostError(std::move(error.details), call);
  if (error.kind == "worker_crashed" || error.Names("WorkerCrashedError"))
    throw WorkerCrashedError(std::move(error.details), call);
  throw TaskError(std::move(error.details), call);
}

}  // namespace goray::ffi

namespace goray::detail {

RaisedInPython::~RaisedInPython() {
  if (is_given_back_) return;
  // Nobody could do anything about it: the host is gone, and the exception with it.
  abi::TranslateExceptions([this] { ffi::CloseInstance(id_); }, [] {});
}

}  // namespace goray::detail
