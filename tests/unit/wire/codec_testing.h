// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/codecs.h>

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace goray::testing {

using Octets = std::vector<std::byte>;

/// `Hex({0x93, 1, 2, 3})`: a message as it is in the msgpack specification.
inline Octets Hex(std::initializer_list<int> bytes) {
  Octets message;
  for (const int byte : bytes) message.push_back(static_cast<std::byte>(byte));
  return message;
}

template <typename T>
Octets Pack(const T& value) {
  wire::Writer writer;
  Codec<T>::Write(writer, value);
  return {writer.bytes().begin(), writer.bytes().end()};
}

template <typename T>
T Unpack(const Octets& message) {
  return wire::ReadMessage<T>(message);
}

/// "TypeError path: reason", or "" if `message` is a `T`.
template <typename T>
std::string Failure(const Octets& message) {
  try {
    static_cast<void>(Unpack<T>(message));
  } catch (const wire::CodecError& error) {
    constexpr const char* kNames[] = {"TypeError", "OverflowError", "ValueError"};
    const std::string path = error.path().empty() ? "" : " " + error.path();
    return kNames[static_cast<int>(error.fault())] + path + ": " + error.reason();
  }
  return "";
}

}  // namespace goray::testing
