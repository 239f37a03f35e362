// SPDX-License-Identifier: Apache-2.0
#include "rpyc/client/invoke.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "rpyc/base/failure.h"
#include "rpyc/conversion/netref.h"
#include "rpyc/conversion/pack.h"

namespace goray::rpyc_bridge {
namespace {

/// Builds and sends one request. The values live in `arena_`, or belong to the caller.
class Starter {
 public:
  Starter(std::shared_ptr<Session> session, Mode mode, Deadline deadline)
      : session_(std::move(session)), mode_(mode), deadline_(deadline) {}

  Value Reference(const ObjectId& id) {
    auto* pack = arena_.Make<IdPack>(1);
    *pack = id.pack();
    return MakeReference(kTheirObject, pack);
  }
  Value Tuple(std::initializer_list<Value> items) { return Copy({items.begin(), items.size()}); }
  Value Copy(std::span<const Value> items) {
    auto* copy = arena_.Make<Value>(items.size());
    std::ranges::copy(items, copy);
    return MakeTuple({copy, items.size()});
  }
  Value Packed(const Value& value) { return Pack(value, *session_, arena_); }
  Value Positional(const Arguments& arguments) {
    auto* packed = arena_.Make<Value>(arguments.values.size());
    std::ranges::transform(arguments.values, packed,
                           [&](const Value& value) { return Packed(value); });
    return MakeTuple({packed, arguments.values.size()});
  }
  Value Named(const Arguments& arguments) {
    auto* pairs = arena_.Make<Value>(arguments.named.size());
    for (std::size_t i = 0; i < arguments.named.size(); ++i) {
      if (arguments.names[i] == nullptr)
        throw UsageFailure("the name of a keyword argument is NULL");
      pairs[i] = Tuple({MakeStr(arguments.names[i]), Packed(arguments.named[i])});
    }
    return MakeTuple({pairs, arguments.named.size()});
  }
  /// What the helper looks up names in; with a plain service, the object itself.
  Value TargetValue(const Target& target) {
    if (target.object != nullptr)
      return Packed({RPYC_OBJECT, 0, {.object = const_cast<rpyc_object*>(target.object)}});
    if (session_->has_helper()) return MakeStr(target.module);
    if (target.module.empty()) return Reference(session_->root);
    throw UsageFailure(
        "the service " + session_->root.name + R"( is not classic, so module ")" +
        std::string(target.module) +
        R"(" cannot be imported there; call what the service exposes, with module "")");
  }
  Value ModeValue() const { return {RPYC_BOOL, 0, {.integer = mode_ == Mode::kReference}}; }

  Pending CallHelper(ObjectId Helper::* function, std::initializer_list<Value> arguments) {
    const std::optional<Helper>& helper = session_->helper;
    if (!helper) {
      throw UsageFailure("the service " + session_->root.name +
                         " is not classic and cannot evaluate code");
    }
    return Send(Handler::kCall, {Reference(*helper.*function), Tuple(arguments), MakeTuple({})});
  }
  Pending Send(Handler handler, std::initializer_list<Value> arguments) {
    std::shared_ptr<PendingRequest> call =
        session_->connection->Send(handler, {arguments.begin(), arguments.size()}, deadline_);
    return {session_, std::move(call), mode_};
  }
  bool classic() const { return session_->has_helper(); }

 private:
  const std::shared_ptr<Session> session_;
  const Mode mode_;
  const Deadline deadline_;
  Arena arena_;
};

Value Convert(const Value& wire, const Pending& pending, OwnedValue& owner, Deadline deadline) {
  if (pending.session->has_helper()) return Unpack(wire, pending.session, owner);
  if (pending.mode == Mode::kReference) return KeepNetref(wire, pending.session, owner);
  return CopyNetref(wire, pending.session, owner, deadline);
}

}  // namespace

Pending StartCall(std::shared_ptr<Session> session, Target target, std::string_view path,
                  const Arguments& arguments, Mode mode, Deadline deadline) {
  Starter start(std::move(session), mode, deadline);
  Value where = start.TargetValue(target);
  Value positional = start.Positional(arguments);
  Value named = start.Named(arguments);
  if (start.classic()) {
    if (named.size == 0 && mode == Mode::kValue) {  // what the helper takes for granted
      return start.CallHelper(&Helper::call, {where, MakeStr(path), positional});
    }
    return start.CallHelper(&Helper::call,
                            {where, MakeStr(path), positional, named, start.ModeValue()});
  }
  if (path.empty()) return start.Send(Handler::kCall, {where, positional, named});
  return start.Send(Handler::kCallAttr, {where, MakeStr(path), positional, named});
}

Pending StartGet(std::shared_ptr<Session> session, Target target, std::string_view path, Mode mode,
                 Deadline deadline) {
  Starter start(std::move(session), mode, deadline);
  Value where = start.TargetValue(target);
  if (start.classic())
    return start.CallHelper(&Helper::get, {where, MakeStr(path), start.ModeValue()});
  // PING returns what it is given: the way to have an object back as any other result.
  if (path.empty()) return start.Send(Handler::kPing, {where});
  return start.Send(Handler::kGetAttr, {where, MakeStr(path)});
}

Pending StartSet(std::shared_ptr<Session> session, Target target, std::string_view path,
                 const Value& value, Deadline deadline) {
  Starter start(std::move(session), Mode::kValue, deadline);
  Value where = start.TargetValue(target);
  if (start.classic())
    return start.CallHelper(&Helper::assign, {where, MakeStr(path), start.Packed(value)});
  return start.Send(Handler::kSetAttr, {where, MakeStr(path), start.Packed(value)});
}

Pending StartTake(std::shared_ptr<Session> session, const rpyc_object& iterator, std::size_t count,
                  Mode mode, Deadline deadline) {
  Starter start(std::move(session), mode, deadline);
  Value where = start.TargetValue({{}, &iterator});
  Value limit = MakeInt(static_cast<std::int64_t>(std::min<std::size_t>(count, INT64_MAX)));
  if (start.classic()) return start.CallHelper(&Helper::take, {where, limit, start.ModeValue()});
  return start.Send(Handler::kBuffIter, {where, limit});
}

Pending StartEval(std::shared_ptr<Session> session, std::string_view expression, Mode mode,
                  Deadline deadline) {
  Starter start(std::move(session), mode, deadline);
  return start.CallHelper(&Helper::evaluate, {MakeStr(expression), start.ModeValue()});
}

Pending StartExecute(std::shared_ptr<Session> session, std::string_view code, Deadline deadline) {
  Starter start(std::move(session), Mode::kValue, deadline);
  return start.CallHelper(&Helper::execute, {MakeStr(code)});
}

std::unique_ptr<OwnedValue> Finish(const Pending& pending, Deadline deadline,
                                   AfterTimeout after_timeout) {
  Connection& connection = *pending.session->connection;
  auto owner = std::make_unique<OwnedValue>();
  owner->replies.push_back(
      TakeResult(connection, connection.Wait(*pending.call, deadline, after_timeout), deadline));
  owner->arena = Arena(owner->replies[0].arena.budget(), deadline);
  Value wire = owner->replies[0].value;
  try {
    static_cast<Value&>(*owner) = Convert(wire, pending, *owner, deadline);
  } catch (const Failure& failure) {
    if (failure.kind == FailureKind::kProtocol) connection.Close(failure.message);
    throw;
  }
  return owner;
}

}  // namespace goray::rpyc_bridge
