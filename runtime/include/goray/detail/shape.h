// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/any.h>
#include <goray/bytes.h>
#include <goray/codec/array_item.h>
#include <goray/codec/base.h>
#include <goray/codec/bytes.h>
#include <goray/codec/chrono.h>
#include <goray/codec/container/map.h>
#include <goray/codec/container/sequence.h>
#include <goray/codec/container/set.h>
#include <goray/codec/enum.h>
#include <goray/codec/fields.h>
#include <goray/codec/integer.h>
#include <goray/codec/opaque.h>
#include <goray/codec/path.h>
#include <goray/codec/shape.h>
#include <goray/codec/struct.h>
#include <goray/nd_array.h>
#include <goray/wire/resolve.h>

#include <array>
#include <complex>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace goray {

template <typename T>
class ActorHandle;
template <typename T>
class ObjectRef;

namespace detail {

template <typename T>
concept SetType = std::derived_from<Codec<T>, wire::SetCodec<T>>;
template <typename T>
concept MapType = std::derived_from<Codec<T>, wire::MapCodec<T>>;
template <typename T>
concept SequenceType = std::derived_from<Codec<T>, wire::SequenceCodec<T>>;

/// Of types that are instances of a template, one line each.
template <typename T>
struct TemplateShape;
template <typename T, std::size_t kSize>
struct TemplateShape<std::array<T, kSize>> {
  static constexpr wire::Shape kShape{wire::Form::kList, "list", wire::kShapesOf<T>};
};
template <typename T>
struct TemplateShape<std::span<T>> {
  static constexpr wire::Shape kShape{wire::Form::kList, "list",
                                      wire::kShapesOf<std::remove_const_t<T>>};
};
template <typename T, std::size_t kRank>
struct TemplateShape<NdArray<T, kRank>> {
  using Item = std::remove_const_t<T>;
  static constexpr bool kTakesBytes = kRank == 1 && sizeof(Item) == 1 && !std::same_as<Item, bool>;
  static constexpr wire::Shape kShape{
      wire::Form::kArray, "array", wire::kShapesOf<Item>, nullptr, DtypeOf<Item>(), kRank,
      kTakesBytes};
};
template <typename... Ts>
struct TemplateShape<std::tuple<Ts...>> {
  static constexpr wire::Shape kShape{wire::Form::kTuple, "tuple", wire::kShapesOf<Ts...>};
};
template <typename A, typename B>
struct TemplateShape<std::pair<A, B>> {
  static constexpr wire::Shape kShape{wire::Form::kTuple, "tuple", wire::kShapesOf<A, B>};
};
template <typename... Ts>
struct TemplateShape<std::variant<Ts...>> {
  static constexpr wire::Shape kShape{wire::Form::kVariant, "", wire::kShapesOf<Ts...>};
};
template <typename T>
struct TemplateShape<std::optional<T>> {
  static constexpr wire::Shape kShape{wire::Form::kOptional, "", wire::kShapesOf<T>};
};
template <typename T>
struct TemplateShape<std::unique_ptr<T>> : TemplateShape<std::optional<T>> {};
template <typename T>
struct TemplateShape<std::shared_ptr<T>> : TemplateShape<std::optional<T>> {};
template <typename T>
  requires OpaqueObject<T>
struct TemplateShape<std::shared_ptr<T>> {
  static constexpr wire::Shape kShape{wire::Form::kOpaque,
                                      wire::ShortName(kOpaqueType<std::remove_const_t<T>>)};
};
template <typename Signature>
struct TemplateShape<std::function<Signature>> {
  static constexpr wire::Shape kShape{wire::Form::kCallable, "a callable"};
};
template <typename T>
struct TemplateShape<std::complex<T>> {
  static constexpr wire::Shape kShape{wire::Form::kComplex, "complex"};
};
template <typename Rep, typename Period>
struct TemplateShape<std::chrono::duration<Rep, Period>> {
  static constexpr wire::Shape kShape{wire::Form::kDuration, "timedelta"};
};
template <typename Clock, typename Duration>
struct TemplateShape<std::chrono::time_point<Clock, Duration>> {
  static constexpr wire::Shape kShape{wire::Form::kTime, "datetime"};
};
template <typename T>
struct TemplateShape<ObjectRef<T>> {
  static constexpr wire::Shape kShape{wire::Form::kObjectRef, "ObjectRef"};
};
template <typename T>
struct TemplateShape<ActorHandle<T>> {
  static constexpr wire::Shape kShape{wire::Form::kActor, "an actor handle"};
};

template <typename T>
concept HasTemplateShape = requires { TemplateShape<T>::kShape; };

template <typename T>
concept BytesType =
    std::same_as<T, Bytes> || std::same_as<T, std::vector<std::byte>> ||
    std::same_as<T, std::vector<std::uint8_t>> || std::same_as<T, std::span<const std::byte>> ||
    std::same_as<T, std::span<const std::uint8_t>>;

}  // namespace detail

