// SPDX-License-Identifier: Apache-2.0
#include "bound.h"

#include "buffer.h"
#include "call.h"

namespace gorayffi {
namespace {

nb::object CallPlain(const Bound& bound, unsigned long long index, const Arguments& arguments) {
  const std::string& name = bound.signature.name;
  const bool by_position = bound.position && index < 1ULL << 32;
  ScratchBuffer request;
  Units units = by_position ? Units(*request) : Units(*request, name);
  ReferenceTable references(*bound.library);
  PackArguments(*request, bound.signature, arguments, references);
  units.Close();
  long long command = bound.command;
  if (by_position) {
    command += kRunTaskAt - kRunTask;  // in the same order
    index = *bound.position | index << kMethodBits;
  }
  return CallLibrary(*bound.library, command, index, *request, references, name, bound.hold_gil);
}

}  // namespace

nb::object CallBound(const Bound& bound, unsigned long long index, const Arguments& arguments) {
  nb::object result = CallPlain(bound, index, arguments);
  return bound.convert && result ? bound.convert(result) : result;
}

}  // namespace gorayffi
