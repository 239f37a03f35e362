// SPDX-License-Identifier: Apache-2.0
#include "call/function_state.h"

#include "call/call.h"
#include "conversion/scratch_writer.h"

namespace gorayffi {

PyObject* CallEncoded(const FunctionState& state, std::uint64_t actor_id, PyObject* const* values,
                      std::size_t positional, PyObject* keywords) noexcept {
  return TranslateExceptions([&]() -> nb::object {
    const std::string& name = state.signature.name;
    const bool by_index = state.callable_index && actor_id < 1ULL << protocol::kActorIdBits;
    ScratchWriter request;
    Units units = by_index ? Units(request.buffer()) : Units(request.buffer(), name);
    ReferenceTable references(*state.library);
    PackArguments(*request, state.signature, {values, positional, keywords}, references);
    units.Close();
    // The commands by index are in the same order.
    const long long command = by_index ? state.command + kRunTaskAt - kRunTask : state.command;
    const unsigned long long index =
        by_index ? *state.callable_index | actor_id << protocol::kMethodBits : actor_id;
    nb::object result = CallLibrary(*state.library, command, index, request.buffer(), references,
                                    name, state.hold_gil);
    return state.convert && result ? state.convert(result) : result;
  });
}

}  // namespace gorayffi
