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
  return {position, unit};
}

Request Parse(std::span<const std::byte> message) {
  wire::UnitReader units(message);
  const std::span<const std::byte> name = units.Next();
  Request request{{reinterpret_cast<const char*>(name.data()), name.size()}, units.Next(), {}};
  while (!units.AtEnd()) request.refs.push_back(ParseRef(units.Next()));
  return request;
}

}  // namespace

Request ParseRequest(std::span<const std::byte> message) {
  Request request;
  try {
    request = Parse(message);
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

}  // namespace goray::dispatch
