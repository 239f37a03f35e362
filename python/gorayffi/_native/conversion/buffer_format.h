// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Python.h>

#include <string_view>

namespace gorayffi {

/// Letters of a buffer's format, of https://docs.python.org/3/library/struct.html.
inline constexpr std::string_view kSignedItems = "bhilqn";
inline constexpr std::string_view kUnsignedItems = "BHILQN";

/// What `LetterOf` gives for complex numbers of two doubles, and of two floats.
inline constexpr char kComplexDouble = 'D';
inline constexpr char kComplexFloat = 'F';

inline bool HasLetter(std::string_view letters, char letter) {
  return letters.find(letter) != std::string_view::npos;
}

/// The letter of the items' format, of complex numbers Python 3.14's; 0 for items that are no numbers of this machine's.
inline char LetterOf(const Py_buffer& view) {
  constexpr std::string_view kNative = "@=<";  // in front of a native, little-endian item
  std::string_view format = view.format == nullptr ? "B" : view.format;
  if (!format.empty() && HasLetter(kNative, format.front())) format.remove_prefix(1);
  if (format == "Zd" && view.itemsize == 16 && view.suboffsets == nullptr) return kComplexDouble;
  if (format == "Zf" && view.itemsize == 8 && view.suboffsets == nullptr) return kComplexFloat;
  if (format.size() != 1 || view.suboffsets != nullptr) return 0;
  const char letter = format.front();
  const bool is_float =
      (letter == 'f' && view.itemsize == 4) || (letter == 'd' && view.itemsize == 8);
  const bool is_integer =
      HasLetter(kSignedItems, letter) || HasLetter(kUnsignedItems, letter) || letter == '?';
  return is_float || is_integer ? letter : '\0';
}

}  // namespace gorayffi
