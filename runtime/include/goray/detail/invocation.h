// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/args.h>
#include <goray/codec/bool.h>
#include <goray/codec/container/vector.h>
#include <goray/codec/floating.h>
#include <goray/codec/opaque.h>
#include <goray/codec/result.h>
#include <goray/codec/string.h>
#include <goray/detail/app.h>
#include <goray/detail/async.h>
#include <goray/detail/overload.h>
#include <goray/detail/slot.h>
#include <goray/detail/stream.h>
#include <goray/nd_array.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace goray::dispatch {

/// An argument that was an `ObjectRef`: the message its task returned. Views.
struct ResolvedRef {
  std::int64_t position;  ///< In the final list of arguments.
  wire::Message message;
};

/// A call whose arguments and result are msgpack.
struct EncodedCall {
  /// `arguments`: msgpack values one after another; it and `resolved` live longer than the call.
  /// `resolved`: sorted by position, none twice.
  EncodedCall(const wire::Message& arguments, std::span<const ResolvedRef> resolved)
      : plain(arguments.values, &arguments.references), refs(resolved) {
    result.ShareArrays();
  }

  /// Whether the result holds references; `TakeResult` then gives the units `[values][table]`, and
  /// the references are the host's from then on.
  bool ReturnsReferences() const { return !result.references().empty(); }
  wire::Buffer TakeResult();

  wire::Reader plain;
  wire::Reader ref{{}};
  std::span<const ResolvedRef> refs;  ///< Those to come.
  wire::Writer result{wire::HostPeer()};
  std::unique_ptr<StreamBody> stream;  ///< Of a callable that gives one, instead of a result.
  bool begins = false;  ///< A coroutine is not run to its end, but becomes the stream.
};

/// One call on its way through a generated invoker, which takes the arguments from left to right,
/// calls, and returns:
///
///   void RunDivide(Invocation& call) {
///     auto a0 = call.Next<std::int64_t>("a");
///     if (call.Ended()) return call.Return(Instance<Tasks>().Divide(a0));  // C++ has b's default
///     auto a1 = call.Next<std::int64_t>("b");
///     call.End();
///     call.Return(Instance<Tasks>().Divide(a0, a1));
///   }
///
/// Wrong arguments throw TypeError, OverflowError or ValueError that name the callable and the
/// parameter.
class Invocation {
 public:
  /// `self`: a method's object, or the `std::shared_ptr<void>` that gets what a factory makes.
  Invocation(const Callable& callable, EncodedCall& encoded, void* self = nullptr)
      : callable_(callable), self_(self), encoded_(&encoded) {}
  /// `arguments` are `count` slots of the kinds of `callable`.
  Invocation(const Callable& callable, const GoraySlot* arguments, std::size_t count,
             GorayResult& result, void* self)
      : callable_(callable),
        self_(self),
        next_(arguments),
        first_(arguments),
        end_(arguments + count),
        result_(&result) {}
  /// The items of `columns`, which has at least one, after another. `item` has `count` slots, one for each parameter.
  Invocation(const Callable& callable, GoraySlot* item, std::size_t count, GorayColumns& columns,
             GorayResult& result, void* self)
      : Invocation(callable, item, count, result, self) {
    columns_ = &columns;
    item_ = item;
    TakeItem();
  }
  Invocation(const Invocation&) = delete;
  Invocation& operator=(const Invocation&) = delete;

  template <typename T>
  ArgumentOf<T> Next(std::string_view parameter) {
    if constexpr (SlotArray<T> || SlotTable<T>) {
      if (next_ != end_ && !IsEncoded(*next_)) return NextArray<T>(parameter);
    } else if constexpr (SlotKind<T>() != 'v') {
      if (next_ != end_) [[likely]] {
        if constexpr (NarrowNumber<T>) {
          if (!FitsSlot<T>(*next_)) [[unlikely]]
            FailRange<T>(parameter);
        }
        return FromSlot<T>(*next_++);
      }
    }
    if constexpr (ArrayTraits<T>::kIsWritten) {
      FailEncodedArray(parameter);
    } else {
      return NextEncoded<ArgumentOf<T>>(parameter);
    }
  }

