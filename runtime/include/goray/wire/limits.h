// SPDX-License-Identifier: Apache-2.0
// All limits of values, calls and messages, for the runtime and the extension. What happens at each
// is in docs/reference/limits.md; python/gorayffi/limits.py has those that Python's side checks.
#pragma once

#include <cstddef>

namespace goray::limits {

/// Lists and dicts in one another, both ways.
inline constexpr int kDepth = 512;
/// Bytes or characters of a value, items of a list, pairs of a dict: msgpack's lengths have 32 bits.
inline constexpr std::size_t kLength = 4294967295;
/// Dimensions of an array, in C++ and in a message.
inline constexpr std::size_t kDimensions = 32;
/// Lists in the lists that an array without items becomes; such an array has no size that bounds them.
inline constexpr std::size_t kEmptyArrayRows = 1048576;
/// Bytes of memory of dropped arrays that are kept for the next ones.
inline constexpr std::size_t kKeptArrayBytes = 268435456;
/// Bytes of memory that are reserved for items before they are read, for each byte of the message.
inline constexpr std::size_t kReservedFactor = 16;
/// Bytes that are looked at to tell which alternative a value is, or which overload is meant, for each byte of the
/// message.
inline constexpr std::size_t kLookAheadFactor = 256;
/// What led to a failure, level by level; of more the middle is left out.
inline constexpr std::size_t kCauses = 64;

// Texts of errors, in bytes of UTF-8.
/// A message of ours; of a longer one the middle is left out. A user's own text is not cut.
inline constexpr std::size_t kMessageSize = 1900;
/// A name or a value inside a message.
inline constexpr std::size_t kShownSize = 200;
/// A step of the path to a value.
inline constexpr std::size_t kStepSize = 60;
/// Steps of a path: so many of its beginning, and as many of its end.
inline constexpr std::size_t kPathSteps = 8;
/// Names that are listed where one is not found.
inline constexpr std::size_t kListedNames = 16;
/// A longer name is not a slip of the finger, and the search for what was meant is quadratic.
inline constexpr std::size_t kSuggestedSize = 64;

/// Seconds of a timeout: some 30 years. Python's clock cannot hold any time.
inline constexpr int kTimeoutSeconds = 1000000000;
/// Actors in a process.
inline constexpr int kActorBits = 20;
/// Libraries in a process.
inline constexpr std::size_t kLibraries = 256;
/// Bytes of stack that a call of Python by C++ needs; a quarter of the stack if that is less.
inline constexpr std::size_t kStackReserve = 131072;

}  // namespace goray::limits
