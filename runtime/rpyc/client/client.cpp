// SPDX-License-Identifier: Apache-2.0
#include "rpyc/client/client.h"

#include <array>

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
    session();
  } catch (...) {
    delete state_.load();
    throw;
  }
}

Client::~Client() {
  Close();
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

std::shared_ptr<Session> Client::session() {
  State& now = state();
  std::lock_guard lock(now.mutex);
  if (now.closed) throw UsageFailure("the connection was closed by this program; connect first");
  if (now.session && now.session->connection->alive()) return now.session;
  if (now.session) now.session->connection->Close("connection lost: the server closed it");
  now.session = OpenSession(address_, options_, generation_);
  generation_ = now.session->connection->generation();
  return now.session;
}

void Client::Close() {
  State& now = state();
  std::lock_guard lock(now.mutex);
  now.closed = true;
  if (now.session) now.session->connection->Close("the connection was closed by this program");
}

bool Client::alive() {
  State& now = state();
  std::lock_guard lock(now.mutex);
  return !now.closed && now.session && now.session->connection->alive();
}

std::string Client::CallJson(std::string_view module, std::string_view function,
                             std::string_view args_json, std::string_view kwargs_json,
                             int timeout_ms) {
  return Named(module, function, [&] {
    std::shared_ptr<Session> live = session();
    Deadline deadline = CallDeadline(timeout_ms);
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
    std::shared_ptr<Session> live = session();
    Deadline deadline = CallDeadline(timeout_ms);
    if (live->has_helper()) {
      std::array arguments = {MakeStr(module), MakeStr(attribute)};
      return CallHelper(*live, live->helper->get_json, arguments, deadline);
    }
    Pending pending = StartGet(live, {module}, attribute, Mode::kValue, deadline);
    return ToJson(*Finish(pending, deadline), live.get(), deadline);
  });
}

}  // namespace goray::rpyc_bridge
