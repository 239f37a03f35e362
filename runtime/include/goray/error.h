// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/error.h>

#include <atomic>
#include <cstdint>
#include <memory>
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

/// The call itself shall end: `CheckInterrupt`, a wait for Ray or a call of Python met Ctrl-C, a cancelled
/// task or another interruption. Let it pass. Whatever C++ makes of it, Python's call ends with KeyboardInterrupt, or with
/// what the interruption raised there, which makes a cancelled task of one that Ray cancelled.
class InterruptedError : public Error {
 public:
  using Error::Error;
};

/// The reference is released, or belongs to another process.
class ObjectRefNotFoundError : public Error {
 public:
  using Error::Error;
};

namespace detail {

/// Python's own exception, which a callable raised that C++ was given. Python gives it up with the last copy of the error, or
/// takes it back when it is told of the error.
class RaisedInPython {
 public:
  explicit RaisedInPython(std::uint64_t id) : id_(id) {}
  RaisedInPython(const RaisedInPython&) = delete;
  RaisedInPython& operator=(const RaisedInPython&) = delete;
  ~RaisedInPython();
  /// The id, which is Python's from now on.
  std::uint64_t GiveBack() const {
    is_given_back_ = true;
    return id_;
  }

 private:
  std::uint64_t id_;
  mutable std::atomic<bool> is_given_back_ = false;
};

}  // namespace detail

/// A task, a method or a Python function failed: what is known of it where it failed.
///
/// Example:
///   catch (const goray::TaskError& error) {
///     for (const goray::TaskError* level = &error; level != nullptr; level = level->cause())
///       std::cerr << level->task() << ": " << level->type() << ": " << level->message() << "\n";
///   }
class TaskError : public Error {
 public:
  struct Details {
    std::string message;
    std::string type;  ///< The exception's class there: "ZeroDivisionError", "std::out_of_range".
    std::string traceback;
    std::string task;                                  ///< What failed: "Divide", "Counter.Incr".
    std::string language;                              ///< "python", "cpp" or "go".
    std::string py_type;                               ///< Python's exception for `type`.
    std::shared_ptr<const TaskError> cause = nullptr;  ///< What led to it, or null.
    std::shared_ptr<const detail::RaisedInPython> raised = nullptr;  ///< For goray itself.
  };

  /// `call`: what the caller did, put in front of `what()`: "Get()".
  explicit TaskError(Details details, const std::string& call = "")
      : Error(Describe(details, call)), details_(std::move(details)) {}

  // Each is "" where it is not known.
  const std::string& message() const { return details_.message; }
  const std::string& type() const { return details_.type; }
  const std::string& traceback() const { return details_.traceback; }
  const std::string& task() const { return details_.task; }
  const std::string& language() const { return details_.language; }
  const std::string& py_type() const { return details_.py_type; }
  /// The failure that led to this one, in whatever language, or null. Lives as long as this error.
  const TaskError* cause() const { return details_.cause.get(); }
  /// For goray itself: null if no callable that Python gave raised it.
  const detail::RaisedInPython* raised() const { return details_.raised.get(); }

 private:
  static std::string Describe(const Details& details, const std::string& call) {
    return (call.empty() ? "" : call + ": ") + (details.type.empty() ? "" : details.type + ": ") +
           details.message;
  }

  Details details_;
};

/// The actor is dead: killed, crashed, or its node is gone.
class ActorDiedError : public TaskError {
 public:
  using TaskError::TaskError;
};

/// The worker that ran the task crashed, and Ray does not try it again.
class WorkerCrashedError : public TaskError {
 public:
  using TaskError::TaskError;
};

/// The object was in the memory of a node or an owner that is gone.
class ObjectLostError : public TaskError {
 public:
  using TaskError::TaskError;
};

namespace wire {

/// Throws `error` as the public class of its fault. The text: `<prefix>'<root><path>': <reason>`,
/// quotes only with a path.
[[noreturn]] void Rethrow(const CodecError& error, const std::string& prefix);

}  // namespace wire
}  // namespace goray
