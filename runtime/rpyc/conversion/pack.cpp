// SPDX-License-Identifier: Apache-2.0
#include "rpyc/conversion/pack.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "rpyc/base/failure.h"
#include "rpyc/conversion/array.h"
#include "rpyc/conversion/check.h"

namespace goray::rpyc_bridge {
namespace {

constexpr std::size_t kMachineFrom =
    8;  // shorter lists of numbers are not worth a tag of their own

Value* Tagged(std::string_view tag, std::size_t items, Arena& arena) {
  auto* tuple = arena.Make<Value>(items + 1);
  tuple[0] = MakeStr(tag);
  return tuple;
}

class Packer {
 public:
  Packer(const Session& session, Arena& arena) : session_(session), arena_(arena) {}

  Value Pack(const Value& value, unsigned depth) {
    CheckValue(value);
    if (depth == 0) {
      throw UsageFailure("an argument is nested more than " + std::to_string(kValueDepth) +
                         " deep");
    }
    switch (value.kind) {
      case RPYC_LIST:
        return PackList(value, depth);
      case RPYC_TUPLE:
        return PackItems("t", Items(value), depth);
      case RPYC_SET:
        return session_.has_helper() ? PackItems("s", Items(value), depth)
                                     : PackFrozenSet(value, depth);
      case RPYC_FROZENSET:
        return session_.has_helper() ? PackItems("z", Items(value), depth)
                                     : PackFrozenSet(value, depth);
      case RPYC_DICT:
        RequireClassic("a dict");
        return PackItems("m", {value.as.items, std::size_t{2} * value.size}, depth);
      case RPYC_ARRAY:
        RequireClassic("an array");
        return PackArray(*value.as.array);
      case RPYC_OBJECT:
        return PackObject(value.as.object);
      default:
        return value;
    }
  }

 private:
  void RequireClassic(const std::string& what) const {
    if (session_.has_helper()) return;
    throw UsageFailure("the service " + session_.root.name + " is not classic, so " + what +
                       " cannot be sent to it by value; send tuples, or run a classic service");
  }

  Value* PackEach(std::span<const Value> items, Value* result, unsigned depth) {
    std::ranges::transform(items, result, [&](const Value& item) { return Pack(item, depth - 1); });
    return result;
  }

  Value PackItems(std::string_view tag, std::span<const Value> items, unsigned depth) {
    if (!session_.has_helper()) {
      return MakeTuple({PackEach(items, arena_.Make<Value>(items.size()), depth), items.size()});
    }
    Value* tuple = Tagged(tag, items.size(), arena_);
    PackEach(items, tuple + 1, depth);
    return MakeTuple({tuple, items.size() + 1});
  }

  Value PackFrozenSet(const Value& value, unsigned depth) {
    return MakeItems(RPYC_FROZENSET,
                     {PackEach(Items(value), arena_.Make<Value>(value.size), depth), value.size});
  }

  Value PackList(const Value& value, unsigned depth) {
    std::span<const Value> items = Items(value);
    auto all = [&](std::uint32_t kind) {
      return std::ranges::all_of(items, [&](const Value& item) { return item.kind == kind; });
    };
    if (session_.has_helper() && items.size() > kMachineFrom &&
        (all(RPYC_FLOAT) || all(RPYC_INT))) {
      static_assert(std::endian::native == std::endian::little);
      auto* numbers = arena_.Make<std::int64_t>(
          items.size());  // double and int64_t share their 8 bytes in the union
      std::ranges::transform(
          items, numbers, [](const Value& item) { return std::bit_cast<std::int64_t>(item.as); });
      Value* tuple = Tagged(items[0].kind == RPYC_FLOAT ? "F" : "I", 1, arena_);
      tuple[1] =
          MakeText(RPYC_BYTES, {reinterpret_cast<char*>(numbers), items.size() * sizeof *numbers});
      return MakeTuple({tuple, 2});
    }
    return PackItems("l", items, depth);
  }

  Value PackArray(const rpyc_array_t& array) {
    std::string dtype = array.dtype == nullptr ? "" : array.dtype;
    std::optional<std::size_t> item_size = ItemSize(dtype);
    if (!item_size) {
      throw UsageFailure(R"(an array of dtype ")" + dtype +
                         R"(" cannot be sent; write for example "<f8")");
    }
    std::span<const std::int64_t> shape(array.shape, array.ndim);
    if (ArrayBytes(shape, *item_size) != array.size) {
      throw UsageFailure("an array's shape and dtype do not give its " +
                         std::to_string(array.size) + " bytes");
    }
    auto* extents = arena_.Make<Value>(shape.size());
    std::ranges::transform(shape, extents, MakeInt);
    Value* tuple = Tagged("a", 3, arena_);
    tuple[1] = MakeStr(array.dtype);
    tuple[2] = MakeTuple({extents, shape.size()});
    tuple[3] = MakeText(RPYC_BYTES, {static_cast<const char*>(array.data), array.size});
    return MakeTuple({tuple, 4});
  }

  Value PackObject(const rpyc_object* object) {
    if (object->session->connection != session_.connection) {
      throw UsageFailure("the object of class " + object->id.name +
                         " belongs to another connection, or to one that was lost; get it anew");
    }
    auto* id = arena_.Make<IdPack>(1);
    *id = object->id.pack();
    return MakeReference(kTheirObject, id);
  }

  const Session& session_;
  Arena& arena_;
};

}  // namespace

Value Pack(const Value& value, const Session& session, Arena& arena) {
  return Packer(session, arena).Pack(value, kValueDepth + 1);
}

}  // namespace goray::rpyc_bridge
