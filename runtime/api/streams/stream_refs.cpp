// SPDX-License-Identifier: Apache-2.0
#include <goray/cluster/stream_refs.h>
#include <goray/python.h>

#include "api/ask_python.h"
#include "api/own_library.h"

namespace goray::detail {
namespace {

constexpr char kOpenTask[] = "goray._handlers.streams:open_task";
constexpr char kOpenPyTask[] = "goray._handlers.streams:open_python_task";
constexpr char kOpenMethod[] = "goray._handlers.streams:open_method";
constexpr char kNext[] = "goray._handlers.streams:next_ref";
constexpr char kClose[] = "goray._handlers.streams:close";

const char* Opener(const Target& target) {
  if (target.actor) return kOpenMethod;
  return target.callee == Callee::kPyTask ? kOpenPyTask : kOpenTask;
}

}  // namespace

StreamRun::Opening::Opening(const Target& target, const Options& options)
    : OutgoingCall(Callee::kLocalPyTask, Opener(target)) {
  Add(api::OwnPath());
  if (target.actor) Add(target.actor->id());
  Add(std::string_view(target.name));
  Add(Any(options.map()));
}

std::unique_ptr<StreamRun> StreamRun::Opening::Open() const {
  try {
    return std::make_unique<StreamRun>(SendForValue().As<std::uint64_t>());
  } catch (const TaskError& error) {
    if (!error.task().empty()) throw;  // of this call
    api::ThrowUnanswered(error, "Remote()");
  }
}

StreamRun::~StreamRun() {
  try {
    LocalCallPyTask(kClose, key_);
  } catch (...) {  // NOLINT(bugprone-empty-catch): Python ends, and what ran with it
  }
}

Value StreamRun::Next() { return LocalCallPyTask(kNext, key_); }

}  // namespace goray::detail