  /// The next argument of an overload: what is an argument of several is encoded.
  template <typename T>
  ArgumentOf<T> NextOfOverload(std::string_view parameter) {
    return NextEncoded<ArgumentOf<T>>(parameter);
  }

  /// Invokes the overload whose parameters the arguments fit best, see wire/resolve.h; of several the one that is
  /// declared first. All arguments are encoded. Throws TypeError that lists the overloads if none fits.
  void Choose(std::span<const Overload> overloads);

  /// All the arguments that are left.
  Args Rest(std::string_view parameter);

  /// No argument is left.
  bool Ended() { return next_ == end_ && (encoded_ == nullptr || HasEncodedEnded()); }
  /// An argument left is a TypeError.
  void End() {
    if (!Ended()) FailCount("");
  }

  /// Whether there is another item to call for, whose arguments are the next ones. An invoker of numbers, whose result is
  /// one, asks behind `Return`.
  bool NextItem() {
    if (columns_ == nullptr) [[likely]]
      return false;
    std::memcpy(static_cast<std::byte*>(columns_->results) + 8 * columns_->done, &result_->value.u,
                8);
    if (++columns_->done == columns_->count) return false;
    TakeItem();
    return true;
  }

  template <typename T>
  T& Self() const {
    return *static_cast<T*>(self_);
  }

  /// Large bytes, which the caller may keep.
  template <OwnedBytes T>
  void Return(T&& value) {
    bool is_kept = encoded_ == nullptr && value.size() >= kKeptFrom;
    if constexpr (std::same_as<T, Bytes>) is_kept = is_kept && value.owns();
    if (!is_kept) return Return(std::as_const(value));
    auto owned = std::make_unique<T>(std::forward<T>(value));
    result_->value = ToSlot(*owned);
    result_->kind = 'y';
    result_->owner = owned.get();
    result_->release = [](void* owner) { delete static_cast<T*>(owner); };
    const bool is_taken = result_->take(result_) == 0;
    if (result_->owner == nullptr) static_cast<void>(owned.release());  // the caller's now
    if (!is_taken) FailTake();
  }
  /// An array, which the caller may keep.
  template <SlotArrayResult T>
  void Return(T&& value) {
    if (encoded_ != nullptr && encoded_->result.SharesArrays())
      return ReturnEncoded(ArrayResult<T>::Of(std::forward<T>(value)));
    if (encoded_ != nullptr || !wire::HostTakesArrays()) return ReturnEncoded(value);
    ReturnArray(ArrayResult<T>::Of(std::forward<T>(value)));
  }
  /// An object that Python holds without its content.
  template <typename T, typename Deleter>
    requires detail::OpaqueObject<std::remove_const_t<T>>
  void Return(std::unique_ptr<T, Deleter>&& value) {
    ReturnEncoded(std::shared_ptr<T>(std::move(value)));
  }
  /// A table, whose columns the caller shares.
  template <SlotTable T>
  void Return(const T& value) {
    if (encoded_ != nullptr || !wire::HostTakesArrow()) return ReturnEncoded(value);
    const typename TableTraits<T>::Exported exported(value);
    result_->value.data = &exported.description;
    result_->kind = 't';
    if (result_->take(result_) != 0) FailTake();
  }
  template <typename T>
  void Return(const T& value) {
    if constexpr (SlotArrayResult<T>) return Return(T(value));
    if constexpr (SlotKind<T>() != 'v') {
      if (encoded_ == nullptr) {
        result_->value = ToSlot(value);
        result_->kind = static_cast<unsigned char>(SlotKind<T>());
        if constexpr (SlotText<T> || SlotBytes<T>) {
          if (result_->take(result_) != 0) FailTake();
        }
        return;
      }
    }
    ReturnEncoded(value);
  }

  /// The stream that `make` makes of references to the arguments, which live as long as the stream.
  template <typename Make, typename... Arguments>
  void Stream(Make make, Arguments... arguments) {
    TakeStream(
        std::make_unique<StreamOf<Make, Arguments...>>(std::move(make), std::move(arguments)...));
  }

