// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/api/object_ref.h>
#include <goray/api/option.h>
#include <goray/codec.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace goray::api {

/// What the library asks of Python; numbers of the protocol.
enum class HostCommand : long long {
  kLocalTask = 0,
  kLocalCode = 1,
  kNewLocalInstance = 2,
  kLocalMethod = 3,
  kCloseLocalInstance = 4,
  kRemoteTask = 5,
  kGetObject = 6,
  kPutObject = 7,
  kWaitObject = 8,
  kCancelObject = 9,
  kReleaseObject = 10,
  kNewActor = 11,
  kNewPyActor = 12,
  kActorMethod = 13,
  kKillActor = 14,
  kGetActor = 15,
  kRemotePyTask = 16,
  // Ours; see docs/reference/protocol.md.
  kReleaseActor = 64,
  kKeep = 65,
};

/// A call on its way to Python. An `ObjectRef` argument is left to Ray to resolve, or given as it
/// is to Python code in this process; an `Option` and `Options` are no arguments.
class OutgoingCall {
 public:
  /// `what` names the call in errors: "RemoteCallPyTask("square")".
  template <typename... Ts>
  OutgoingCall(HostCommand command, std::string what, const Ts&... args)
      : command_(command), what_(std::move(what)) {
    (Add(args), ...);
  }

  /// An entry of the protocol beside the options, e.g. `goray_task_name`.
  OutgoingCall& Set(std::string_view key, const OptionValue& value) {
    options_.Set(key, value);
    return *this;
  }

  const Options& options() const { return options_; }

  /// Both throw what the host's return code says.
  std::uint64_t RunForId() const;
  Value RunForValue() const;

 private:
  template <typename T>
  void Add(const T& arg) {
    if constexpr (std::derived_from<T, AnyRef>) {
      AddRef(arg);  // whatever it refers to
    } else if constexpr (std::same_as<T, Option>) {
      options_.Set(arg.name, arg.value);
    } else if constexpr (std::same_as<T, Options>) {
      for (const auto& [name, value] : arg.map())
        options_.Set(name.template As<std::string>(), value);
    } else {
      try {
        Codec<std::decay_t<const T>>::Write(arguments_, arg);
      } catch (const wire::CodecError& error) {
        wire::Rethrow(error, what_ + ": argument " + std::to_string(count_) + " (from 0): ");
      }
      ++count_;
    }
  }
  void AddRef(const AnyRef& ref);
  bool IsLocal() const { return command_ <= HostCommand::kLocalMethod; }

  HostCommand command_;
  std::string what_;
  wire::Writer arguments_;
  std::size_t count_ = 0;
  Options options_;
  std::vector<std::pair<std::size_t, AnyRef>> refs_;  // position, reference
};

}  // namespace goray::api
