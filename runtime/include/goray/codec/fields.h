// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/struct.h>
#include <goray/codec/user_code.h>

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

namespace goray {

template <typename T>
struct Fields;

namespace wire {

template <typename T>
inline constexpr bool kMayBeMissing = false;
template <typename T>
inline constexpr bool kMayBeMissing<std::optional<T>> = true;
template <typename T>
inline constexpr bool kMayBeMissing<std::unique_ptr<T>> = true;
template <typename T>
inline constexpr bool kMayBeMissing<std::shared_ptr<T>> = true;

}  // namespace wire

/// A class with `Fields` <-> `dict` by field name. The generator derives `Codec<T>` from it, with
///   static constexpr std::string_view kName = "Point";
template <typename T>
struct FieldsCodec {
  static T Read(wire::Reader& reader) {
    Values values;
    wire::ReadFields(reader, Entries(), Codec<T>::kName, &values);
    return wire::MadeByUser([&] { return Make(std::move(values), kIndices); });
  }
  static void Write(wire::Writer& writer, const T& value) {
    wire::WriteFields(writer, Entries(), &value);
  }

  static std::span<const wire::FieldEntry> Entries() {
    return []<std::size_t... kIndex>(
               std::index_sequence<kIndex...>) -> std::span<const wire::FieldEntry> {
      static constexpr wire::FieldEntry kEntries[] = {{std::get<kIndex>(Fields<T>::fields).name,
                                                       !wire::kMayBeMissing<Value<kIndex>>,
                                                       &ReadField<kIndex>, &WriteField<kIndex>}...};
      return kEntries;
    }(kIndices);
  }

 private:
  using Tuple = std::remove_cvref_t<decltype(Fields<T>::fields)>;
  static constexpr auto kIndices = std::make_index_sequence<std::tuple_size_v<Tuple>>();

  template <std::size_t kIndex>
  using Getter = decltype(std::tuple_element_t<kIndex, Tuple>::get);
  template <std::size_t kIndex>
  using Setter = decltype(std::tuple_element_t<kIndex, Tuple>::set);
  template <std::size_t kIndex>
  using Value = std::remove_cvref_t<std::invoke_result_t<const Getter<kIndex>&, const T&>>;

  /// What a message has; empty where it has none.
  template <std::size_t... kIndex>
  static auto ValuesOf(std::index_sequence<kIndex...>)
      -> std::tuple<std::optional<Value<kIndex>>...>;
  using Values = decltype(ValuesOf(kIndices));

  template <std::size_t kIndex>
  static constexpr bool CanSet() {
    if constexpr (!std::same_as<Setter<kIndex>, std::nullptr_t>) {
      return true;
    } else if constexpr (std::is_member_object_pointer_v<Getter<kIndex>>) {
      return std::is_assignable_v<std::invoke_result_t<Getter<kIndex>, T&>, Value<kIndex>>;
    } else {
      return false;
    }
  }
  template <std::size_t kIndex>
  static void Set(T& object, Values& values) {
    auto& value = std::get<kIndex>(values);
    if (!value) return;
    constexpr const auto& kField = std::get<kIndex>(Fields<T>::fields);
    if constexpr (std::same_as<Setter<kIndex>, std::nullptr_t>) {
      std::invoke(kField.get, object) = *std::move(value);
    } else {
      std::invoke(kField.set, object, *std::move(value));
    }
  }
  template <std::size_t kIndex>
  static Value<kIndex> Take(Values& values) {
    if constexpr (wire::kMayBeMissing<Value<kIndex>>) {
      if (!std::get<kIndex>(values)) return {};
    }
    return *std::move(std::get<kIndex>(values));
  }

  template <std::size_t... kIndex>
  static T Make(Values values, std::index_sequence<kIndex...>) {
    if constexpr (requires { Fields<T>::Make(std::declval<Value<kIndex>>()...); }) {
      return Fields<T>::Make(Take<kIndex>(values)...);
    } else if constexpr (std::default_initializable<T> && (CanSet<kIndex>() && ...)) {
      T object{};
      (Set<kIndex>(object, values), ...);
      return object;
    } else {
      static_assert(
          std::constructible_from<T, Value<kIndex>...>,
          "goray::Fields<T> does not say how a T is made: give each field a setter, or T a "
          "constructor that takes all fields in their order, or write `static T Make(...)`");
      return T(Take<kIndex>(values)...);
    }
  }

  template <std::size_t kIndex>
  static void ReadField(wire::Reader& reader, void* values) {
    std::get<kIndex>(*static_cast<Values*>(values)).emplace(Codec<Value<kIndex>>::Read(reader));
  }
  template <std::size_t kIndex>
  static void WriteField(wire::Writer& writer, const void* object) {
    const auto& get = std::get<kIndex>(Fields<T>::fields).get;
    Codec<Value<kIndex>>::Write(writer, std::invoke(get, *static_cast<const T*>(object)));
  }
};

}  // namespace goray
