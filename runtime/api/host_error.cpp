// SPDX-License-Identifier: Apache-2.0
#include "api/host_error.h"

#include <nlohmann/json.hpp>
#include <string>

namespace goray::api {
namespace {

std::string Member(const nlohmann::json& json, const char* first, const char* second) {
  for (const char* name : {first, second}) {
    if (const auto found = json.find(name); found != json.end() && found->is_string())
      return found->get<std::string>();
  }
  return "";
}

// The JSON of a failed C++, Go or Python callable; anything else is a text.
TaskError::Details Parse(std::string_view text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("Message")) return {std::string(text), "", ""};
  return {Member(json, "Message", "Message"), Member(json, "Type", "PyType"),
          Member(json, "Traceback", "Traceback")};
}

bool IsDeadActor(const TaskError::Details& details) {
  const std::string& text = details.type.empty() ? details.message : details.type;
  return text.find("ActorDiedError") != std::string::npos ||
         text.find("RayActorError") != std::string::npos;
}

}  // namespace

void ThrowHostError(long long code, std::span<const std::byte> data, std::string_view what) {
  const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
  const std::string prefixed = std::string(what) + ": " + std::string(text);
  switch (static_cast<dispatch::Code>(code)) {
    case dispatch::Code::kTimeout:
      throw TimeoutError(prefixed);
    case dispatch::Code::kCancelled:
      throw CancelledError(prefixed);
    case dispatch::Code::kRefNotFound:
      throw ObjectRefNotFoundError(prefixed);
    default:
      break;
  }
  TaskError::Details details = Parse(text);
  details.message = std::string(what) + ": " + details.message;
  if (IsDeadActor(details)) throw ActorDiedError(std::move(details));
  throw TaskError(std::move(details));
}

}  // namespace goray::api
