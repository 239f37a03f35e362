// SPDX-License-Identifier: Apache-2.0
#include "dispatch/call_table.h"

#include <goray/detail/call.h>

#include <string>
#include <utility>
#include <vector>

#include "abi/guard.h"
#include "abi/protocol.h"
#include "debugging/call_frame.h"
#include "debugging/crash.h"
#include "dispatch/catch_failure.h"
#include "dispatch/flush_stdio.h"

namespace goray::dispatch {
namespace {

using abi::Code;
using debugging::CallableInfo;

std::int32_t GiveOutput(Code code, wire::Buffer output, GorayResult& result) {
  result.value.size = output.size();
  result.value.data = output.Release();
  return static_cast<std::int32_t>(code);
}

/// Runs user code, by `body`, and gives what it throws.
template <typename Body>
std::int32_t CallUserCode(const CallableInfo& callable, GorayResult& result, Body body) {
  debugging::PrepareThreadForCrash();
  const debugging::CallFrameScope scope(callable);
  const auto flushed = [&] {
    const std::int32_t code = body();
    FlushStdio();
    return code;
  };
  return CatchFailure(flushed, [&](const std::exception* exception) {
    FlushStdio();
    const auto give = [&] {
      Response failure = FailureResponse(callable, exception);
      return GiveOutput(failure.code, std::move(failure.data), result);
    };
    return abi::Guarded(give, [&] { return GiveOutput(Code::kFailed, {}, result); });
  });
}

std::int32_t CodeOf(const Call& call) {
  return static_cast<std::int32_t>(call.ReturnsReferences() ? Code::kSuccessWithReferences
                                                            : Code::kSuccess);
}

std::size_t CountCallables(const App& app) {
  std::size_t count = app.tasks.size();
  for (const Actor& actor : app.actors) count += 1 + actor.methods.size();
  return count;
}

}  // namespace

const CallTable::Bound& CallTable::BoundOf(const GorayCallable& entry) {
  return *static_cast<const Bound*>(entry.library);
}

std::int32_t CallTable::CallTask(const GorayCallable* entry, std::uint64_t,
                                 const GoraySlot* arguments, std::uint64_t count,
                                 GorayResult* result) {
  const Bound& bound = BoundOf(*entry);
  return CallUserCode(bound.info, *result, [&] {
    Call call(*bound.callable, arguments, count, *result, nullptr);
    bound.callable->invoke(call);
    return CodeOf(call);
  });
}

std::int32_t CallTable::CallFactory(const GorayCallable* entry, std::uint64_t,
                                    const GoraySlot* arguments, std::uint64_t count,
                                    GorayResult* result) {
  const Bound& bound = BoundOf(*entry);
  return CallUserCode(bound.info, *result, [&] {
    std::shared_ptr<void> made;
    Call call(*bound.callable, arguments, count, *result, &made);
    bound.callable->invoke(call);
    result->value.u = bound.store->Add({std::move(made), bound.actor});
    result->kind = 'Q';
    return static_cast<std::int32_t>(Code::kSuccess);
  });
}

std::int32_t CallTable::CallMethod(const GorayCallable* entry, std::uint64_t id,
                                   const GoraySlot* arguments, std::uint64_t count,
                                   GorayResult* result) {
  const Bound& bound = BoundOf(*entry);
  return CallUserCode(bound.info, *result, [&] {
    const ActorStore::Pin actor = bound.store->Find(id);
    // Factories of one class share its methods.
    if (!actor || actor->type->methods.data() != bound.actor->methods.data()) {
      wire::Buffer text;
      const std::string reason = NoActor(id).what();
      text.Append(reason.data(), reason.size());
      return GiveOutput(Code::kFailed, std::move(text), *result);
    }
    Call call(*bound.callable, arguments, count, *result, actor->object.get());
    bound.callable->invoke(call);
    return CodeOf(call);
  });
}

CallTable::CallTable(const App& app, ActorStore& store) {
  callables_.reserve(CountCallables(app));  // so that no pointer into it moves
  bounds_.reserve(CountCallables(app));
  const auto add = [&](const Callable& callable, const Actor* actor, auto call) {
    bounds_.push_back({&callable, InfoOf(callable), actor, &store});
    callables_.push_back(
        {callable.name.data(), callable.signature.data(), callable.kinds, call, &bounds_.back()});
  };
  const auto since = [&](std::size_t first) {
    return GorayCallables{callables_.data() + first, callables_.size() - first,
                          sizeof(GorayCallable)};
  };
  for (const Callable& task : app.tasks) add(task, nullptr, &CallTask);
  const GorayCallables tasks = since(0);
  for (const Actor& actor : app.actors) add(actor.factory, &actor, &CallFactory);
  const GorayCallables factories = since(tasks.count);
  for (const Actor& actor : app.actors) {
    const std::size_t first = callables_.size();
    for (const Callable& method : actor.methods) add(method, &actor, &CallMethod);
    methods_.push_back(since(first));
  }
  table_ = {sizeof(GorayCallTable), tasks, factories, methods_.data()};
}

}  // namespace goray::dispatch
