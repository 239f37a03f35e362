// SPDX-License-Identifier: Apache-2.0
/// Part 2 of rpyc_bridge.h: values and objects.
#include <cstdlib>
#include <cstring>

#include "rpyc/c_api/support.h"
#include "rpyc/conversion/check.h"
#include "rpyc/conversion/json.h"

namespace goray::rpyc_bridge {
namespace {

/// The session of an object in `value`, if there is one. Checks what a program made: throws kUsage.
Session* CheckedSessionOf(const Value& value, unsigned depth = kMaxDepth) {
  CheckValue(value);
  if (depth == 0) {
    throw UsageFailure("a value is nested more than " + std::to_string(kMaxDepth) + " deep");
  }
  if (value.kind == RPYC_OBJECT) return value.as.object->session.get();
  bool holds_items = value.kind >= RPYC_LIST && value.kind <= RPYC_DICT;
  if (!holds_items) return nullptr;
  Session* found = nullptr;
  std::size_t count = value.kind == RPYC_DICT ? std::size_t{2} * value.size : value.size;
  for (std::size_t i = 0; i < count; ++i) {
    Session* session = CheckedSessionOf(value.as.items[i], depth - 1);
    if (found == nullptr) found = session;
  }
  return found;
}

/// Starts with (session, target, deadline), gives the result.
template <typename Start>
rpyc_value_t* OnObject(rpyc_object_t* object, int timeout_ms, Start&& start) {
  return TranslateExceptions(kNoValue, [&]() -> rpyc_value_t* {
    Deadline deadline = ObjectDeadline(Required(object, "object"), timeout_ms);
    return Finish(start(object->session, Target{{}, object}, deadline), deadline).release();
  });
}

}  // namespace

char* CopyText(std::string_view text) {
  auto* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy == nullptr) throw std::bad_alloc();
  std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = '\0';
  return copy;
}

}  // namespace goray::rpyc_bridge

using namespace goray::rpyc_bridge;

void rpyc_value_free(rpyc_value_t* value) {
  TranslateExceptions([&] { delete static_cast<OwnedValue*>(value); });
}

char* rpyc_value_to_json(const rpyc_value_t* value) {
  return TranslateExceptions(static_cast<char*>(nullptr), [&] {
    Session* session = CheckedSessionOf(Required(value, "value"));
    return CopyText(ToJson(*value, session, Deadline::After(Options().call_timeout_ms)));
  });
}

rpyc_value_t* rpyc_value_from_json(const char* json) {
  return TranslateExceptions(kNoValue, [&]() -> rpyc_value_t* {
    auto owner = std::make_unique<OwnedValue>();
    static_cast<Value&>(*owner) = FromJson(Required(json, "json"), owner->arena, "the text");
    return owner.release();
  });
}

void rpyc_object_retain(rpyc_object_t* object) {
  if (object != nullptr) Retain(object);
}

void rpyc_object_release(rpyc_object_t* object) {
  TranslateExceptions([&] { Release(object); });
}

const char* rpyc_object_class(const rpyc_object_t* object) {
  return object == nullptr ? "" : object->id.name.c_str();
}

rpyc_value_t* rpyc_object_invoke(rpyc_object_t* object, const char* method, const rpyc_args_t* args,
                                 int mode, int timeout_ms) {
  return OnObject(object, timeout_ms, [&](const auto& session, Target target, Deadline deadline) {
    return StartCall(session, target, Required(method, "method"), ArgumentsOf(args), ModeOf(mode),
                     deadline);
  });
}

rpyc_value_t* rpyc_object_get(rpyc_object_t* object, const char* attribute, int mode,
                              int timeout_ms) {
  return OnObject(object, timeout_ms, [&](const auto& session, Target target, Deadline deadline) {
    return StartGet(session, target, Required(attribute, "attribute"), ModeOf(mode), deadline);
  });
}

int rpyc_object_set(rpyc_object_t* object, const char* attribute, const rpyc_value_t* value,
                    int timeout_ms) {
  rpyc_value_t* done =
      OnObject(object, timeout_ms, [&](const auto& session, Target target, Deadline deadline) {
        return StartSet(session, target, Required(attribute, "attribute"), Required(value, "value"),
                        deadline);
      });
  rpyc_value_free(done);
  return done == nullptr ? -1 : 0;
}

rpyc_value_t* rpyc_object_iterate(rpyc_object_t* object, int timeout_ms) {
  return OnObject(object, timeout_ms, [&](const auto& session, Target target, Deadline deadline) {
    return StartCall(session, target, "__iter__", {}, Mode::kReference, deadline);
  });
}

rpyc_value_t* rpyc_object_take(rpyc_object_t* iterator, size_t count, int mode, int timeout_ms) {
  return OnObject(iterator, timeout_ms, [&](const auto& session, Target, Deadline deadline) {
    return StartTake(session, *iterator, count, ModeOf(mode), deadline);
  });
}

rpyc_value_t* rpyc_object_str(rpyc_object_t* object, int timeout_ms) {
  return OnObject(object, timeout_ms, [&](const auto& session, Target target, Deadline deadline) {
    return StartCall(session, target, "__str__", {}, Mode::kValue, deadline);
  });
}

rpyc_value_t* rpyc_object_repr(rpyc_object_t* object, int timeout_ms) {
  return OnObject(object, timeout_ms, [&](const auto& session, Target target, Deadline deadline) {
    return StartCall(session, target, "__repr__", {}, Mode::kValue, deadline);
  });
}
