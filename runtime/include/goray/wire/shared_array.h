// SPDX-License-Identifier: Apache-2.0
// Large arrays beside a message, for those who declared the feature `shared_arrays`: the bytes hold a reference of `kArray`, and
// this process the items, which nobody copies. An older peer gets what array.h has. See docs/reference/protocol.md.
#pragma once

#include <goray/wire/reader.h>
#include <goray/wire/reference.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace goray::wire {

/// Arrays of this many bytes and more; to copy smaller ones costs less than what is done for a reference.
inline constexpr std::size_t kSharedFrom = std::size_t{1} << 16;

/// Items of C++ or of the host, which live as long as `owner`. They do not change while somebody else looks at them.
struct SharedArray {
  std::string dtype;  ///< As numpy's array interface spells it, "<f8".
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> strides;  ///< In bytes.
  void* data = nullptr;
  bool is_writable = false;
  std::shared_ptr<void> owner;
};

/// A reference to `array`, by which a message can hold it. Throws std::system_error if the system has no random numbers.
/// Thread-safe, as all of these are.
ReferencePtr HoldArray(SharedArray array);
/// The id of an array that the host lends. The host is its owner, until it gives the id away in a table.
std::uint64_t LendArray(SharedArray array);
/// The array, or null if there is none with this id (any more).
std::shared_ptr<const SharedArray> FindArray(std::uint64_t id);
/// What a reference of `kArray` means. Throws CodecError if it was released, or was never given out.
std::shared_ptr<const SharedArray> ArrayOf(const Reference& reference);
/// The array beside the message that comes next, past which the reader is then; null, and the reader where it is, if another
/// value does, also an array that is in the message. Throws CodecError as `ArrayOf` does.
std::shared_ptr<const SharedArray> TrySharedArray(Reader& reader);

}  // namespace goray::wire