  /// What comes of the coroutine that `make` makes of references to the arguments, which live as long as it.
  template <typename Make, typename... Arguments>
  void Async(Make make, Arguments... arguments) {
    if (encoded_ != nullptr && encoded_->begins) {
      TakeStream(
          std::make_unique<AsyncOf<Make, Arguments...>>(std::move(make), std::move(arguments)...));
      return;
    }
    using Coroutine = std::invoke_result_t<Make&, Arguments&...>;
    if constexpr (std::is_void_v<typename Coroutine::value_type>) {
      make(arguments...).Run();
    } else if constexpr (std::is_void_v<decltype(ResultOfAsync(make(arguments...).Run()))>) {
      ResultOfAsync(make(arguments...).Run());
    } else {
      Return(ResultOfAsync(make(arguments...).Run()));
    }
  }

  template <typename T>
  void Made(std::unique_ptr<T> object) {
    TakeMade(Owned(object.release()));
  }
  template <typename T>
  void Made(std::shared_ptr<T> object) {
    TakeMade(std::move(object));
  }
  template <typename T>
  void Made(T&& object) {
    using Object = std::remove_cvref_t<T>;
    if constexpr (std::is_nothrow_destructible_v<Object>) {
      TakeMade(std::make_shared<Object>(std::forward<T>(object)));
    } else {
      TakeMade(Owned(new Object(std::forward<T>(object))));
    }
  }

  /// What `self` of a constructor is.
  void BindTo(void* self) { self_ = self; }
  const Callable& callable() const { return callable_; }
  /// Of a call by slots.
  GorayResult& result() const { return *result_; }

  /// Of a call by slots: its result is an output with references, which the caller owns.
  bool ReturnsReferences() const { return has_references_; }

 private:
  void TakeItem() {
    next_ = item_;
    for (GoraySlot* slot = item_; slot != end_; ++slot)
      std::memcpy(
          &slot->u,
          static_cast<const std::byte*>(columns_->arguments[slot - item_]) + 8 * columns_->done, 8);
  }

  /// A shared_ptr ends the process where a destructor throws, so such a destructor is called by
  /// `Destroy`.
  template <typename T>
  static std::shared_ptr<T> Owned(T* object) {
    if constexpr (std::is_nothrow_destructible_v<T>) {
      return std::shared_ptr<T>(object);
    } else {
      return {object,
              [](T* owned) { Destroy(owned, [](void* any) { delete static_cast<T*>(any); }); }};
    }
  }
  /// Writes to stderr what `destroy(object)` throws, and which actor it is.
  static void Destroy(void* object, void (*destroy)(void*));

  template <typename T, std::size_t kRank>
  void ReturnArray(NdArray<T, kRank> value) {
    auto kept = std::make_unique<KeptArray<T, kRank>>(std::move(value));
    result_->value.data = &kept->description.value;
    result_->kind = 'a';
    result_->owner = kept.get();
    result_->release = [](void* owner) { delete static_cast<KeptArray<T, kRank>*>(owner); };
    const bool is_taken = result_->take(result_) == 0;
    if (result_->owner == nullptr) static_cast<void>(kept.release());  // the caller's now
    if (!is_taken) FailTake();
  }
  /// Or a table.
  template <typename T>
  [[gnu::noinline]] ArgumentOf<T> NextArray(std::string_view parameter) {
    try {
      auto argument = FromSlot<T>(*next_);
      ++next_;
      return argument;
    } catch (const wire::CodecError& error) {
      FailArgument(parameter, error);
    }
  }
  /// The next argument from a msgpack value. Not inlined, as much code comes of it; see the end of this file.
  template <typename T>
  [[gnu::noinline]] T NextEncoded(std::string_view parameter) {
    try {
      wire::Reader of_slot{{}};
      wire::Reader& reader = Begin(parameter, of_slot);
      T value = Codec<T>::Read(reader);
      Finish(reader);
      return value;
    } catch (const wire::CodecError& error) {
      FailArgument(parameter, error);
    }
  }
  template <typename T>
  [[gnu::noinline]] void ReturnEncoded(const T& value) {
    wire::Writer own{wire::HostPeer()};
    wire::Writer& result = encoded_ != nullptr ? encoded_->result : own;
    try {
      wire::ResultCodec<T>::Write(result, value);
    } catch (const wire::CodecError& error) {
      FailResult(error);
    }
    if (encoded_ == nullptr) GiveEncoded(own);
  }

