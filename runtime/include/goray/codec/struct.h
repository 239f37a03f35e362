// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace goray {

/// A field of an aggregate as its `Codec` lists it.
template <typename Class, typename Member>
struct FieldOf {
  std::string_view name;
  Member Class::* member;
  bool required;
};

/// A field that a message must hold.
template <typename Class, typename Member>
constexpr FieldOf<Class, Member> Required(std::string_view name, Member Class::* member) {
  return {name, member, true};
}

/// A field with a default member initialiser or a `std::optional`: it keeps its default where the
/// message has none.
template <typename Class, typename Member>
constexpr FieldOf<Class, Member> Optional(std::string_view name, Member Class::* member) {
  return {name, member, false};
}

namespace wire {

struct FieldEntry {
  std::string_view name;
  bool required;
  void (*read)(Reader& reader, void* object);
  void (*write)(Writer& writer, const void* object);
};

/// A map by field name, in any order. A field missing, unknown or there twice is an error.
void ReadFields(Reader& reader, std::span<const FieldEntry> fields, std::string_view type,
                void* object);
void WriteFields(Writer& writer, std::span<const FieldEntry> fields, const void* object);

}  // namespace wire

/// Aggregate <-> `dict` by field name. The generator derives `Codec<T>` from it, with
///   static constexpr std::string_view kName = "Point";
///   static constexpr std::tuple kFields{Required("x", &Point::x), Optional("y", &Point::y)};
/// `T` must be default-constructible.
template <typename T>
struct StructCodec {
  static T Read(wire::Reader& reader) {
    T value{};
    wire::ReadFields(reader, Fields(), Codec<T>::kName, &value);
    return value;
  }
  static void Write(wire::Writer& writer, const T& value) {
    wire::WriteFields(writer, Fields(), &value);
  }
  static std::span<const wire::FieldEntry> Fields() {
    return []<std::size_t... kIndices>(std::index_sequence<kIndices...>)
               -> std::span<const wire::FieldEntry> {
      if constexpr (sizeof...(kIndices) == 0) {
        return {};
      } else {
        static constexpr wire::FieldEntry kEntries[] = {Entry<kIndices>()...};
        return kEntries;
      }
    }(std::make_index_sequence<
                   std::tuple_size_v<std::remove_cvref_t<decltype(Codec<T>::kFields)>>>());
  }

 private:
  template <std::size_t kIndex>
  static constexpr wire::FieldEntry Entry() {
    return {std::get<kIndex>(Codec<T>::kFields).name, std::get<kIndex>(Codec<T>::kFields).required,
            &ReadField<kIndex>, &WriteField<kIndex>};
  }
  template <std::size_t kIndex>
  static void ReadField(wire::Reader& reader, void* object) {
    auto& field = static_cast<T*>(object)->*std::get<kIndex>(Codec<T>::kFields).member;
    field = Codec<std::remove_reference_t<decltype(field)>>::Read(reader);
  }
  template <std::size_t kIndex>
  static void WriteField(wire::Writer& writer, const void* object) {
    const auto& field = static_cast<const T*>(object)->*std::get<kIndex>(Codec<T>::kFields).member;
    Codec<std::remove_cvref_t<decltype(field)>>::Write(writer, field);
  }
};

/// The same, but an `Optional` field that is an empty `std::optional` is left out of the message: a
/// key of Python's `TypedDict` that is `NotRequired`.
template <typename T>
struct PartialStructCodec : StructCodec<T> {
  static void Write(wire::Writer& writer, const T& value) {
    std::vector<wire::FieldEntry> present;
    std::size_t index = 0;
    const auto add = [&]<typename Member>(const FieldOf<T, Member>& field) {
      const wire::FieldEntry& entry = StructCodec<T>::Fields()[index++];
      if constexpr (requires { (value.*field.member).has_value(); }) {
        if (!field.required && !(value.*field.member).has_value()) return;
      }
      present.push_back(entry);
    };
    std::apply([&add](const auto&... fields) { (add(fields), ...); }, Codec<T>::kFields);
    wire::WriteFields(writer, present, &value);
  }
};

}  // namespace goray
