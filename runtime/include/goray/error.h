// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/error.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace goray {

/// What goray throws; also a good base for errors of your own. In Python each is the builtin of its
/// name.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A value of a wrong type.
class TypeError : public Error {
 public:
  using Error::Error;
};

/// A value of the right type that is wrong all the same.
class ValueError : public Error {
 public:
  using Error::Error;
};

/// An integer out of its type's range.
class OverflowError : public Error {
 public:
  using Error::Error;
};

/// `Get` or `Wait` was not done in time. The task goes on.
class TimeoutError : public Error {
 public:
  using Error::Error;
};

/// The task was cancelled.
class CancelledError : public Error {
 public:
  using Error::Error;
};

/// The reference is released, or belongs to another process.
class ObjectRefNotFoundError : public Error {
 public:
  using Error::Error;
};

/// A task, a method or a Python function failed.
class TaskError : public Error {
 public:
  struct Details {
    std::string message;
    std::string
        type;  ///< Name of the exception's class there, e.g. "ZeroDivisionError"; "" if unknown.
    std::string traceback;  ///< There; "" if unknown.
  };

  explicit TaskError(Details details) : Error(Describe(details)), details_(std::move(details)) {}
  const std::string& message() const { return details_.message; }
  const std::string& type() const { return details_.type; }
  const std::string& traceback() const { return details_.traceback; }

 private:
  static std::string Describe(const Details& details) {
    return details.type.empty() ? details.message : details.type + ": " + details.message;
  }

  Details details_;
};

/// The actor is dead: killed, crashed, or its node is gone.
class ActorDiedError : public TaskError {
 public:
  using TaskError::TaskError;
};

namespace wire {

/// Throws `error` as the public class of its fault. The text: `<prefix>'<root><path>': <reason>`,
/// quotes only with a path.
[[noreturn]] void Rethrow(const CodecError& error, const std::string& prefix);

}  // namespace wire
}  // namespace goray