  bool HasEncodedEnded();
  /// At the next value; `of_slot` becomes the reader of a slot's.
  wire::Reader& Begin(std::string_view parameter, wire::Reader& of_slot);
  void Finish(const wire::Reader& reader);
  bool RefIsNext() const {
    return encoded_ != nullptr && !encoded_->refs.empty() &&
           encoded_->refs.front().position == position_;
  }
  /// A number out of `T`'s range fails as it does where it is encoded.
  template <NarrowNumber T>
  [[noreturn]] void FailRange(std::string_view parameter) {
    using Widest =
        std::conditional_t<std::floating_point<T>, double,
                           std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>>;
    wire::Writer writer;
    Codec<Widest>::Write(writer, FromSlot<Widest>(*next_));
    wire::Reader reader(writer.bytes());
    try {
      Codec<T>::Read(reader);
    } catch (const wire::CodecError& error) {
      FailArgument(parameter, error);
    }
    std::abort();  // it did not fit
  }
  /// Calls `body` with the index and a reader of each, which may read anything.
  template <typename Body>
  void ForEachArgument(Body body) const;
  [[noreturn]] void FailOverloads(std::span<const Overload> overloads) const;
  void GiveEncoded(wire::Writer& result);
  /// The host did not take the text or bytes in the result.
  [[noreturn]] void FailTake() const;
  void TakeMade(std::shared_ptr<void> object);
  void TakeStream(std::unique_ptr<StreamBody> stream);
  std::int64_t CountArguments() const;
  [[noreturn]] void FailArgument(std::string_view parameter, const wire::CodecError& error) const;
  /// C++ writes into an array that is there as a message.
  [[noreturn]] void FailEncodedArray(std::string_view parameter) const;
  [[noreturn]] void FailResult(const wire::CodecError& error) const;
  [[noreturn]] void FailCount(std::string_view missing) const;

  const Callable& callable_;
  void* self_;
  const GoraySlot* next_ = nullptr;  // of a call by slots
  const GoraySlot* first_ = nullptr;
  const GoraySlot* end_ = nullptr;
  EncodedCall* encoded_ = nullptr;  // null: by slots
  std::int64_t position_ = 0;       // of an encoded call
  GorayResult* result_ = nullptr;
  GorayColumns* columns_ = nullptr;  // of a call of many items
  GoraySlot* item_ = nullptr;        // of those
  bool has_references_ = false;
};

// Compiled with the runtime, and not with every app: what encodes the commonest types.
#define GORAY_ENCODED_TYPES(TYPE)  \
  TYPE(bool);                      \
  TYPE(std::int8_t);               \
  TYPE(std::int16_t);              \
  TYPE(std::int32_t);              \
  TYPE(std::int64_t);              \
  TYPE(std::uint8_t);              \
  TYPE(std::uint16_t);             \
  TYPE(std::uint32_t);             \
  TYPE(std::uint64_t);             \
  TYPE(float);                     \
  TYPE(double);                    \
  TYPE(std::string);               \
  TYPE(std::string_view);          \
  TYPE(Any);                       \
  TYPE(Bytes);                     \
  TYPE(std::vector<std::byte>);    \
  TYPE(std::vector<std::uint8_t>); \
  TYPE(std::vector<std::int64_t>); \
  TYPE(std::vector<double>);       \
  TYPE(std::vector<std::string>)
#define GORAY_DECLARE_ENCODED(T)                                  \
  extern template T Invocation::NextEncoded<T>(std::string_view); \
  extern template void Invocation::ReturnEncoded<T>(const T&)
GORAY_ENCODED_TYPES(GORAY_DECLARE_ENCODED);
#undef GORAY_DECLARE_ENCODED

}  // namespace goray::dispatch
