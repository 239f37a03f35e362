// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/rpyc_bridge.h>

#include <stdexcept>
#include <string>

namespace goray::rpyc {

/// Base of all errors; `what()` says all there is, except the remote traceback.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A wrong argument, a result that is not of the type asked for, or use after close. Nothing is
/// wrong with the connection.
class UsageError : public Error {
 public:
  using Error::Error;
};
/// Cannot connect, or connection lost: a call under way may or may not have run.
class ConnectionError : public Error {
 public:
  using Error::Error;
};
/// The time limit passed; the server may still be at work on the call.
class TimeoutError : public Error {
 public:
  using Error::Error;
};
/// The server sent what is not RPyC, or beyond the limits; the connection was closed.
class ProtocolError : public Error {
 public:
  using Error::Error;
};
/// The call raised an exception in Python.
class RemoteError : public Error {
 public:
  explicit RemoteError(const rpyc_error_t& error)
      : Error(std::string(error.type) + (*error.message ? ": " : "") + error.message),
        type(error.type),
        message(error.message),
        traceback(error.traceback),
        remote_version(error.remote_version) {}
  std::string type;            ///< "ValueError", "json.decoder.JSONDecodeError".
  std::string message;         ///< "math domain error".
  std::string traceback;       ///< The server's; empty if it sends none.
  std::string remote_version;  ///< Of RPyC; empty if the server does not tell.
};

/// Throws what the C function that just failed on this thread left behind.
[[noreturn]] inline void ThrowLastError() {
  const rpyc_error_t& error = *rpyc_error();
  switch (error.kind) {
    case RPYC_CONNECTION:
      throw ConnectionError(error.message);
    case RPYC_TIMEOUT:
      throw TimeoutError(error.message);
    case RPYC_PROTOCOL:
      throw ProtocolError(error.message);
    case RPYC_REMOTE:
      throw RemoteError(error);
    default:
      throw UsageError(error.message);
  }
}

}  // namespace goray::rpyc
