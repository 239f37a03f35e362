// SPDX-License-Identifier: Apache-2.0
#include <goray/error.h>
#include <goray/wire/reference.h>

#include <atomic>

#include "abi/protocol.h"
#include "wire/table.h"
#include "wire/units.h"

namespace goray::wire {
namespace {

static_assert(static_cast<std::uint8_t>(ReferenceKind::kObjectRef) == abi::kObjectRefKind);
static_assert(static_cast<std::uint8_t>(ReferenceKind::kActorHandle) == abi::kActorHandleKind);

std::atomic<const ReferenceHooks*> registered = nullptr;

const ReferenceHooks& Hooks() {
  const ReferenceHooks* hooks = registered.load();
  if (hooks == nullptr)
    throw Error("references inside values need a host: there is no Python here");
  return *hooks;
}

}  // namespace

const char* NameOf(ReferenceKind kind) {
  return kind == ReferenceKind::kObjectRef ? "an ObjectRef" : "an actor handle";
}

void SetReferenceHooks(const ReferenceHooks* hooks) { registered.store(hooks); }

Peer HostPeer() {
  const ReferenceHooks* hooks = registered.load();
  return hooks != nullptr && hooks->host_takes_references() ? Peer::kDeclared : Peer::kUndeclared;
}

bool HostTakesArrays() {
  const ReferenceHooks* hooks = registered.load();
  return hooks != nullptr && hooks->host_takes_arrays();
}

References Adopt(std::span<const TableEntry> entries) {
  References references;
  references.reserve(entries.size());
  for (const TableEntry& entry : entries) references.push_back(Hooks().adopt(entry.kind, entry.id));
  return references;
}

Message AdoptMessage(std::span<const std::byte> bytes) {
  UnitReader units(bytes);
  units.NextOrRest();
  const Table table = ReadTable(units.NextOrRest());
  Message message{{}, Adopt(table.entries)};
  UnitReader checked(bytes);
  message.values = checked.Next();
  checked.Next();
  if (!checked.AtEnd()) {
    throw CodecError(Fault::kValue,
                     "a message with references has two units, but this one has more");
  }
  if (!table.is_well_formed)
    throw CodecError(Fault::kValue, "the message's table of references is malformed");
  return message;
}

Buffer ExportedMessage(const References& references, std::span<const std::byte> values) {
  // The memory is taken first, so that nothing fails once the host has made the ids.
  Buffer message;
  const std::size_t table_size = references.size() * abi::kTableEntrySize;
  message.Reserve(2 * kUnitHeaderSize + values.size() + table_size);
  AppendUnit(message, values);
  AppendInt64(message, static_cast<std::int64_t>(table_size));
  const std::vector<std::uint64_t> ids = Hooks().export_ids(references);
  for (std::size_t i = 0; i < references.size(); ++i)
    AppendEntry(message, {references[i]->kind(), ids.at(i)});
  return message;
}

}  // namespace goray::wire
