// SPDX-License-Identifier: Apache-2.0
#include <goray/any.h>

#include <type_traits>

namespace goray {
namespace {

Any ReadList(wire::Reader& reader) {
  const std::size_t count = reader.ReadArray();
  const wire::Nesting nesting(reader);
  Any::List list;
  list.reserve(wire::RoomFor(count, sizeof(Any), reader));
  while (list.size() < count) list.push_back(Codec<Any>::Read(reader));
  return Any(std::move(list));
}

Any ReadDict(wire::Reader& reader) {
  const std::size_t count = reader.ReadMap();
  const wire::Nesting nesting(reader);
  Any::Map map;
  map.reserve(wire::RoomFor(count, sizeof(Any::Map::value_type), reader));
  while (map.size() < count) {
    Any key = Codec<Any>::Read(reader);
    map.emplace_back(std::move(key), Codec<Any>::Read(reader));
  }
  return Any(std::move(map));
}

struct Visitor {
  wire::Writer& writer;

  void operator()(std::monostate) const { writer.WriteNil(); }
  void operator()(bool value) const { writer.WriteBool(value); }
  void operator()(std::int64_t value) const { writer.WriteSigned(value); }
  void operator()(std::uint64_t value) const { writer.WriteUnsigned(value); }
  void operator()(double value) const { writer.WriteDouble(value); }
  void operator()(const std::string& value) const { writer.WriteString(value); }
  void operator()(const Any::Bytes& value) const { writer.WriteBytes(value); }
  void operator()(const Any::Ext& value) const { writer.WriteExt(value.type, value.data); }
  void operator()(const wire::PassengerPtr& value) const { writer.WritePassenger(value); }
  void operator()(const Any::List& value) const {
    writer.WriteArray(value.size());
    for (const Any& item : value) Codec<Any>::Write(writer, item);
  }
  void operator()(const Any::Map& value) const {
    writer.WriteMap(value.size());
    for (const auto& [key, item] : value) {
      Codec<Any>::Write(writer, key);
      Codec<Any>::Write(writer, item);
    }
  }
};

}  // namespace

bool operator==(const Any& a, const Any& b) { return a.value_ == b.value_; }

Any Codec<Any>::Read(wire::Reader& reader) {
  switch (reader.Peek()) {
    case wire::Kind::kNil:
      reader.ReadNil();
      return {};
    case wire::Kind::kBool:
      return reader.ReadBool();
    case wire::Kind::kFloat:
      return reader.ReadDouble();
    case wire::Kind::kString:
      return reader.ReadString();
    case wire::Kind::kArray:
      return ReadList(reader);
    case wire::Kind::kMap:
      return ReadDict(reader);
    case wire::Kind::kInt: {
      const wire::Integer integer = reader.ReadInteger();
      return integer.negative ? Any(static_cast<std::int64_t>(integer.bits)) : Any(integer.bits);
    }
    case wire::Kind::kBytes: {
      const std::span<const std::byte> bytes = reader.ReadBytes();
      return Any(Any::Bytes(bytes.begin(), bytes.end()));
    }
    case wire::Kind::kExt: {
      if (reader.IsPassenger()) return Any(reader.ReadPassenger());
      const wire::ExtView ext = reader.ReadExt();
      return Any(Any::Ext{ext.type, {ext.data.begin(), ext.data.end()}});
    }
  }
  return {};
}

void Codec<Any>::Write(wire::Writer& writer, const Any& value) {
  std::visit(Visitor{writer}, value.variant());
}

}  // namespace goray
