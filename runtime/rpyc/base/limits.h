// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

/// All limits of the client, in bytes unless a name says otherwise. docs/reference/limits.md lists
/// them, and tests/rpyc/test_limits.py compares it and the limits of Python's side with this table.
namespace goray::rpyc_bridge {

inline constexpr int kConnectMs = 10'000;  ///< For all that connecting takes.
inline constexpr int kCallMs = 30'000;     ///< For a call; RPyC's own.

/// What a connection agrees to; options of rpyc_open().
struct Limits {
  std::size_t frame_bytes = std::size_t{1} << 30;  ///< Of one message, inflated.
  unsigned depth = 256;                            ///< Of nested tuples in a message.
  bool compress = false;  ///< Whether the server was told that it may compress what it sends.
};

/// An option above these is refused, or means these.
inline constexpr unsigned kMaxDepth = 1000;
inline constexpr std::size_t kMaxFrameBytes = UINT32_MAX;  ///< A frame's length has 32 bits.

/// A call may take this many times `frame_bytes`: its answers, the values in them, and the handles.
inline constexpr std::size_t kCallMemoryFactor = 8;
/// What a call may take in any case, so that small limits are limits of messages alone.
inline constexpr std::size_t kCallMemoryAtLeast = std::size_t{64} << 10;
/// A JSON text made of a value may take this many times `frame_bytes`.
inline constexpr std::size_t kJsonFactor = 2;

/// Where compression was not agreed, a message inflates to this many times its size, or to this
/// size; services that are not classic compress without being asked.
inline constexpr std::size_t kInflationFactor = 16;
inline constexpr std::size_t kInflationAtLeast = std::size_t{64} << 20;

/// A longer answer that nobody waits for is dropped unread; objects in it stay on the server until
/// the connection ends.
inline constexpr std::size_t kLateAnswerBytes = std::size_t{16} << 20;

/// Of answers to the server's requests, and of releases that its late answers cause, while it does
/// not read. The same may be on its way once more, cut off by a full socket.
inline constexpr std::size_t kOutboxBytes = std::size_t{16} << 20;

inline constexpr unsigned kValueDepth = 100;      ///< Of the containers in an argument.
inline constexpr unsigned kArrayDimensions = 64;  ///< numpy's own.
/// Product of the other extents, if one is 0: what a value of no bytes has as text.
inline constexpr std::size_t kEmptyArrayRows = std::size_t{1} << 20;
inline constexpr std::size_t kIntDigits = 4300;     ///< Python's own, of an int in an argument.
inline constexpr std::size_t kDictRequests = 1024;  ///< Under way at a time, to copy a dict.

/// Of the texts of an error.
inline constexpr std::size_t kErrorTypeBytes = 200;
inline constexpr std::size_t kErrorMessageBytes = 1900;
inline constexpr std::size_t kErrorTracebackBytes = std::size_t{64} << 10;

inline std::size_t CallMemory(const Limits& limits) {
  return std::max(kCallMemoryFactor * std::min(limits.frame_bytes, kMaxFrameBytes),
                  kCallMemoryAtLeast);
}
/// To how many bytes a message of `compressed` bytes may inflate.
inline std::size_t InflatedBytes(const Limits& limits, std::size_t compressed) {
  if (limits.compress) return limits.frame_bytes;
  return std::min(limits.frame_bytes, std::max(kInflationFactor * compressed, kInflationAtLeast));
}

}  // namespace goray::rpyc_bridge
