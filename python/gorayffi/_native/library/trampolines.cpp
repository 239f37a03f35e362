// SPDX-License-Identifier: Apache-2.0
#include "library/trampolines.h"

#include <array>
#include <atomic>
#include <utility>

#include "library/callback.h"

namespace gorayffi {
namespace {

std::array<std::atomic<Library*>, kMaxLibraries> owners{};
std::size_t taken = 0;

template <std::size_t kSlot>
void* Trampoline(long long command, void* data, long long size, long long* out_size,
                 long long* code) {
  return AnswerCallback(*owners[kSlot].load(), command, data, size, out_size, code);
}

template <std::size_t... kSlots>
constexpr std::array<CallbackFunction, sizeof...(kSlots)> Table(std::index_sequence<kSlots...>) {
  return {&Trampoline<kSlots>...};
}

constexpr auto kTrampolines = Table(std::make_index_sequence<kMaxLibraries>());

}  // namespace

CallbackFunction TakeTrampoline(Library& library) {
  if (taken == kMaxLibraries) return nullptr;
  owners[taken].store(&library);
  return kTrampolines[taken++];
}

}  // namespace gorayffi
