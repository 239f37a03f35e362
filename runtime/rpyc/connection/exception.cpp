// SPDX-License-Identifier: Apache-2.0
#include "rpyc/connection/exception.h"

#include <string>

#include "rpyc/protocol/brine.h"

/// The body of an exception message: 1 (StopIteration), a str, or ((module, class), args,
/// attributes, traceback). Arguments that are not plain values are their repr(). Attributes are
/// pairs; `_remote_version` tells the server's RPyC.
namespace goray::rpyc_bridge {
namespace {

/// Appends what `value` is; nothing to a text that is too long already, as it will be cut.
void Describe(const Value& value, std::string& text) {
  if (text.size() > 2 * kErrorMessageBytes) return;
  switch (value.kind) {
    case RPYC_NONE:
      text += "None";
      break;
    case RPYC_BOOL:
      text += value.as.integer ? "True" : "False";
      break;
    case RPYC_INT:
      text += std::to_string(value.as.integer);
      break;
    case RPYC_FLOAT:
      text += std::to_string(value.as.real);
      break;
    case RPYC_STR:
    case RPYC_BYTES:
    case RPYC_BIGINT:
      text += Text(value);
      break;
    case RPYC_TUPLE:
      for (const Value& item : Items(value)) {
        if (&item != value.as.items) text += ", ";
        Describe(item, text);
        if (text.size() > 2 * kErrorMessageBytes) return;
      }
      break;
    default:
      text += "...";
  }
}

std::string OptionalText(const Value& value) {
  if (value.kind != RPYC_STR || Text(value).ends_with(" denied>")) return {};
  return std::string(Text(value));
}

std::string RemoteVersion(const Value& attributes) {
  if (attributes.kind != RPYC_TUPLE) return {};
  for (const Value& pair : Items(attributes)) {
    bool is_pair = pair.kind == RPYC_TUPLE && pair.size == 2 && pair.as.items[0].kind == RPYC_STR;
    if (is_pair && Text(pair.as.items[0]) == "_remote_version")
      return OptionalText(pair.as.items[1]);
  }
  return {};
}

}  // namespace

Failure ReadException(const Answer& answer, const Limits& limits, Deadline deadline) {
  Arena arena(answer.budget, deadline);
  Value value = BrineReader(answer.body, arena, limits.depth).Read();
  Failure failure(FailureKind::kRemote, "");
  if (value.kind == RPYC_INT) {
    failure.type = "StopIteration";
    return failure;
  }
  if (value.kind == RPYC_STR) {
    failure.type = Text(value);
    return failure;
  }
  std::span<const Value> parts = Items(value);
  bool well_formed = value.kind == RPYC_TUPLE && parts.size() == 4 && parts[0].kind == RPYC_TUPLE &&
                     parts[0].size == 2 && parts[0].as.items[0].kind == RPYC_STR &&
                     parts[0].as.items[1].kind == RPYC_STR;
  if (!well_formed)
    return ProtocolFailure("malformed message: an exception without its four parts");
  std::string_view module = Text(parts[0].as.items[0]);
  std::string_view name = Text(parts[0].as.items[1]);
  failure.type = module == "builtins" ? name : std::string(module) + "." + std::string(name);
  Describe(parts[1], failure.message);
  failure.remote_version = RemoteVersion(parts[2]);
  failure.traceback = OptionalText(parts[3]);
  return failure;
}

}  // namespace goray::rpyc_bridge
