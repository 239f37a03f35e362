// SPDX-License-Identifier: Apache-2.0
// `nlohmann::json` and `ordered_json` as parameters, results and fields: any value that JSON has. Generated code includes
// this where an app uses them; include it yourself for `goray::Get<nlohmann::json>()` and the like. The library is yours:
// goray-cpp brings no header of it into your code.
#pragma once

#include <goray/codec/base.h>
#include <goray/codec/container/key.h>
#include <goray/wire/array.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

namespace goray {
namespace wire {

/// JSON <-> `None`, `bool`, `int`, `float`, `str`, `list` and `dict` with keys of `str`. What JSON does not have, bytes, other
/// keys, extension values and references, is a TypeError, a NaN or infinite float a ValueError: JSON would make null of it.
/// An array of numbers is the lists in lists that it has.
template <typename Json>
struct JsonCodec {
  static Json Read(Reader& reader) {
    switch (reader.Peek()) {
      case Kind::kNil:
        reader.ReadNil();
        return nullptr;
      case Kind::kBool:
        return reader.ReadBool();
      case Kind::kInt:
        return ReadInteger(reader);
      case Kind::kFloat:
        return Finite(reader.ReadDouble());
      case Kind::kString:
        return std::string(reader.ReadString());
      case Kind::kArray:
        return ReadArray(reader);
      case Kind::kMap:
        return ReadObject(reader);
      case Kind::kBytes:
      case Kind::kExt:
        break;
    }
    const std::optional<EncodedArray> array = TryArray(reader);
    if (!array) reader.Expected("a JSON value");
    const Buffer lists = ListsOf(*array);
    Reader inner(lists.bytes());
    return Read(inner);
  }

  static void Write(Writer& writer, const Json& value) {
    switch (value.type()) {
      case Json::value_t::null:
        return writer.WriteNil();
      case Json::value_t::boolean:
        return writer.WriteBool(value.template get_ref<const typename Json::boolean_t&>());
      case Json::value_t::number_integer:
        return writer.WriteSigned(value.template get_ref<const typename Json::number_integer_t&>());
      case Json::value_t::number_unsigned:
        return writer.WriteUnsigned(
            value.template get_ref<const typename Json::number_unsigned_t&>());
      case Json::value_t::number_float:
        return writer.WriteDouble(
            Finite(value.template get_ref<const typename Json::number_float_t&>()));
      case Json::value_t::string:
        return writer.WriteString(value.template get_ref<const typename Json::string_t&>());
      case Json::value_t::array:
        return WriteArray(writer, value);
      case Json::value_t::object:
        return WriteObject(writer, value);
      case Json::value_t::binary:
      case Json::value_t::discarded:
        break;
    }
    throw CodecError(Fault::kType, value.is_binary() ? "binary data is no JSON value"
                                                     : "a discarded value is no JSON value");
  }

 private:
  static Json ReadInteger(Reader& reader) {
    const Integer integer = reader.ReadInteger();
    if (integer.negative) return static_cast<std::int64_t>(integer.bits);
    return integer.bits;
  }

  static double Finite(double value) {
    if (std::isfinite(value)) return value;
    throw CodecError(Fault::kValue,
                     "JSON has no " + std::string(std::isnan(value) ? "NaN" : "infinity"));
  }

  static Json ReadArray(Reader& reader) {
    const std::size_t count = reader.ReadArray();
    const Nesting nesting(reader);
    typename Json::array_t items;
    items.reserve(reader.TakeRoom(count, sizeof(Json)));
    try {
      while (items.size() < count) items.push_back(Read(reader));
    } catch (CodecError& error) {
      error.AddIndex(items.size());
      throw;
    }
    return items;
  }

  static Json ReadObject(Reader& reader) {
    const std::size_t count = reader.ReadMap();
    const Nesting nesting(reader);
    typename Json::object_t members;
    for (std::size_t i = 0; i < count; ++i) {
      if (reader.Peek() != Kind::kString) reader.Expected("str as a key of a JSON object");
      std::string key(reader.ReadString());
      const std::string shown = KeyText(key);
      try {
        if (!members.emplace(std::move(key), Read(reader)).second)
          throw CodecError(Fault::kValue, "the key occurs twice");
      } catch (CodecError& error) {
        error.AddKey(shown);
        throw;
      }
    }
    return members;
  }

  static void WriteArray(Writer& writer, const Json& value) {
    writer.WriteArray(value.size());
    const NestedWrite nesting(writer);
    std::size_t index = 0;
    try {
      for (const Json& item : value) {
        Write(writer, item);
        ++index;
      }
    } catch (CodecError& error) {
      error.AddIndex(index);
      throw;
    }
  }

  static void WriteObject(Writer& writer, const Json& value) {
    writer.WriteMap(value.size());
    const NestedWrite nesting(writer);
    for (const auto& [key, member] : value.template get_ref<const typename Json::object_t&>()) {
      try {
        writer.WriteString(key);
        Write(writer, member);
      } catch (CodecError& error) {
        error.AddKey(KeyText(key));
        throw;
      }
    }
  }
};

}  // namespace wire

template <>
struct Codec<nlohmann::json> : wire::JsonCodec<nlohmann::json> {};
template <>
struct Codec<nlohmann::ordered_json> : wire::JsonCodec<nlohmann::ordered_json> {};

}  // namespace goray
