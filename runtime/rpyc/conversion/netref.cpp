// SPDX-License-Identifier: Apache-2.0
#include "rpyc/conversion/netref.h"

#include <algorithm>
#include <array>
#include <climits>
#include <vector>

#include "rpyc/base/failure.h"
#include "rpyc/conversion/pack.h"

namespace goray::rpyc_bridge {
namespace {

class Copier {
 public:
  Copier(const std::shared_ptr<Session>& session, OwnedValue& owner, Deadline deadline, bool copies)
      : session_(session), owner_(owner), deadline_(deadline), copies_(copies) {}

  Value Convert(const Value& wire, unsigned depth) {
    owner_.arena.Tick();
    if (depth == 0) throw ProtocolFailure("malformed result: nested too deeply");
    switch (wire.kind) {
      case RPYC_TUPLE:
      case RPYC_FROZENSET:
        return ConvertItems(wire.kind, Items(wire), depth);
      case kTheirObject:
        if (copies_) return CopyObject(Reference(wire), depth);
        [[fallthrough]];
      default:
        return ReceiveScalar(wire, session_, owner_);
    }
  }

 private:
  Value ConvertItems(std::uint32_t kind, std::span<const Value> wire, unsigned depth) {
    return ReceiveItems(kind, wire, [&](const Value& item) { return Convert(item, depth - 1); });
  }

  Value CopyObject(const IdPack& id, unsigned depth) {
    Value handle = MakeObject(id, session_,
                              owner_);  // dropped with the result, so the server frees the original
    std::string_view name = id.name;
    if (name == "builtins.list") return ConvertItems(RPYC_LIST, Contents(handle), depth);
    if (name == "builtins.tuple") return ConvertItems(RPYC_TUPLE, Contents(handle), depth);
    if (name == "builtins.set") return ConvertItems(RPYC_SET, Contents(handle), depth);
    if (name == "builtins.frozenset") return ConvertItems(RPYC_FROZENSET, Contents(handle), depth);
    if (name == "builtins.dict") return CopyDict(handle, depth);
    if (name == "numpy.ndarray") return Try(handle, "tolist", depth);
    if (name.starts_with("numpy.float")) return Try(handle, "__float__", depth);
    if (name.starts_with("numpy.int") || name.starts_with("numpy.uint"))
      return Try(handle, "__int__", depth);
    if (name.starts_with("numpy.bool")) return Try(handle, "__bool__", depth);
    return handle;
  }

  /// The object's items, all in one message.
  std::span<const Value> Contents(const Value& handle) {
    IdPack id = handle.as.object->id.pack();
    std::array arguments = {MakeReference(kTheirObject, &id), MakeInt(INT_MAX)};
    owner_.replies.push_back(Ask(*session_->connection, Handler::kBuffIter, arguments, deadline_,
                                 owner_.arena.budget()));
    const Value& contents = owner_.replies.back().value;
    if (contents.kind != RPYC_TUPLE) throw ProtocolFailure("malformed result: no items");
    return Items(contents);
  }

  std::shared_ptr<PendingRequest> Send(const Value& handle, std::string_view method,
                                       std::span<const Value> call) {
    IdPack id = handle.as.object->id.pack();
    std::array arguments = {MakeReference(kTheirObject, &id), MakeStr(method), MakeTuple(call),
                            MakeTuple({})};
    return session_->connection->Send(Handler::kCallAttr, arguments, deadline_,
                                      owner_.arena.budget());
  }

  const Value& Receive(PendingRequest& call) {
    Connection& connection = *session_->connection;
    owner_.replies.push_back(TakeResult(connection, connection.Wait(call, deadline_), deadline_));
    return owner_.replies.back().value;
  }

  /// Many questions are sent before the first answer is awaited.
  Value CopyDict(const Value& handle, unsigned depth) {
    std::span<const Value> keys = Contents(handle);
    auto* pairs = owner_.arena.Make<Value>(2 * keys.size());
    for (std::size_t first = 0; first < keys.size(); first += kDictRequests) {
      std::span<const Value> some =
          keys.subspan(first, std::min(kDictRequests, keys.size() - first));
      std::vector<std::shared_ptr<PendingRequest>> calls;
      for (const Value& key : some) calls.push_back(Send(handle, "__getitem__", {&key, 1}));
      for (std::size_t i = 0; i < some.size(); ++i) {
        Value value = Receive(*calls[i]);
        Value* pair = pairs + 2 * (first + i);
        pair[0] = Convert(some[i], depth - 1);
        pair[1] = Convert(value, depth - 1);
      }
    }
    return MakeItems(RPYC_DICT, {pairs, keys.size()});
  }

  /// What a method without arguments gives, or the handle if the service does not let us call it.
  Value Try(const Value& handle, std::string_view method, unsigned depth) {
    try {
      Value value = Receive(*Send(handle, method, {}));
      return Convert(value, depth - 1);
    } catch (const Failure& failure) {
      if (failure.kind != FailureKind::kRemote) throw;
      return handle;
    }
  }

  const std::shared_ptr<Session>& session_;
  OwnedValue& owner_;
  const Deadline deadline_;
  const bool copies_;
};

}  // namespace

Value CopyNetref(const Value& wire, const std::shared_ptr<Session>& session, OwnedValue& owner,
                 Deadline deadline) {
  return Copier(session, owner, deadline, true).Convert(wire, kValueDepth + 1);
}

Value KeepNetref(const Value& wire, const std::shared_ptr<Session>& session, OwnedValue& owner) {
  return Copier(session, owner, Deadline::Never(), false).Convert(wire, kValueDepth + 1);
}

}  // namespace goray::rpyc_bridge
