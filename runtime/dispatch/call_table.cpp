// SPDX-License-Identifier: Apache-2.0
#include "dispatch/call_table.h"

#include <goray/detail/invocation.h>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "abi/protocol.h"
#include "abi/translate_exceptions.h"
#include "debugging/call_frame.h"
#include "debugging/crash.h"
#include "dispatch/catch_failure.h"
#include "dispatch/flush_stdio.h"
#include "dispatch/interruption.h"

namespace goray::dispatch {
namespace {

using abi::Code;
using debugging::CallableInfo;

/// Parameters of a callable that is called with columns.
constexpr std::size_t kMostColumns = 16;

std::int32_t GiveOutput(Code code, wire::Buffer output, GorayResult& result) {
  result.value.size = output.size();
  result.value.data = output.Release();
  return static_cast<std::int32_t>(code);
}

/// The answer to the exception being handled.
[[gnu::cold, gnu::noinline]] std::int32_t GiveFailure(const Callable& failed,
                                                      const std::exception* exception,
                                                      GorayResult& result) {
  const auto give = [&] {
    const CallableInfo info = InfoOf(failed);
    Response failure = FailureResponse(info, exception);
    return GiveOutput(failure.code, std::move(failure.data), result);
  };
  return abi::TranslateExceptions(give, [&] { return GiveOutput(Code::kFailed, {}, result); });
}

/// Runs user code, by `body`, which makes `call`, and gives what it throws. Inlined, as the frame must be its caller's. What is
/// needed behind the call is found by `call`, so that no register has to be saved for it.
template <typename Body>
[[gnu::always_inline]] inline std::int32_t CallUserCode(Invocation& call, Body body) {
  const auto fail = [&](const std::exception* exception) {
    return GiveFailure(call.callable(), exception, call.result());
  };
  const InterruptionScope interruption;
  if (!debugging::watches_calls) [[likely]]
    return CatchFailure(body, fail);
  debugging::PrepareThreadForCrash();
  const CallableInfo info = InfoOf(call.callable());
  const debugging::CallFrameScope scope(info);
  const std::int32_t code = CatchFailure(body, fail);
  FlushStdio();
  return code;
}

[[gnu::cold, gnu::noinline]] std::int32_t GiveNoActor(std::uint64_t id, GorayResult& result) {
  const auto give = [&] {
    wire::Buffer text;
    const std::string reason = NoActor(id).what();
    text.Append(reason.data(), reason.size());
    return GiveOutput(Code::kFailed, std::move(text), result);
  };
  return abi::TranslateExceptions(give, [&] { return GiveOutput(Code::kFailed, {}, result); });
}

[[gnu::always_inline]] inline std::int32_t Invoke(Invocation& call) {
  call.callable().invoke(call);
  return static_cast<std::int32_t>(call.ReturnsReferences() ? Code::kSuccessWithReferences
                                                            : Code::kSuccess);
}

std::size_t CountCallables(const App& app) {
  std::size_t count = app.tasks.size();
  for (const Actor& actor : app.actors) count += 1 + actor.methods.size();
  return count;
}

}  // namespace

const CallTable::Target& CallTable::TargetOf(const GorayCallable& entry) {
  return *static_cast<const Target*>(entry.library);
}

[[gnu::always_inline]] inline std::int32_t CallTable::InvokeOn(std::uint64_t id,
                                                               const Target& target,
                                                               Invocation& call) {
  const ActorStore::Pin actor = target.store->Find(id);
  // Factories of one class share its methods.
  if (!actor || actor->type->methods.data() != target.actor->methods.data()) [[unlikely]]
    return GiveNoActor(id, call.result());
  call.BindTo(actor->object.get());
  return Invoke(call);
}

GORAY_ENDS_STACKS std::int32_t CallTable::CallTask(const GorayCallable* entry, std::uint64_t,
                                                   const GoraySlot* arguments, std::uint64_t count,
                                                   GorayResult* result) {
  Invocation call(*TargetOf(*entry).callable, arguments, count, *result, nullptr);
  return CallUserCode(call, [&]() __attribute__((always_inline)) { return Invoke(call); });
}

GORAY_ENDS_STACKS std::int32_t CallTable::CallFactory(const GorayCallable* entry, std::uint64_t,
                                                      const GoraySlot* arguments,
                                                      std::uint64_t count, GorayResult* result) {
  const Target& target = TargetOf(*entry);
  Invocation call(*target.callable, arguments, count, *result, nullptr);
  return CallUserCode(call, [&]() __attribute__((always_inline)) {
    std::shared_ptr<void> made;
    call.BindTo(&made);
    target.callable->invoke(call);
    result->value.u = target.store->Add({std::move(made), target.actor});
    result->kind = 'Q';
    return static_cast<std::int32_t>(Code::kSuccess);
  });
}

GORAY_ENDS_STACKS std::int32_t CallTable::CallMethod(const GorayCallable* entry, std::uint64_t id,
                                                     const GoraySlot* arguments,
                                                     std::uint64_t count, GorayResult* result) {
  const Target& target = TargetOf(*entry);
  Invocation call(*target.callable, arguments, count, *result, nullptr);
  return CallUserCode(call,
                      [&]() __attribute__((always_inline)) { return InvokeOn(id, target, call); });
}

GORAY_ENDS_STACKS std::int32_t CallTable::CallTaskOfColumns(const GorayCallable* entry,
                                                            std::uint64_t, GorayColumns* columns,
                                                            GorayResult* result) {
  if (columns->count == 0) return static_cast<std::int32_t>(Code::kSuccess);
  const Callable& callable = *TargetOf(*entry).callable;
  GoraySlot slots[kMostColumns];
  Invocation call(callable, slots, std::strlen(callable.kinds), *columns, *result, nullptr);
  return CallUserCode(call, [&]() __attribute__((always_inline)) { return Invoke(call); });
}

GORAY_ENDS_STACKS std::int32_t CallTable::CallMethodOfColumns(const GorayCallable* entry,
                                                              std::uint64_t id,
                                                              GorayColumns* columns,
                                                              GorayResult* result) {
  if (columns->count == 0) return static_cast<std::int32_t>(Code::kSuccess);
  const Target& target = TargetOf(*entry);
  GoraySlot slots[kMostColumns];
  Invocation call(*target.callable, slots, std::strlen(target.callable->kinds), *columns, *result,
                  nullptr);
  return CallUserCode(call,
                      [&]() __attribute__((always_inline)) { return InvokeOn(id, target, call); });
}

CallTable::CallTable(const App& app, ActorStore& store) {
  callables_.reserve(CountCallables(app));  // so that no pointer into it moves
  targets_.reserve(CountCallables(app));
  const auto add = [&](const Callable& callable, const Actor* actor, auto call, auto call_columns) {
    targets_.push_back({&callable, actor, &store});
    const bool takes_columns =
        (callable.flags & GORAY_TAKES_COLUMNS) != 0 && std::strlen(callable.kinds) <= kMostColumns;
    // NOLINTBEGIN(bugprone-suspicious-stringview-data-usage): they view literals of generated code.
    callables_.push_back({callable.name.data(), callable.signature.data(), callable.kinds, call,
                          &targets_.back(), callable.overloads.data(),
                          static_cast<std::uint32_t>(callable.overloads.size()), callable.flags,
                          callable.options.empty() ? nullptr : callable.options.data(),
                          takes_columns ? call_columns : nullptr});
    // NOLINTEND(bugprone-suspicious-stringview-data-usage)
  };
  const auto since = [&](std::size_t first) {
    return GorayCallables{callables_.data() + first, callables_.size() - first,
                          sizeof(GorayCallable)};
  };
  for (const Callable& task : app.tasks) add(task, nullptr, &CallTask, &CallTaskOfColumns);
  const GorayCallables tasks = since(0);
  for (const Actor& actor : app.actors) add(actor.factory, &actor, &CallFactory, nullptr);
  const GorayCallables factories = since(tasks.count);
  for (const Actor& actor : app.actors) {
    const std::size_t first = callables_.size();
    for (const Callable& method : actor.methods)
      add(method, &actor, &CallMethod, &CallMethodOfColumns);
    methods_.push_back(since(first));
  }
  table_ = {sizeof(GorayCallTable), tasks, factories, methods_.data()};
}

}  // namespace goray::dispatch
