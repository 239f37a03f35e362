// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/args.h>
#include <goray/codec/result.h>
#include <goray/detail/app.h>

#include <cstddef>
#include <cstdint>
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

/// One call on its way through a generated invoker, which takes the arguments from left to right,
/// calls, and returns:
///
///   void RunDivide(Call& call) {
///     auto a0 = call.Next<std::int64_t>("a");
///     if (call.Ended()) return call.Return(Instance<Tasks>().Divide(a0));  // C++ has b's default
///     auto a1 = call.Next<std::int64_t>("b");
///     call.End();
///     call.Return(Instance<Tasks>().Divide(a0, a1));
///   }
///
/// Wrong arguments throw TypeError, OverflowError or ValueError that name the callable and the
/// parameter.
class Call {
 public:
  /// `arguments`: msgpack values one after another; it and `refs` live longer than the call.
  /// `refs`: sorted by position, none twice. `self`: a method's object.
  Call(const Callable& callable, const wire::Message& arguments, std::span<const ResolvedRef> refs,
       void* self = nullptr)
      : callable_(callable),
        plain_(arguments.values, &arguments.references),
        refs_(refs),
        self_(self) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  template <typename T>
  T Next(std::string_view parameter) {
    try {
      wire::Reader& reader = Begin(parameter);
      T value = Codec<T>::Read(reader);
      Finish(reader);
      return value;
    } catch (const wire::CodecError& error) {
      FailArgument(parameter, error);
    }
  }

  /// All the arguments that are left.
  Args Rest(std::string_view parameter);

  /// No argument is left.
  bool Ended();
  /// An argument left is a TypeError.
  void End();

  template <typename T>
  T& Self() const {
    return *static_cast<T*>(self_);
  }

  template <typename T>
  void Return(const T& value) {
    try {
      wire::ResultCodec<T>::Write(result_, value);
    } catch (const wire::CodecError& error) {
      FailResult(error);
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

  /// Whether the result holds references; `TakeResult` then gives the units `[values][table]`, and
  /// the references are the host's from then on.
  bool ReturnsReferences() const { return !result_.references().empty(); }
  wire::Buffer TakeResult();
  std::shared_ptr<void> TakeObject() { return std::move(object_); }

 private:
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

  wire::Reader& Begin(std::string_view parameter);
  void Finish(const wire::Reader& reader);
  bool RefIsNext() const { return !refs_.empty() && refs_.front().position == position_; }
  void TakeMade(std::shared_ptr<void> object);
  std::int64_t CountArguments() const;
  [[noreturn]] void FailArgument(std::string_view parameter, const wire::CodecError& error) const;
  [[noreturn]] void FailResult(const wire::CodecError& error) const;
  [[noreturn]] void FailCount(std::string_view missing) const;

  const Callable& callable_;
  wire::Reader plain_;
  wire::Reader ref_{{}};
  std::span<const ResolvedRef> refs_;  // those to come
  std::int64_t position_ = 0;
  void* self_;
  wire::Writer result_{wire::HostPeer()};
  std::shared_ptr<void> object_;
};

}  // namespace goray::dispatch
