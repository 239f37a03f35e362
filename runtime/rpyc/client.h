// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "session.h"

namespace goray::rpyc_bridge {

/// A server to call. Connects again, lazily, when the connection was lost; never sends a call
/// twice. Thread-safe.
class Client {
 public:
  /// Connects. Throws kConnection, kTimeout, kProtocol, kUsage.
  Client(Address address, Options options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// The live session; connects if the last one has ended.
  std::shared_ptr<Session> session();
  /// Closes; every later use throws kUsage. Thread-safe.
  void Close();
  /// Looks at the socket, sends nothing.
  bool alive() const;

  /// `module.function(*args, **kwargs)`; JSON in and out. `timeout_ms` 0: none, negative: the
  /// options'.
  std::string CallJson(std::string_view module, std::string_view function,
                       std::string_view args_json, std::string_view kwargs_json,
                       int timeout_ms = -1);
  std::string GetAttrJson(std::string_view module, std::string_view attribute, int timeout_ms = -1);

  const Options& options() const { return options_; }
  Deadline CallDeadline(int timeout_ms) const {
    return Deadline::After(timeout_ms < 0 ? options_.call_timeout_ms : timeout_ms);
  }

 private:
  const Address address_;
  const Options options_;
  mutable std::mutex mutex_;
  std::shared_ptr<Session> session_;
  bool closed_ = false;
};

}  // namespace goray::rpyc_bridge
