// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "callback.h"

namespace gorayffi {
namespace {

template <std::size_t Slot>
void* Call(long long command, void* data, long long size, long long* out_size, long long* code) {
  return Callback(Slot, command, data, size, out_size, code);
}

template <std::size_t... Slots>
constexpr std::array<CallbackFunction, sizeof...(Slots)> Table(std::index_sequence<Slots...>) {
  return {&Call<Slots>...};
}

constexpr auto kTrampolines = Table(std::make_index_sequence<kMaxLibraries>());

}  // namespace

CallbackFunction Trampoline(std::size_t slot) { return kTrampolines.at(slot); }

}  // namespace gorayffi
