// SPDX-License-Identifier: Apache-2.0
// What stands in a slot of the call table; see abi/goray_interface.h.
#pragma once

#include <goray/abi/goray_interface.h>
#include <goray/bytes.h>
#include <goray/codec/bytes.h>
#include <goray/codec/integer.h>
#include <goray/codec/string.h>
#include <goray/detail/array_slot.h>
#include <goray/detail/held_slot.h>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace goray::dispatch {

template <typename T>
concept SlotText = std::same_as<T, std::string> || std::same_as<T, std::string_view>;

template <typename T>
concept SlotBytes =
    std::same_as<T, Bytes> || std::same_as<T, std::span<const std::byte>> ||
    std::same_as<T, std::span<const std::uint8_t>> || std::same_as<T, std::vector<std::byte>> ||
    std::same_as<T, std::vector<std::uint8_t>>;

/// Bytes that own their memory, or, `Bytes`, may do so.
template <typename T>
concept OwnedBytes = SlotBytes<T> && !std::same_as<T, std::span<const std::byte>> &&
                     !std::same_as<T, std::span<const std::uint8_t>>;

/// Owned bytes of this size and more are offered to the caller to keep; a copy of less costs no more.
inline constexpr std::size_t kKeptFrom = std::size_t{1} << 16;

/// The letter of a result, and of a parameter that is no `SlotArray` and no `SlotTable`; goray_gen/lower/lower_cpp.py
/// has all.
template <typename T>
constexpr char SlotKind() {
  if constexpr (std::same_as<T, bool>) {
    return '?';
  } else if constexpr (Integer<T>) {
    return std::is_signed_v<T> ? 'q' : 'Q';
  } else if constexpr (std::same_as<T, float>) {
    return 'f';
  } else if constexpr (std::same_as<T, double>) {
    return 'd';
  } else if constexpr (SlotText<T>) {
    return 's';
  } else if constexpr (SlotBytes<T>) {
    return 'y';
  } else {
    return 'v';
  }
}

/// C++ does not look into the message: no NUL ends the text there.
template <>
struct ArrayTraits<const char*> {
  using Argument = wire::CString;
  static constexpr bool kIsArray = false;
  static constexpr bool kIsWritten = false;
};

/// Numbers that a slot holds in a wider type.
template <typename T>
concept NarrowNumber = std::same_as<T, float> || (Integer<T> && sizeof(T) < 8);

/// Whether the number in the slot is one of `T`.
template <NarrowNumber T>
bool FitsSlot(const GoraySlot& slot) {
  if constexpr (std::same_as<T, float>) {
    return std::isinf(slot.d) || !std::isinf(static_cast<float>(slot.d));
  } else {
    return std::is_signed_v<T> ? std::in_range<T>(slot.i) : std::in_range<T>(slot.u);
  }
}

/// Parameters and results that are tables; detail/table_slot.h has them, which only apps with tables include.
template <typename T>
struct TableTraits {
  static constexpr bool kIsTable = false;
};
template <typename T>
concept SlotTable = TableTraits<T>::kIsTable;

inline bool IsEncoded(const GoraySlot& slot) { return (slot.size & GORAY_ENCODED) != 0; }

/// Of text, bytes or an encoded value.
inline std::span<const std::byte> BytesOf(const GoraySlot& slot) {
  return {static_cast<const std::byte*>(slot.data), slot.size & ~GORAY_ENCODED};
}

/// The number, text, bytes, array or table in a slot; a view points where the slot does.
template <typename T>
ArgumentOf<T> FromSlot(const GoraySlot& slot) {
  if constexpr (std::same_as<T, bool>) {
    return slot.i != 0;
  } else if constexpr (Integer<T>) {
    return std::is_signed_v<T> ? static_cast<T>(slot.i) : static_cast<T>(slot.u);
  } else if constexpr (std::floating_point<T>) {
    return static_cast<T>(slot.d);
  } else if constexpr (SlotText<T>) {
    return T(static_cast<const char*>(slot.data), slot.size);
  } else if constexpr (std::same_as<T, Bytes>) {
    return Bytes::View(BytesOf(slot));
  } else if constexpr (SlotArray<T>) {
    return ArrayTraits<T>::From(*static_cast<const typename ArrayTraits<T>::Slot*>(slot.data));
  } else if constexpr (SlotTable<T>) {
    return TableTraits<T>::From(*static_cast<const GorayTable*>(slot.data));
  } else {
    const auto* const first = static_cast<const typename T::value_type*>(slot.data);
    return T(first, first + slot.size / sizeof *first);
  }
}

/// Of a number, text or bytes. The slot points into `value`.
template <typename T>
GoraySlot ToSlot(const T& value) {
  GoraySlot slot{};
  if constexpr (std::same_as<T, bool>) {
    slot.i = value ? 1 : 0;
  } else if constexpr (Integer<T>) {
    if constexpr (std::is_signed_v<T>) {
      slot.i = value;
    } else {
      slot.u = value;
    }
  } else if constexpr (std::floating_point<T>) {
    slot.d = value;
  } else {
    slot.data = value.data();
    slot.size = value.size();
  }
  return slot;
}

}  // namespace goray::dispatch
