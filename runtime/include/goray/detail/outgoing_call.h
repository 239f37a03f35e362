// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/codecs.h>
#include <goray/object_ref.h>
#include <goray/option.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace goray::detail {

/// What a call goes to. Those of Python's "local" kind run in this process.
enum class Callee {
  kTask,         ///< A task of this library, or of the one that the option `library` names.
  kActor,        ///< Of the same, an actor to be made.
  kActorMethod,  ///< Of any actor.
  kPyTask,
  kPyActor,
  kLocalPyTask,
  kLocalPyCode,
  kLocalPyClass,
  kLocalPyMethod,
};

/// A call on its way to Python. An `ObjectRef` argument is left to Ray to resolve, or given as it
/// is to Python code in this process; an `Option` and `Options` are no arguments.
class OutgoingCall {
 public:
  /// `name` is the callee's; Python source for `kLocalPyCode`. `actor`: the id of the one whose
  /// method it is.
  template <typename... Ts>
  OutgoingCall(Callee callee, std::string_view name, const Ts&... args)
      : OutgoingCall(callee, name) {
    (Add(args), ...);
  }
  // Defined in the runtime, so that the units that call do not compile what the members need.
  OutgoingCall(Callee callee, std::string_view name);
  OutgoingCall(const OutgoingCall&) = delete;
  OutgoingCall& operator=(const OutgoingCall&) = delete;
  ~OutgoingCall();

  OutgoingCall& On(std::uint64_t actor) {
    actor_ = actor;
    return *this;
  }

  /// Each waits for Python's answer and throws what its return code says; also Error, with a hint,
  /// if this library has no such task or actor.
  Value SendForValue() const;
  std::uint64_t SendForId() const;
  /// Of a call whose result is so many objects, from 2.
  std::vector<std::uint64_t> SendForIds(std::size_t count);

  /// The next argument, or an option.
  template <typename T>
  void Add(const T& arg) {
    if constexpr (std::derived_from<T, AnyRef>) {
      AddRef(arg);  // whatever it refers to
    } else if constexpr (std::same_as<T, Option>) {
      AddOption(arg);
    } else if constexpr (std::same_as<T, Options>) {
      AddOptions(arg);
    } else {
      try {
        Codec<std::decay_t<const T>>::Write(arguments_, arg);
      } catch (const wire::CodecError& error) {
        FailArgument(error);
      }
      ++count_;
    }
  }

 private:
  void AddRef(const AnyRef& ref);
  void AddOption(const Option& option);
  void AddOptions(const Options& options);
  [[noreturn]] void FailArgument(const wire::CodecError& error) const;
  /// In errors: "RemoteCallPyTask(square)".
  std::string Description() const;
  /// With the protocol's entries.
  Options AllOptions() const;
  std::string JsonOptions() const;

  Callee callee_;
  std::string name_;
  std::optional<std::uint64_t> actor_;
  wire::Writer arguments_{wire::HostPeer()};
  std::size_t count_ = 0;
  Options options_;
  std::vector<std::pair<std::size_t, AnyRef>> refs_;  // position, reference
};

}  // namespace goray::detail
