// SPDX-License-Identifier: Apache-2.0
#include <goray/error.h>
#include <goray/wire/passenger.h>
#include <goray/wire/reader.h>
#include <goray/wire/writer.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <string>

#include "wire/units.h"

namespace goray::wire {
namespace {

constexpr std::array<std::byte, 4> kMagic{std::byte{'G'}, std::byte{'R'}, std::byte{'P'},
                                          std::byte{'T'}};
constexpr std::size_t kEntrySize = 9;

std::atomic<const PassengerDesk*> registered = nullptr;

const PassengerDesk& Desk() {
  const PassengerDesk* desk = registered.load();
  if (desk == nullptr) throw Error("references inside values need a host: there is no Python here");
  return *desk;
}

bool IsTable(std::span<const std::byte> bytes) {
  if (bytes.size() < 3) return false;
  const auto head = static_cast<std::uint8_t>(bytes[0]);
  if (head < 0xC7 || head > 0xC9) return false;
  const std::size_t type_at = 1 + (std::size_t{1} << (head - 0xC7U));
  return bytes.size() > type_at + kMagic.size() &&
         bytes[type_at] == std::byte{static_cast<std::uint8_t>(kPassengerExt)} &&
         std::ranges::equal(bytes.subspan(type_at + 1, kMagic.size()), kMagic);
}

Passengers TakeTable(std::span<const std::byte> table) {
  Passengers passengers;
  while (!table.empty()) {
    const auto kind = static_cast<PassengerKind>(table.front());
    if (table.size() < kEntrySize || kind > PassengerKind::kActor) {
      throw CodecError(Fault::kValue, "the message's table of references is malformed");
    }
    table = table.subspan(1);
    passengers.push_back(Desk().take(kind, static_cast<std::uint64_t>(TakeInt64(table))));
  }
  return passengers;
}

std::vector<std::uint64_t> IdsOf(const Passengers& passengers) {
  std::vector<std::uint64_t> ids;
  for (const PassengerPtr& passenger : passengers) ids.push_back(passenger->id());
  return ids;
}

}  // namespace

const char* NameOf(PassengerKind kind) {
  return kind == PassengerKind::kRef ? "an ObjectRef" : "an actor handle";
}

void SetPassengerDesk(const PassengerDesk* desk) { registered.store(desk); }

Message TakeMessage(std::span<const std::byte> bytes) {
  if (!IsTable(bytes)) return {bytes, {}};
  Reader reader(bytes);
  const std::span<const std::byte> table = reader.ReadExt().data.subspan(kMagic.size());
  return {bytes.last(reader.Remaining()), TakeTable(table)};
}

Buffer TableOf(const Passengers& passengers, std::span<const std::uint64_t> ids) {
  Buffer table;
  for (std::size_t i = 0; i < passengers.size(); ++i) {
    const auto kind = static_cast<std::uint8_t>(passengers[i]->kind());
    table.Append(&kind, 1);
    AppendInt64(table, static_cast<std::int64_t>(ids[i]));
  }
  return table;
}

Buffer WithTable(const Passengers& passengers, std::span<const std::uint64_t> ids,
                 std::span<const std::byte> values) {
  Buffer table;
  table.Append(kMagic.data(), kMagic.size());
  const Buffer entries = TableOf(passengers, ids);
  table.Append(entries.bytes().data(), entries.size());
  Writer writer;
  writer.WriteExt(kPassengerExt, table.bytes());
  writer.WriteRaw(values);
  return writer.TakeBuffer();
}

Buffer GiveAway(const Passengers& passengers, std::span<const std::byte> values) {
  return WithTable(passengers, Desk().give(passengers), values);
}

Buffer Lend(const Passengers& passengers, std::span<const std::byte> values) {
  return WithTable(passengers, IdsOf(passengers), values);
}

}  // namespace goray::wire
