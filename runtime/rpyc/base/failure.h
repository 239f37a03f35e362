// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <utility>

namespace goray::rpyc_bridge {

/// Numbers are those of `rpyc_error_kind` in rpyc_bridge.h.
enum class FailureKind { kUsage = 1, kConnection = 2, kTimeout = 3, kProtocol = 4, kRemote = 5 };

/// Every error of the bridge. `type` is the Python exception's class where the server raised it.
class Failure : public std::exception {
 public:
  Failure(FailureKind kind, std::string message) : kind(kind), message(std::move(message)) {}
  const char* what() const noexcept override { return message.c_str(); }

  FailureKind kind;
  std::string message;
  std::string type;       ///< "ValueError", "json.decoder.JSONDecodeError"; empty unless kRemote.
  std::string traceback;  ///< The server's text; empty if there is none.
  std::string remote_version;  ///< RPyC's version on the server; empty if it does not tell.
};

inline Failure UsageFailure(std::string message) {
  return {FailureKind::kUsage, std::move(message)};
}
inline Failure ConnectionFailure(std::string message) {
  return {FailureKind::kConnection, std::move(message)};
}
inline Failure ProtocolFailure(std::string message) {
  return {FailureKind::kProtocol, std::move(message)};
}

}  // namespace goray::rpyc_bridge
