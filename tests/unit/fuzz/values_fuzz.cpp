// SPDX-License-Identifier: Apache-2.0
/// Messages as values of any type and of some types, their JSON, and units.
///
/// What is read as `Any` and written again must be read as the same.
#include <goray/codec/base.h>
#include <goray/error.h>

#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "../wire/codec_testing.h"
#include "api/json.h"
#include "wire/units.h"

namespace goray::testing {
namespace {

using Row = std::tuple<std::int8_t, std::uint64_t, double, std::optional<bool>, std::string>;
using Table = std::map<std::string, std::vector<Row>>;

template <typename T>
void ReadWriteRead(const Octets& message) {
  try {
    const Octets written = Pack(Unpack<T>(message));
    if (Pack(Unpack<T>(written)) != written) std::abort();
  } catch (const wire::CodecError&) {
  }
}

void MakeJson(const Octets& message) {
  try {
    static_cast<void>(detail::ToJson(Unpack<Any>(message)).dump());
  } catch (const wire::CodecError&) {
  } catch (const Error&) {
  }
}

void ReadUnits(const Octets& message) {
  try {
    for (wire::UnitReader units(message); !units.AtEnd();) static_cast<void>(units.Next());
  } catch (const wire::CodecError&) {
  }
}

}  // namespace
}  // namespace goray::testing

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace goray::testing;
  const auto bytes = std::as_bytes(std::span(data, size));
  const Octets message(bytes.begin(), bytes.end());
  ReadWriteRead<goray::Any>(message);
  ReadWriteRead<Table>(message);
  ReadWriteRead<goray::Bytes>(message);
  MakeJson(message);
  ReadUnits(message);
  return 0;
}