template <typename T>
const wire::Shape& ShapeOf() {
  using wire::Form;
  using wire::Shape;
  if constexpr (std::same_as<T, std::monostate>) {
    static constexpr Shape kShape{Form::kNil, "None"};
    return kShape;
  } else if constexpr (std::same_as<T, bool>) {
    static constexpr Shape kShape{Form::kBool, "bool"};
    return kShape;
  } else if constexpr (Integer<T>) {
    static constexpr Shape kShape{Form::kInt, "int"};
    return kShape;
  } else if constexpr (std::floating_point<T>) {
    static constexpr Shape kShape{Form::kFloat, "float"};
    return kShape;
  } else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view> ||
                       FilesystemPath<T>) {
    static constexpr Shape kShape{Form::kString, "str"};
    return kShape;
  } else if constexpr (detail::BytesType<T>) {
    static constexpr Shape kShape{Form::kBytes, "bytes"};
    return kShape;
  } else if constexpr (std::same_as<T, Any>) {
    static constexpr Shape kShape{Form::kAnything, "Any"};
    return kShape;
  } else if constexpr (detail::HasTemplateShape<T>) {
    return detail::TemplateShape<T>::kShape;
  } else if constexpr (std::derived_from<Codec<T>, EnumCodec<T>>) {
    static constexpr Shape kShape{Form::kInt, Codec<T>::kName};
    return kShape;
  } else if constexpr (std::derived_from<Codec<T>, StructCodec<T>>) {
    static constexpr Shape kShape{Form::kStruct, Codec<T>::kName, {}, &StructCodec<T>::Fields};
    return kShape;
  } else if constexpr (std::derived_from<Codec<T>, FieldsCodec<T>>) {
    static constexpr Shape kShape{Form::kStruct, Codec<T>::kName, {}, &FieldsCodec<T>::Entries};
    return kShape;
  } else if constexpr (requires { typename Codec<T>::As; }) {
    return ShapeOf<typename Codec<T>::As>();
  } else if constexpr (detail::SetType<T>) {
    static constexpr Shape kShape{Form::kList, "set", wire::kShapesOf<typename T::value_type>};
    return kShape;
  } else if constexpr (detail::MapType<T>) {
    static constexpr Shape kShape{Form::kMap, "dict",
                                  wire::kShapesOf<typename T::key_type, typename T::mapped_type>};
    return kShape;
  } else if constexpr (detail::SequenceType<T>) {
    static constexpr bool kTakesBytes = std::same_as<T, std::vector<std::int8_t>>;
    static constexpr Shape kShape{
        Form::kList, "list", wire::kShapesOf<typename T::value_type>, nullptr, {}, 0, kTakesBytes};
    return kShape;
  } else {
    static constexpr Shape kShape{Form::kAnything, "Any"};
    return kShape;
  }
}

}  // namespace goray
