// SPDX-License-Identifier: Apache-2.0
#include "rpyc/protocol/box.h"

#include <algorithm>
#include <array>
#include <string>

#include "rpyc/base/failure.h"

namespace goray::rpyc_bridge {
namespace {

enum Label : std::int64_t { kValue = 1, kTuple = 2, kReceivers = 3, kSenders = 4 };

bool HoldsReference(const Value& value) {
  if (IsReference(value)) return true;
  return value.kind == RPYC_TUPLE && std::ranges::any_of(Items(value), HoldsReference);
}

void WriteLabel(Label label, GatherBuffer& output) {
  WriteBrineTupleHeader(2, output);
  WriteBrine(MakeInt(label), output);
}

IdPack* ReadIdPack(const Value& content, Arena& arena) {
  std::span<const Value> parts = Items(content);
  bool well_formed = content.kind == RPYC_TUPLE && parts.size() == 3 && parts[0].kind == RPYC_STR &&
                     parts[1].kind == RPYC_INT && parts[2].kind == RPYC_INT;
  if (!well_formed) throw ProtocolFailure("malformed message: an object without its three-part id");
  auto* id = arena.Make<IdPack>(1);
  *id = {Text(parts[0]), parts[1].as.integer, parts[2].as.integer};
  return id;
}

}  // namespace

void WriteBoxed(const Value& value, GatherBuffer& output, unsigned depth) {
  if (depth == 0) throw UsageFailure("the value is nested too deeply to be sent");
  if (IsReference(value)) {
    const IdPack& id = Reference(value);
    WriteLabel(value.kind == kTheirObject ? kReceivers : kSenders, output);
    std::array parts = {MakeStr(id.name), MakeInt(id.class_id), MakeInt(id.instance_id)};
    WriteBrine(MakeTuple(parts), output);
  } else if (HoldsReference(value)) {
    WriteLabel(kTuple, output);
    WriteBrineTupleHeader(value.size, output);
    for (const Value& item : Items(value)) WriteBoxed(item, output, depth - 1);
  } else {
    WriteLabel(kValue, output);
    WriteBrine(value, output, depth);
  }
}

Value Unbox(const Value& boxed, Arena& arena) {
  arena.Tick();
  if (boxed.kind != RPYC_TUPLE || boxed.size != 2 || boxed.as.items[0].kind != RPYC_INT) {
    throw ProtocolFailure("malformed message: a value without its label");
  }
  const Value& content = boxed.as.items[1];
  switch (boxed.as.items[0].as.integer) {
    case kValue:
      return content;
    case kTuple: {
      if (content.kind != RPYC_TUPLE)
        throw ProtocolFailure("malformed message: a label 2 without a tuple");
      for (Value& item : MutableItems(content)) item = Unbox(item, arena);
      return content;
    }
    case kReceivers:
      return MakeReference(kOurObject, ReadIdPack(content, arena));
    case kSenders:
      return MakeReference(kTheirObject, ReadIdPack(content, arena));
    default:
      throw ProtocolFailure("malformed message: unknown label " +
                            std::to_string(boxed.as.items[0].as.integer));
  }
}

}  // namespace goray::rpyc_bridge
