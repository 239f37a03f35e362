// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>
#include <goray/wire/opaque.h>

#include <concepts>
#include <memory>
#include <span>
#include <string>
#include <type_traits>

namespace goray {

template <typename Pointer>
struct OpaqueCodec;

namespace detail {

template <typename T>
constexpr std::span<const wire::OpaqueBase> BasesOf() {
  if constexpr (requires { Codec<std::shared_ptr<T>>::kBases; })
    return Codec<std::shared_ptr<T>>::kBases;
  return {};
}

/// One for each class, const or not.
template <typename T>
inline constexpr wire::OpaqueType kOpaqueType{Codec<std::shared_ptr<T>>::kName, BasesOf<T>()};

/// An entry of `kBases`.
template <typename T, typename Base>
constexpr wire::OpaqueBase BaseOf() {
  return {&kOpaqueType<Base>, [](const void* object) -> const void* {
            return static_cast<const Base*>(static_cast<const T*>(object));
          }};
}

template <typename T>
concept OpaqueObject =
    std::derived_from<Codec<std::shared_ptr<T>>, OpaqueCodec<std::shared_ptr<T>>>;

}  // namespace detail

/// `std::shared_ptr<T>` of a class that is not a value <-> an object of Python that stands for it, in this process alone. The
/// generator derives `Codec<std::shared_ptr<T>>` from it, with
///   static constexpr std::string_view kName = "shop::Index";
///   static constexpr std::array kBases{detail::BaseOf<shop::Index, shop::Base>(), ...};  // if it has any
/// A pointer to nothing is an error: `std::optional` says that there may be none. `T` may be incomplete.
template <typename T>
struct OpaqueCodec<std::shared_ptr<T>> {
  using Class = std::remove_const_t<T>;

  static std::shared_ptr<T> Read(wire::Reader& reader) {
    const wire::OpaqueType& type = detail::kOpaqueType<Class>;
    if (!reader.IsReference()) reader.Expected(wire::ShortName(type));
    const wire::ReferencePtr reference = reader.ReadReference(wire::ReferenceKind::kOpaque);
    const auto object = wire::OpaqueOf(*reference, type, std::is_const_v<T>);
    return std::const_pointer_cast<T>(std::static_pointer_cast<const T>(object));
  }
  static void Write(wire::Writer& writer, const std::shared_ptr<T>& value) {
    const wire::OpaqueType& type = detail::kOpaqueType<Class>;
    if (value == nullptr) {
      throw wire::CodecError(wire::Fault::kValue,
                             "a std::shared_ptr<" + std::string(type.name) +
                                 "> is null; std::optional of it says that there may be none");
    }
    writer.WriteReference(wire::HoldOpaque({value, &type, std::is_const_v<T>}));
  }
};

template <typename T>
struct Codec<std::shared_ptr<const T>> : OpaqueCodec<std::shared_ptr<const T>> {};

}  // namespace goray
