// SPDX-License-Identifier: Apache-2.0
#include <goray/any.h>
#include <goray/wire/array.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wire/utf8.h"

namespace goray {
namespace {

// Makes an Any of what it is given.
struct AnyReader {
  wire::Reader& reader;

  Any OnNil() const { return {}; }
  Any OnBool(bool value) const { return value; }
  Any OnSigned(std::int64_t value) const { return value; }
  Any OnUnsigned(std::uint64_t value) const { return value; }
  Any OnFloat(double value) const { return value; }
  Any OnString(std::string_view value) const {
    wire::RequireUtf8(value);
    return value;
  }
  Any OnBytes(std::span<const std::byte> value) const {
    return Any(Any::Bytes(value.begin(), value.end()));
  }
  Any OnExt(const wire::ExtView& ext) const {
    if (reader.IsReference(ext)) {
      wire::ReferencePtr reference = reader.ReferenceOf(ext);
      if (reference->kind() != wire::ReferenceKind::kArray) return Any(std::move(reference));
      return OfArray(wire::InOrder(wire::ArrayOf(*reference)));
    }
    if (wire::IsArray(ext)) return OfArray(wire::ParseArray(ext.data));
    return Any(Any::Ext{ext.type, {ext.data.begin(), ext.data.end()}});
  }
  Any OnArray(std::size_t count) const {
    const wire::Nesting nesting(reader);
    Any::List list;
    list.reserve(reader.TakeRoom(count, sizeof(Any)));
    while (list.size() < count) list.push_back(reader.Visit(*this));
    return Any(std::move(list));
  }
  Any OnMap(std::size_t count) const {
    const wire::Nesting nesting(reader);
    Any::Map map;
    map.reserve(reader.TakeRoom(count, sizeof(Any::Map::value_type)));
    while (map.size() < count) {
      Any key = reader.Visit(*this);
      map.emplace_back(std::move(key), reader.Visit(*this));
    }
    return Any(std::move(map));
  }
  static Any OfArray(const wire::EncodedArray& array) {
    const wire::Buffer lists = wire::ListsOf(array);
    wire::Reader inner(lists.bytes());
    return inner.Visit(AnyReader{inner});
  }
};

struct AnyWriter {
  wire::Writer& writer;

  void operator()(std::monostate) const { writer.WriteNil(); }
  void operator()(bool value) const { writer.WriteBool(value); }
  void operator()(std::int64_t value) const { writer.WriteSigned(value); }
  void operator()(std::uint64_t value) const { writer.WriteUnsigned(value); }
  void operator()(double value) const { writer.WriteDouble(value); }
  void operator()(const std::string& value) const { writer.WriteString(value); }
  void operator()(const Any::Bytes& value) const { writer.WriteBytes(value); }
  void operator()(const Any::Ext& value) const { writer.WriteExt(value.type, value.data); }
  void operator()(const wire::ReferencePtr& value) const { writer.WriteReference(value); }
  void operator()(const Any::List& value) const {
    writer.WriteArray(value.size());
    const wire::NestedWrite nesting(writer);
    for (const Any& item : value) Codec<Any>::Write(writer, item);
  }
  void operator()(const Any::Map& value) const {
    writer.WriteMap(value.size());
    const wire::NestedWrite nesting(writer);
    for (const auto& [key, item] : value) {
      Codec<Any>::Write(writer, key);
      Codec<Any>::Write(writer, item);
    }
  }
};

}  // namespace

Any::Any() noexcept = default;
Any::Any(const Any& other) = default;
Any::Any(Any&& other) noexcept = default;
Any& Any::operator=(const Any& other) = default;
Any& Any::operator=(Any&& other) noexcept = default;
Any::~Any() = default;
Any::Any(bool value) : value_(value) {}
Any::Any(std::string value) : value_(std::move(value)) {}
Any::Any(std::string_view value) : value_(std::string(value)) {}
Any::Any(const char* value) : value_(std::string(value)) {}
Any::Any(Bytes value) : value_(std::move(value)) {}
Any::Any(List value) : value_(std::move(value)) {}
Any::Any(Map value) : value_(std::move(value)) {}
Any::Any(Ext value) : value_(std::move(value)) {}
Any::Any(wire::ReferencePtr value) : value_(std::move(value)) {}

void Any::SetInteger(std::uint64_t bits, bool is_above_int64) noexcept {
  if (is_above_int64) {
    value_ = bits;
  } else {
    value_ = static_cast<std::int64_t>(bits);
  }
}

void Any::SetDouble(double value) noexcept { value_ = value; }

bool operator==(const Any& a, const Any& b) { return a.value_ == b.value_; }

Any Codec<Any>::Read(wire::Reader& reader) { return reader.Visit(AnyReader{reader}); }

void Codec<Any>::Write(wire::Writer& writer, const Any& value) {
  std::visit(AnyWriter{writer}, value.variant());
}

}  // namespace goray
