// SPDX-License-Identifier: Apache-2.0
#include <goray/api/outgoing_call.h>

#include "api/held.h"
#include "api/host.h"
#include "wire/units.h"

namespace goray::api {

void OutgoingCall::AddRef(const AnyRef& ref) {
  if (IsLocal()) {
    arguments_.WritePassenger(ref.held());
  } else {
    refs_.emplace_back(count_, ref);
  }
  ++count_;
}

Value OutgoingCall::RunForValue() const {
  Any::Map refs;
  for (const auto& [position, ref] : refs_) {
    // auto_release: never, as the copies of an ObjectRef count themselves.
    const Any::Map entry{{"id", ref.id()}, {"auto_release", false}};
    refs.emplace_back(std::to_string(position), Any(entry));
  }
  Options options = options_;
  options.Set("go_ray_arg_pos_to_object", Any(std::move(refs)));
  const std::string json = options.ToJson();
  wire::Buffer message;
  if (arguments_.passengers().empty()) {
    wire::AppendUnit(message, arguments_.bytes());
  } else {
    RequireHostWithPassengers(what_);
    wire::AppendUnit(message, wire::Lend(arguments_.passengers(), arguments_.bytes()).bytes());
  }
  wire::AppendUnit(message, std::as_bytes(std::span(json)));
  return CallHost(command_, message.bytes(), what_);
}

std::uint64_t OutgoingCall::RunForId() const { return IdOf(RunForValue(), what_); }

}  // namespace goray::api
