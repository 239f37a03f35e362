// SPDX-License-Identifier: Apache-2.0
#include "rpyc/client/client.h"

#include <array>
#include <type_traits>
#include <utility>

#include "rpyc/base/failure.h"
#include "rpyc/conversion/json.h"

namespace goray::rpyc_bridge {
namespace {

/// Calls a function of the helper and gives the str it returns.
std::string CallHelper(Session& session, const ObjectId& function, std::span<const Value> arguments,
                       Deadline deadline) {
  IdPack id = function.pack();
  std::array request = {MakeReference(kTheirObject, &id), MakeTuple(arguments), MakeTuple({})};
  Result result = Ask(*session.connection, Handler::kCall, request, deadline);
  bool is_text =
      result.value.kind == RPYC_STR && Text(result.value).find('\0') == std::string_view::npos;
  if (!is_text) {
    session.connection->Close("the server's helper sent no JSON text");
    throw ProtocolFailure("the server's helper sent no JSON text");
  }
  return std::string(Text(result.value));
}

}  // namespace

Client::Client(Address address, Options options)
    : address_(std::move(address)), options_(std::move(options)), state_(new State) {
  try {
    session(Deadline::Never());
  } catch (...) {
    delete state_.load();
    throw;
  }
}

Client::~Client() {
  try {
    Close();
    // NOLINTNEXTLINE(bugprone-empty-catch): the end of its last reference ends the connection too.
  } catch (...) {  // out of memory
  }
  State* state = state_.load();
  if (state->inherited == nullptr)
    delete state;  // else its session's threads may be gone with a lock held
}

Client::State& Client::state() {
  State* state = state_.load(std::memory_order_acquire);
  if (state->forks == ForkCount()) return *state;
  auto* fresh = new State;
  fresh->closed = state->closed;
  fresh->inherited = state;
  if (state_.compare_exchange_strong(state, fresh)) return *fresh;
  delete fresh;
  return *state;
}

std::shared_ptr<Session> Client::session(Deadline deadline) {
  State& now = state();
  std::unique_lock lock(now.mutex);
  const std::uint64_t attempts = now.attempts;
  while (true) {
    if (now.closed) throw UsageFailure("the connection was closed by this program; connect first");
    if (now.session && now.session->connection->alive()) return now.session;
    if (now.session) {
      std::shared_ptr<Session> lost = std::move(now.session);
      now.session = nullptr;
      lock.unlock();
      lost->connection->Close("connection lost: the server closed it");  // runs callbacks
      lost = nullptr;
      lock.lock();
    } else if (!now.connecting) {
      if (now.attempts != attempts && now.failure)
        throw Failure(*now.failure);  // what we waited for
      return Connect(now, lock, deadline);
    } else if (deadline.never()) {
      now.changed.wait(lock);
    } else if (now.changed.wait_until(lock, deadline.at()) == std::cv_status::timeout) {
      throw Failure(FailureKind::kTimeout, "cannot connect to " + address_.ToString() +
                                               ": not within " +
                                               std::to_string(deadline.budget_ms()) + " ms");
    }
  }
}
/// One thread connects, without the lock; those that wait share its failure, unless only its own
/// time limit was too short.
std::shared_ptr<Session> Client::Connect(State& now, std::unique_lock<std::mutex>& lock,
                                         Deadline deadline) {
  static_assert(std::is_nothrow_move_assignable_v<std::optional<Failure>>);
  struct Attempt {
    Attempt(State& now, std::unique_lock<std::mutex>& lock) : now(now), lock(lock) {
      now.connecting = true;
      lock.unlock();
    }
    ~Attempt() {
      if (!lock) lock.lock();
      now.connecting = false;
      ++now.attempts;
      now.failure = std::move(failure);
      now.changed.notify_all();
    }
    State& now;
    std::unique_lock<std::mutex>& lock;
    std::optional<Failure> failure;
  };
  const Deadline limit = Deadline::After(options_.connect_timeout_ms);
  Attempt attempt(now, lock);
  std::shared_ptr<Session> made;
  try {
    made = OpenSession(address_, options_, generation_, limit.Sooner(deadline));
  } catch (const Failure& failure) {
    bool own_limit = deadline.at() < limit.at() && deadline.passed();
    if (!own_limit) attempt.failure = failure;
    throw;
  }
  lock.lock();
  if (now.closed) {
    lock.unlock();
    made->connection->Close("the connection was closed by this program");
    throw UsageFailure("the connection was closed by this program; connect first");
  }
  now.session = made;
  generation_ = made->connection->generation();
  return made;
}

void Client::Close() {
  State& now = state();
  std::shared_ptr<Session> last;
  {
    std::lock_guard lock(now.mutex);
    now.closed = true;
    last = std::exchange(now.session, nullptr);
  }
  now.changed.notify_all();
  if (last) last->connection->Close("the connection was closed by this program");
}

bool Client::alive() {
  State& now = state();
  std::shared_ptr<Session> last;
  {
    std::lock_guard lock(now.mutex);
    last = now.session;
  }
  return last && last->connection->alive();
}

std::string Client::CallJson(std::string_view module, std::string_view function,
                             std::string_view args_json, std::string_view kwargs_json,
                             int timeout_ms) {
  return Named(module, function, [&] {
    Deadline deadline = CallDeadline(timeout_ms);
    std::shared_ptr<Session> live = session(deadline);
    if (live->has_helper()) {
      std::array arguments = {MakeStr(module), MakeStr(function), MakeStr(args_json),
                              MakeStr(kwargs_json)};
      std::size_t count = kwargs_json == "{}" ? 3 : 4;  // the helper takes that for granted
      return CallHelper(*live, live->helper->call_json, {arguments.data(), count}, deadline);
    }
    JsonArguments arguments(args_json, kwargs_json);
    Pending pending = StartCall(live, {module}, function, arguments.view(), Mode::kValue, deadline);
    return ToJson(*Finish(pending, deadline), live.get(), deadline);
  });
}

std::string Client::GetJson(std::string_view module, std::string_view attribute, int timeout_ms) {
  return Named(module, attribute, [&] {
    Deadline deadline = CallDeadline(timeout_ms);
    std::shared_ptr<Session> live = session(deadline);
    if (live->has_helper()) {
      std::array arguments = {MakeStr(module), MakeStr(attribute)};
      return CallHelper(*live, live->helper->get_json, arguments, deadline);
    }
    Pending pending = StartGet(live, {module}, attribute, Mode::kValue, deadline);
    return ToJson(*Finish(pending, deadline), live.get(), deadline);
  });
}

}  // namespace goray::rpyc_bridge
