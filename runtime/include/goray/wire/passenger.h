// SPDX-License-Identifier: Apache-2.0
// References and actor handles inside values. The bytes of a message hold only an index; what they
// mean travels beside them, as Ray has to see a reference to keep its object alive.
//
//   message    = [table] value*
//   table      = ext 80: "GRPT", then for each passenger its kind (1 byte) and the host's id (8)
//   passenger  = ext 80: index into the table, 4 bytes little-endian
#pragma once

#include <goray/wire/buffer.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace goray::wire {

/// The ext type of tables and passengers. An app's own ext values keep it free.
inline constexpr std::int8_t kPassengerExt = 80;

enum class PassengerKind : std::uint8_t { kRef = 0, kActor = 1 };

/// "an ObjectRef", "an actor handle".
const char* NameOf(PassengerKind kind);

/// Something of the host's that this library holds by an id. The api stage derives from it: its
/// destructor tells the host that the id is no longer needed.
class Passenger {
 public:
  Passenger(PassengerKind kind, std::uint64_t id) : kind_(kind), id_(id) {}
  virtual ~Passenger() = default;
  Passenger(const Passenger&) = delete;
  Passenger& operator=(const Passenger&) = delete;
  PassengerKind kind() const { return kind_; }
  std::uint64_t id() const { return id_; }

 private:
  PassengerKind kind_;
  std::uint64_t id_;
};

using PassengerPtr = std::shared_ptr<const Passenger>;
using Passengers = std::vector<PassengerPtr>;

/// What only the api stage can do, as it knows the host.
struct PassengerDesk {
  /// Takes over an id that the host gave away.
  PassengerPtr (*take)(PassengerKind kind, std::uint64_t id);
  /// Asks the host for ids that it may keep: of the same things, one for each. Throws Error if the
  /// host knows nothing of passengers.
  std::vector<std::uint64_t> (*give)(const Passengers& passengers);
};
/// `desk` lives as long as the process.
void SetPassengerDesk(const PassengerDesk* desk);

/// A message that came from the host, and its passengers, which it now owns. `values` is a view.
struct Message {
  std::span<const std::byte> values;
  Passengers passengers;
};

/// Owns the passengers from now on, whether somebody reads them or not. Throws CodecError for a
/// table that is cut short.
Message TakeMessage(std::span<const std::byte> bytes);

/// `values` behind a table of the passengers under these ids.
Buffer WithTable(const Passengers& passengers, std::span<const std::uint64_t> ids,
                 std::span<const std::byte> values);
/// The same, under ids that the host may keep: for results and what is put.
Buffer GiveAway(const Passengers& passengers, std::span<const std::byte> values);
/// The same, under their own ids, which stay ours: for arguments, alive during the call.
Buffer Lend(const Passengers& passengers, std::span<const std::byte> values);
/// Kind and id of each.
Buffer TableOf(const Passengers& passengers, std::span<const std::uint64_t> ids);

}  // namespace goray::wire
