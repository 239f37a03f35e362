// SPDX-License-Identifier: Apache-2.0
#include <goray/error.h>
#include <goray/wire/reference.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <iterator>
#include <string>

#include "abi/protocol.h"
#include "wire/references/own.h"
#include "wire/table.h"
#include "wire/units.h"

namespace goray::wire {
namespace {

static_assert(static_cast<std::uint8_t>(ReferenceKind::kObjectRef) == abi::kObjectRefKind);
static_assert(static_cast<std::uint8_t>(ReferenceKind::kActorHandle) == abi::kActorHandleKind);
static_assert(static_cast<std::uint8_t>(ReferenceKind::kOpaque) == abi::kOpaqueKind);
static_assert(static_cast<std::uint8_t>(ReferenceKind::kArray) == abi::kArrayKind);
static_assert(static_cast<std::uint8_t>(ReferenceKind::kCallable) == abi::kCallableKind);

std::atomic<const ReferenceHooks*> registered = nullptr;

const ReferenceHooks& Hooks() {
  const ReferenceHooks* hooks = registered.load();
  if (hooks == nullptr)
    throw Error("references inside values need a host: there is no Python here");
  return *hooks;
}

bool IsOpaque(const ReferencePtr& reference) { return reference->kind() == ReferenceKind::kOpaque; }

/// Whether the id is one of this library's.
bool IsOurs(const ReferencePtr& reference) { return IsOwn(reference->kind()); }

/// Ids that the host keeps: of its own things by itself, of the library's objects and arrays as an owner more.
std::vector<std::uint64_t> HostsIds(const References& references) {
  RequireHostFor(references, "the result");
  References hosts;
  std::ranges::copy_if(references, std::back_inserter(hosts), std::not_fn(&IsOurs));
  std::vector<std::uint64_t> ids(references.size());
  const std::vector<std::uint64_t> exported =
      hosts.empty() ? std::vector<std::uint64_t>() : Hooks().export_ids(hosts);
  auto next = exported.begin();
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (IsOurs(references[i])) {
      ids[i] = references[i]->id();
      FindOwn(ids[i], /*keeps=*/true);
    } else {
      ids[i] = *next++;
    }
  }
  return ids;
}

}  // namespace

const char* NameOf(ReferenceKind kind) {
  switch (kind) {
    case ReferenceKind::kObjectRef:
      return "an ObjectRef";
    case ReferenceKind::kActorHandle:
      return "an actor handle";
    case ReferenceKind::kOpaque:
      return "an object of C++";
    case ReferenceKind::kArray:
      return "an array";
    case ReferenceKind::kCallable:
      return "a callable";
  }
  return "";
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

bool HostSharesArrays() {
  const ReferenceHooks* hooks = registered.load();
  return hooks != nullptr && hooks->host_shares_arrays();
}

bool HostTakesArrow() {
  const ReferenceHooks* hooks = registered.load();
  return hooks != nullptr && hooks->host_takes_arrow();
}

bool HostTakesStreams() {
  const ReferenceHooks* hooks = registered.load();
  return hooks != nullptr && hooks->host_takes_streams();
}

void RequireHostFor(const References& references, std::string_view what) {
  if (std::ranges::none_of(references, &IsOpaque) || Hooks().host_takes_opaque()) return;
  throw Error(
      std::string(what) +
      ": holds an object of a C++ class that is not a value, which the Python that runs this "
      "library does not "
      "know; upgrade the Python package goray-cpp to this library's version");
}

References Adopt(std::span<const TableEntry> entries) {
  References references;
  references.reserve(entries.size());
  for (const TableEntry& entry : entries) {
    references.push_back(IsOwn(entry.kind) ? AdoptOwn(entry.kind, entry.id)
                                           : Hooks().adopt(entry.kind, entry.id));
  }
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
  const std::vector<std::uint64_t> ids = HostsIds(references);
  for (std::size_t i = 0; i < references.size(); ++i)
    AppendEntry(message, {references[i]->kind(), ids[i]});
  return message;
}

}  // namespace goray::wire
