// SPDX-License-Identifier: Apache-2.0
// What this library holds of the host's: references and actor handles.
#include "api/held.h"

#include <goray/api/object_ref.h>
#include <goray/api/outgoing_call.h>

#include <string>

#include "abi/goray_interface.h"
#include "api/host.h"
#include "wire/units.h"

namespace goray::api {
namespace {

using wire::Passenger;
using wire::PassengerKind;
using wire::PassengerPtr;

void Release(const Passenger& held) {
  const bool is_ref = held.kind() == PassengerKind::kRef;
  if (!is_ref && !HostHas(abi::kPassengers)) return;  // a handle then lives as long as the process
  wire::Buffer id;
  wire::AppendInt64(id, static_cast<std::int64_t>(held.id()));
  CallHost(is_ref ? HostCommand::kReleaseObject : HostCommand::kReleaseActor, id.bytes(),
           "release");
}

class Held final : public Passenger {
 public:
  using Passenger::Passenger;
  ~Held() override {
    try {
      Release(*this);
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
      // Nobody could do anything about it: the host is gone, and what it held for us with it.
    }
  }
};

std::vector<std::uint64_t> Keep(const wire::Passengers& passengers) {
  RequireHostWithPassengers("the result");
  std::vector<std::uint64_t> ids;
  for (const PassengerPtr& passenger : passengers) ids.push_back(passenger->id());
  const wire::Buffer table = wire::TableOf(passengers, ids);
  const Value answer = CallHost(HostCommand::kKeep, table.bytes(), "keep");
  std::span<const std::byte> bytes = answer.bytes();
  if (bytes.size() != 8 * ids.size()) throw Error("keep: Python answered with too few ids");
  for (std::uint64_t& id : ids) id = static_cast<std::uint64_t>(wire::TakeInt64(bytes));
  return ids;
}

constexpr wire::PassengerDesk kDesk{.take = &Hold, .give = &Keep};

}  // namespace

void OpenPassengerDesk() { wire::SetPassengerDesk(&kDesk); }

void RequireHostWithPassengers(std::string_view what) {
  if (HostHas(abi::kPassengers)) return;
  throw Error(std::string(what) +
              ": holds an ObjectRef or an actor handle inside a value, which the Python that runs "
              "this library does not know (published goray); pass the ObjectRef as an argument of "
              "its own, or run the library with goray-cpp's Python package");
}

PassengerPtr Hold(PassengerKind kind, std::uint64_t id) {
  return std::make_shared<const Held>(kind, id);
}

const Passenger& NotEmpty(const PassengerPtr& held, PassengerKind kind) {
  if (held != nullptr) return *held;
  throw ValueError(std::string(wire::NameOf(kind)) +
                   " that was default-constructed refers to nothing");
}

void WriteHeld(wire::Writer& writer, const PassengerPtr& held, PassengerKind kind) {
  if (held == nullptr) {
    throw wire::CodecError(wire::Fault::kValue, std::string(wire::NameOf(kind)) +
                                                    " that was default-constructed refers to "
                                                    "nothing");
  }
  writer.WritePassenger(held);
}

}  // namespace goray::api

namespace goray {

Value::Value(std::shared_ptr<void> memory, std::span<const std::byte> bytes)
    : memory_(std::move(memory)) {
  try {
    wire::Message message = wire::TakeMessage(bytes);
    bytes_ = message.values;
    if (message.passengers.empty()) return;
    passengers_ = std::make_shared<const wire::Passengers>(std::move(message.passengers));
  } catch (const wire::CodecError& error) {
    wire::Rethrow(error, "answer of Python: ");
  }
}

}  // namespace goray
