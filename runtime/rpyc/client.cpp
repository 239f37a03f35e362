// SPDX-License-Identifier: Apache-2.0
#include "client.h"

#include <array>

#include "failure.h"

namespace goray::rpyc_bridge {
namespace {

/// Calls a function of the helper and gives the str it returns.
std::string CallHelper(Session& session, HelperFunction function, std::span<const Value> arguments,
                       Deadline deadline) {
  IdPack id = session.helper.at(static_cast<std::size_t>(function)).pack();
  std::array request = {MakeReference(kTheirObject, &id), MakeTuple(arguments), MakeTuple({})};
  Result result = Ask(*session.connection, Handler::kCall, request, deadline);
  bool is_text =
      result.value.kind == RPYC_STR && Text(result.value).find('\0') == std::string_view::npos;
  if (!is_text) throw ProtocolFailure("the server's helper gave no JSON text");
  return std::string(Text(result.value));
}

}  // namespace

Client::Client(Address address, Options options)
    : address_(std::move(address)), options_(std::move(options)) {
  session_ = OpenSession(address_, options_, Generation::kFrom6);
}

Client::~Client() { Close(); }

std::shared_ptr<Session> Client::session() {
  std::lock_guard lock(mutex_);
  if (closed_) throw UsageFailure("the client is closed; connect first");
  if (!session_->connection->alive()) {
    session_->connection->Close("connection lost: the server closed it");
    session_ = OpenSession(address_, options_, session_->connection->generation());
  }
  return session_;
}

void Client::Close() {
  std::lock_guard lock(mutex_);
  closed_ = true;
  session_->connection->Close("the connection was closed by this program");
}

bool Client::alive() const {
  std::lock_guard lock(mutex_);
  return !closed_ && session_->connection->alive();
}

std::string Client::CallJson(std::string_view module, std::string_view function,
                             std::string_view args_json, std::string_view kwargs_json,
                             int timeout_ms) {
  std::shared_ptr<Session> live = session();
  std::array arguments = {MakeStr(module), MakeStr(function), MakeStr(args_json),
                          MakeStr(kwargs_json)};
  return CallHelper(*live, HelperFunction::kCallJson, arguments, CallDeadline(timeout_ms));
}

std::string Client::GetAttrJson(std::string_view module, std::string_view attribute,
                                int timeout_ms) {
  std::shared_ptr<Session> live = session();
  std::array arguments = {MakeStr(module), MakeStr(attribute)};
  return CallHelper(*live, HelperFunction::kGetAttrJson, arguments, CallDeadline(timeout_ms));
}

}  // namespace goray::rpyc_bridge
