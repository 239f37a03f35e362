// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>
#include <goray/wire/opaque.h>

#include <memory>
#include <string>
#include <type_traits>

namespace goray {

namespace detail {

/// One for each class, const or not.
template <typename T>
inline constexpr wire::OpaqueType kOpaqueType{Codec<std::shared_ptr<T>>::kName};

}  // namespace detail

template <typename Pointer>
struct OpaqueCodec;

/// `std::shared_ptr<T>` of a class that is not a value <-> an object of Python that stands for it, in this process alone. The
/// generator derives `Codec<std::shared_ptr<T>>` from it, with
///   static constexpr std::string_view kName = "shop::Index";
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
