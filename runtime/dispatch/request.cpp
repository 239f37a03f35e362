// SPDX-License-Identifier: Apache-2.0
#include "dispatch/request.h"

#include <goray/error.h>

#include <algorithm>
#include <string>
#include <utility>

#include "abi/protocol.h"
#include "wire/table.h"
#include "wire/units.h"

namespace goray::dispatch {
namespace {

struct AdoptedTables {
  std::vector<wire::References> parts;
  bool is_well_formed = true;
};

// What a unit of a request is for: the position at its front.
bool HoldsTables(std::span<const std::byte>& unit) {
  return wire::HostPeer() == wire::Peer::kDeclared && unit.size() >= sizeof(std::int64_t) &&
         wire::TakeInt64(unit) == abi::kTablesPosition;
}

// All that the message announces, whatever else is wrong with it.
AdoptedTables AdoptTables(std::span<const std::byte> message, HasName has_name) {
  AdoptedTables adopted;
  wire::UnitReader units(message);
  if (has_name == HasName::kYes) units.NextOrRest();
  units.NextOrRest();  // the arguments
  while (!units.AtEnd()) {
    std::span<const std::byte> unit = units.NextOrRest();
    if (!HoldsTables(unit)) continue;
    const wire::PartTables tables = wire::ReadPartTables(unit);
    for (const auto& entries : tables.parts) adopted.parts.push_back(wire::Adopt(entries));
    if (!tables.is_well_formed) adopted.is_well_formed = false;
  }
  return adopted;
}

Request ParseUnits(std::span<const std::byte> message, HasName has_name, AdoptedTables tables) {
  wire::UnitReader units(message);
  Request request;
  if (has_name == HasName::kYes) {
    const std::span<const std::byte> name = units.Next();
    request.name = {reinterpret_cast<const char*>(name.data()), name.size()};
  }
  request.arguments.values = units.Next();
  bool has_tables = false;
  while (!units.AtEnd()) {
    std::span<const std::byte> unit = units.Next();
    if (has_tables) {
      throw wire::CodecError(wire::Fault::kValue, "its tables of references must be its last unit");
    }
    const std::int64_t position = wire::TakeInt64(unit);
    has_tables = position == abi::kTablesPosition && wire::HostPeer() == wire::Peer::kDeclared;
    if (!has_tables) request.refs.push_back({position, {unit, {}}});
  }
  if (!has_tables) return request;
  if (!tables.is_well_formed || tables.parts.size() != 1 + request.refs.size()) {
    throw wire::CodecError(wire::Fault::kValue, "its tables of references are malformed");
  }
  request.arguments.references = std::move(tables.parts[0]);
  for (std::size_t i = 0; i < request.refs.size(); ++i)
    request.refs[i].message.references = std::move(tables.parts[i + 1]);
  return request;
}

}  // namespace

Request ParseRequest(std::span<const std::byte> message, HasName has_name) {
  AdoptedTables tables = AdoptTables(message, has_name);
  try {
    return ParseUnits(message, has_name, std::move(tables));
  } catch (const wire::CodecError& error) {
    wire::Rethrow(error, "malformed call: ");
  }
}

void SortRefs(Request& request, std::string_view callable) {
  std::ranges::sort(request.refs, {}, &ResolvedRef::position);
  const auto twice = std::ranges::adjacent_find(request.refs, {}, &ResolvedRef::position);
  if (twice != request.refs.end()) {
    throw TypeError(std::string(callable) + "(): two ObjectRefs stand for argument " +
                    std::to_string(twice->position) + " (from 0)");
  }
  if (!request.refs.empty() && request.refs.front().position < 0) {
    throw TypeError(std::string(callable) + "(): an ObjectRef stands for argument " +
                    std::to_string(request.refs.front().position) + "; positions count from 0");
  }
}

}  // namespace goray::dispatch
