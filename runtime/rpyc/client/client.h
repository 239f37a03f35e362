// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "rpyc/client/invoke.h"

namespace goray::rpyc_bridge {

/// A server to call. Connects again, lazily, when the connection was lost or the process forked;
/// never sends a call twice. Thread-safe.
class Client {
 public:
  /// Connects. Throws kConnection, kTimeout, kProtocol, kUsage.
  Client(Address address, Options options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// The live session; connects if the last one has ended, or waits for a thread that does. Throws
  /// what connecting throws, by the earlier of `deadline` and the limit for connecting.
  std::shared_ptr<Session> session(Deadline deadline);
  /// Closes; every later use throws kUsage. Thread-safe.
  void Close();
  /// Looks at the socket, sends nothing.
  bool alive();

  /// `module.function(*args, **kwargs)`; JSON in and out.
  std::string CallJson(std::string_view module, std::string_view function,
                       std::string_view args_json, std::string_view kwargs_json, int timeout_ms);
  std::string GetJson(std::string_view module, std::string_view attribute, int timeout_ms);

  /// `timeout_ms` 0: the options' limit for calls; negative: none.
  Deadline CallDeadline(int timeout_ms) const {
    return Deadline::After(timeout_ms == 0 ? options_.call_timeout_ms : timeout_ms);
  }

 private:
  /// What must not be touched by a forked child, whose parent's threads may hold the lock: it gets
  /// a fresh one, and the old is left alone.
  struct State {
    unsigned forks = ForkCount();
    std::mutex mutex;  // held for looks alone: neither while connecting nor while closing
    std::condition_variable changed;
    bool connecting = false;         // a thread is in Connect()
    std::uint64_t attempts = 0;      // that have ended
    std::optional<Failure> failure;  // of the last attempt
    std::shared_ptr<Session> session;
    bool closed = false;
    State* inherited = nullptr;
  };
  State& state();
  std::shared_ptr<Session> Connect(State& now, std::unique_lock<std::mutex>& lock,
                                   Deadline deadline);

  const Address address_;
  const Options options_;
  std::atomic<Generation> generation_ = Generation::kFrom6;
  std::atomic<State*> state_;
};

/// Runs `function`; a failure to get an answer then says to which call.
template <typename Function>
auto Named(std::string_view module, std::string_view name, Function&& function) {
  try {
    return function();
  } catch (Failure& failure) {
    if (failure.kind == FailureKind::kTimeout || failure.kind == FailureKind::kConnection) {
      std::string called =
          module.empty() ? std::string(name) : std::string(module) + "." + std::string(name);
      failure.message = called + ": " + failure.message;
    }
    throw;
  }
}

}  // namespace goray::rpyc_bridge
