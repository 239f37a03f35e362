// SPDX-License-Identifier: Apache-2.0
// A call of a coroutine that is under way, as its invoker makes it.
#pragma once

#include <goray/cluster/async.h>
#include <goray/codec/result.h>
#include <goray/detail/stream.h>
#include <goray/result_of.h>
#include <goray/wire/writer.h>

#include <tuple>
#include <type_traits>
#include <utility>

namespace goray::dispatch {

/// The result of a coroutine as Python has it.
template <typename T>
decltype(auto) ResultOfAsync(T&& result) {
  if constexpr (requires { sizeof(ResultOf<std::remove_cvref_t<T>>); })
    return Unwrapped(std::forward<T>(result));
  else
    return std::forward<T>(result);
}

/// What `make` makes of the arguments, a `goray::Async`, to which its coroutine may refer. As a stream it gives what Python has
/// to do: `false` and a reference, which is waited for before the next step, then `true` and the values of the result.
template <typename Make, typename... Arguments>
class AsyncOf final : public StreamBody {
 public:
  explicit AsyncOf(Make make, Arguments... arguments)
      : arguments_(std::move(arguments)...), coroutine_(std::apply(make, arguments_)) {
    call_.blocks = false;
    coroutine_.Begin(call_);
  }

  bool Next(wire::Writer& writer) override {
    if (is_over_) return false;
    is_over_ = coroutine_.Step(call_);
    writer.WriteBool(is_over_);
    if (!is_over_) {
      writer.WriteReference(call_.awaited->reference());  // `co_await` has seen that there is one
    } else if constexpr (std::is_void_v<Value>) {
      coroutine_.Take();
    } else {
      WriteResult(writer);
    }
    return true;
  }

 private:
  using Coroutine = std::invoke_result_t<Make&, Arguments&...>;
  using Value = typename Coroutine::value_type;
  using Result = decltype(ResultOfAsync(
      std::declval<std::conditional_t<std::is_void_v<Value>, int, Value>>()));

  void WriteResult(wire::Writer& writer) {
    if constexpr (std::is_void_v<Result>)
      ResultOfAsync(coroutine_.Take());
    else
      wire::ResultCodec<std::remove_cvref_t<Result>>::Write(writer,
                                                            ResultOfAsync(coroutine_.Take()));
  }

  std::tuple<Arguments...> arguments_;
  goray::detail::AsyncCall call_;
  Coroutine coroutine_;  // destroyed first
  bool is_over_ = false;
};

}  // namespace goray::dispatch
