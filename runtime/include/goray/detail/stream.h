// SPDX-License-Identifier: Apache-2.0
// An open stream of a task or a method, as its invoker makes it.
#pragma once

#include <goray/codec/base.h>
#include <goray/wire/writer.h>

#include <tuple>
#include <type_traits>
#include <utility>

namespace goray::dispatch {

/// The `kinds` of a callable that gives a stream. It is not called by slots, as a stream keeps the message of its call.
inline constexpr char kStreamKind = '>';

/// What gives the items.
class StreamBody {
 public:
  StreamBody() = default;
  virtual ~StreamBody() = default;
  StreamBody(const StreamBody&) = delete;
  StreamBody& operator=(const StreamBody&) = delete;

  /// Writes the next item, which is one value. False: there is none.
  virtual bool Next(wire::Writer& writer) = 0;
};

/// What `make` makes of the arguments, a `goray::Generator`, to which its coroutine may refer.
template <typename Make, typename... Arguments>
class StreamOf final : public StreamBody {
 public:
  explicit StreamOf(Make make, Arguments... arguments)
      : arguments_(std::move(arguments)...), generator_(std::apply(make, arguments_)) {}

  bool Next(wire::Writer& writer) override {
    const auto* const item = generator_.Next();
    if (item == nullptr) return false;
    Codec<typename Items::value_type>::Write(writer, *item);
    return true;
  }

 private:
  using Items = std::invoke_result_t<Make&, Arguments&...>;

  std::tuple<Arguments...> arguments_;
  Items generator_;  // destroyed first
};

}  // namespace goray::dispatch
