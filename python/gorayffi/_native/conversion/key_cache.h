// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace gorayffi {

namespace nb = nanobind;

/// Short map keys seen lately, as structs repeat their field names. Guarded by the GIL.
class KeyCache {
 public:
  /// Null if unknown.
  static nb::object Find(const char* text, std::size_t size) {
    if (size > kLongest) return {};
    const Entry& entry = entries_[Index(text, size)];
    if (entry.key == nullptr || entry.size != size || std::memcmp(entry.text, text, size) != 0)
      return {};
    return nb::borrow(entry.key);
  }

  static void Store(const char* text, std::size_t size, PyObject* key) {
    if (size > kLongest) return;
    Entry& entry = entries_[Index(text, size)];
    PyObject* old = entry.key;
    std::memcpy(entry.text, text, size);
    entry.size = size;
    entry.key = Py_NewRef(key);
    Py_XDECREF(old);
  }

 private:
  static constexpr std::size_t kLongest = 32;
  static constexpr std::size_t kEntries = 256;
  struct Entry {
    PyObject* key;
    std::size_t size;
    char text[kLongest];
  };

  static std::size_t Index(const char* text, std::size_t size) {
    std::uint32_t hash = 2166136261U;  // FNV-1a
    for (std::size_t i = 0; i < size; ++i)
      hash = (hash ^ static_cast<unsigned char>(text[i])) * 16777619U;
    return (hash ^ (hash >> 16)) % kEntries;
  }

  static inline std::array<Entry, kEntries> entries_{};
};

}  // namespace gorayffi
