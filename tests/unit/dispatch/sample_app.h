// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/app.h>
#include <goray/detail/codecs.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dispatch/execute.h"
#include "wire/units.h"

namespace goray::testing {

using Octets = std::vector<std::byte>;

/// Divide(a: int, b: int = 1) -> int; Echo(*args) -> list; Fail(how: str); Pair() -> tuple;
/// Nothing(); actor NewCounter(start: int) with Incr(by: int = 1) -> int and Wait(), which blocks
/// until `Release()`; NewTomb(how: str), whose destructor throws.
const dispatch::App& SampleApp();

/// Counters alive.
int LiveCounters();

/// Lets one call of `Wait` start and end: returns when it runs; it ends when the result is
/// destroyed.
class Blocked {
 public:
  Blocked();
  ~Blocked();
  void UntilRunning() const;
};

struct Reply {
  dispatch::Code code;
  std::string text;
};

/// msgpack values one after another.
template <typename... Ts>
Octets Packed(const Ts&... values) {
  wire::Writer writer;
  (Codec<std::decay_t<const Ts>>::Write(writer, values), ...);
  return {writer.bytes().begin(), writer.bytes().end()};
}

using Refs = std::vector<std::pair<std::int64_t, Octets>>;

inline Octets CallMessage(std::string_view name, const Octets& arguments, const Refs& refs = {}) {
  wire::Buffer message;
  wire::AppendUnit(message, std::as_bytes(std::span(name)));
  wire::AppendUnit(message, arguments);
  for (const auto& [position, data] : refs) {
    wire::Buffer unit;
    wire::AppendInt64(unit, position);
    unit.Append(data.data(), data.size());
    wire::AppendUnit(message, unit.bytes());
  }
  return {message.bytes().begin(), message.bytes().end()};
}

inline Reply Send(dispatch::ActorStore& store, std::uint64_t command, std::uint64_t index,
                  const Octets& message, const dispatch::App& app = SampleApp()) {
  const dispatch::Response response = Execute(app, store, command | index << 10, message);
  const auto bytes = response.data.bytes();
  return {response.code, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
}

inline Reply RunTask(std::string_view name, const Octets& arguments, const Refs& refs = {}) {
  dispatch::ActorStore store;
  return Send(store, 4, 0, CallMessage(name, arguments, refs));
}

/// The "Message" of a failure; a text as it is.
std::string MessageOf(const Reply& reply);

template <typename T>
T ResultOf(const Reply& reply) {
  return wire::ReadMessage<T>(std::as_bytes(std::span(reply.text)));
}

}  // namespace goray::testing
