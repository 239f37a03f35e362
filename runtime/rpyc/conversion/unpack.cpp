// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>
#include <string>

#include "rpyc/base/failure.h"
#include "rpyc/base/text.h"
#include "rpyc/conversion/array.h"
#include "rpyc/conversion/pack.h"

namespace goray::rpyc_bridge {
namespace {

/// Of the heap, and of the release that the object will cause.
constexpr std::size_t kObjectOverhead = 128;

class Unpacker {
 public:
  Unpacker(const std::shared_ptr<Session>& session, OwnedValue& owner)
      : session_(session), owner_(owner) {}

  Value Unpack(const Value& wire) {
    owner_.arena.Tick();
    switch (wire.kind) {
      case RPYC_TUPLE:
        return UnpackTagged(Items(wire));
      case RPYC_FROZENSET:
      case RPYC_SLICE:
        return UnpackItems(wire.kind, Items(wire));
      default:
        return ReceiveScalar(wire, session_, owner_);
    }
  }

 private:
  [[noreturn]] static void ThrowMalformed(const char* what) {
    throw ProtocolFailure(std::string("malformed result: ") + what);
  }

  Value UnpackTagged(std::span<const Value> tuple) {
    bool tagged = !tuple.empty() && tuple[0].kind == RPYC_STR && tuple[0].size == 1;
    if (!tagged) ThrowMalformed("a tuple without its tag");
    std::span<const Value> rest = tuple.subspan(1);
    switch (tuple[0].as.text[0]) {
      case 'l':
        return UnpackItems(RPYC_LIST, rest);
      case 't':
        return UnpackItems(RPYC_TUPLE, rest);
      case 's':
        return UnpackItems(RPYC_SET, rest);
      case 'z':
        return UnpackItems(RPYC_FROZENSET, rest);
      case 'm':
        return UnpackDict(rest);
      case 'F':
        return UnpackNumbers(RPYC_FLOAT, rest);
      case 'I':
        return UnpackNumbers(RPYC_INT, rest);
      case 'a':
        return UnpackArray(rest);
      case 'u':
        if (rest.size() != 1 || rest[0].kind != RPYC_BYTES ||
            !IsUtf8(Text(rest[0]), Surrogates::kAllowed))
          ThrowMalformed("a str without its bytes");
        return Terminated(MakeStr(Text(rest[0])));
      default:
        ThrowMalformed("unknown tag");
    }
  }

  Value UnpackItems(std::uint32_t kind, std::span<const Value> wire) {
    return ReceiveItems(kind, wire, [&](const Value& item) { return Unpack(item); });
  }

  Value UnpackDict(std::span<const Value> wire) {
    if (wire.size() % 2 != 0) ThrowMalformed("a dict with a key without value");
    Value dict = UnpackItems(RPYC_DICT, wire);
    dict.size /= 2;
    return dict;
  }

  Value UnpackNumbers(std::uint32_t kind, std::span<const Value> wire) {
    if (wire.size() != 1 || wire[0].kind != RPYC_BYTES || wire[0].size % 8 != 0) {
      ThrowMalformed("a list of numbers without its bytes");
    }
    std::size_t count = wire[0].size / 8;
    auto* items = owner_.arena.Make<Value>(count);
    for (std::size_t i = 0; i < count; ++i) {
      items[i] = MakeKind(kind);
      std::memcpy(&items[i].as, wire[0].as.text + 8 * i, 8);
    }
    return MakeItems(RPYC_LIST, {items, count});
  }

  Value UnpackArray(std::span<const Value> wire) {
    bool well_formed = wire.size() == 3 && wire[0].kind == RPYC_STR && wire[1].kind == RPYC_TUPLE &&
                       wire[2].kind == RPYC_BYTES;
    if (!well_formed) ThrowMalformed("an array without dtype, shape and bytes");
    std::span<const Value> extents = Items(wire[1]);
    if (extents.size() > kArrayDimensions) ThrowMalformed("an array of too many dimensions");
    auto* shape = owner_.arena.Make<std::int64_t>(extents.size());
    std::ranges::transform(extents, shape, [](const Value& extent) {
      return extent.kind == RPYC_INT ? extent.as.integer : -1;
    });
    if (TooManyExtents({shape, extents.size()})) ThrowMalformed("an empty array of too many rows");
    std::optional<std::size_t> item_size = ItemSize(Text(wire[0]));
    if (!item_size || ArrayBytes({shape, extents.size()}, *item_size) != wire[2].size) {
      ThrowMalformed("an array whose shape and dtype do not fit its bytes");
    }
    auto* array = owner_.arena.Make<rpyc_array_t>(1);
    *array = {Terminated(wire[0]).as.text, shape, wire[2].as.text, wire[2].size, wire[1].size};
    return {RPYC_ARRAY, 0, {.array = array}};
  }

  const std::shared_ptr<Session>& session_;
  OwnedValue& owner_;
};

}  // namespace

Value Unpack(const Value& wire, const std::shared_ptr<Session>& session, OwnedValue& owner) {
  return Unpacker(session, owner).Unpack(wire);
}

Value MakeObject(const IdPack& id, const std::shared_ptr<Session>& session, OwnedValue& owner) {
  owner.arena.Charge(sizeof(rpyc_object) + kObjectOverhead + id.name.size());
  owner.objects.push_back(nullptr);  // first, so that a failure leaves nothing behind
  auto* object = new rpyc_object(session, id);
  owner.objects.back() = object;
  return {RPYC_OBJECT, 0, {.object = object}};
}

Value Terminated(Value text) {
  if (text.size == 0) {  // its pointer may be of no message
    text.as.text = "";
  } else {
    const_cast<char*>(text.as.text)[text.size] = '\0';  // const in the C ABI, for the user's sake
  }
  return text;
}

Value ReceiveScalar(const Value& wire, const std::shared_ptr<Session>& session, OwnedValue& owner) {
  switch (wire.kind) {
    case RPYC_STR:
    case RPYC_BYTES:
    case RPYC_BIGINT:
      return Terminated(wire);
    case kTheirObject:
      return MakeObject(Reference(wire), session, owner);
    case kOurObject:
      throw ProtocolFailure(
          "malformed result: the server returned an object of ours, and we have none");
    default:
      return wire;
  }
}

}  // namespace goray::rpyc_bridge
