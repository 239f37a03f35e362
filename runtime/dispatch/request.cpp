// SPDX-License-Identifier: Apache-2.0
#include "dispatch/request.h"

#include <goray/error.h>

#include <algorithm>
#include <string>

#include "wire/units.h"

namespace goray::dispatch {
namespace {

ResolvedRef ParseRef(std::span<const std::byte> unit) {
  const std::int64_t position = wire::TakeInt64(unit);
  return {position, wire::TakeMessage(unit)};
}

// With the name in its first unit, or none and `name`.
Request Parse(std::span<const std::byte> message, const std::string_view* name) {
  wire::UnitReader units(message);
  Request request;
  if (name == nullptr) {
    const std::span<const std::byte> unit = units.Next();
    request.name = {reinterpret_cast<const char*>(unit.data()), unit.size()};
  } else {
    request.name = *name;
  }
  request.arguments = wire::TakeMessage(units.Next());
  while (!units.AtEnd()) request.refs.push_back(ParseRef(units.Next()));
  return request;
}

Request ParseChecked(std::span<const std::byte> message, const std::string_view* name) {
  Request request;
  try {
    request = Parse(message, name);
  } catch (const wire::CodecError& error) {
    wire::Rethrow(error, "malformed call: ");
  }
  std::ranges::sort(request.refs, {}, &ResolvedRef::position);
  const auto twice = std::ranges::adjacent_find(request.refs, {}, &ResolvedRef::position);
  if (twice != request.refs.end()) {
    throw TypeError(std::string(request.name) + "(): two ObjectRefs are to be argument " +
                    std::to_string(twice->position) + " (from 0)");
  }
  if (!request.refs.empty() && request.refs.front().position < 0) {
    throw TypeError(std::string(request.name) + "(): an ObjectRef is to be argument " +
                    std::to_string(request.refs.front().position) + "; positions count from 0");
  }
  return request;
}

}  // namespace

Request ParseRequest(std::span<const std::byte> message) { return ParseChecked(message, nullptr); }

Request ParseNamelessRequest(std::span<const std::byte> message, std::string_view name) {
  return ParseChecked(message, &name);
}

}  // namespace goray::dispatch
