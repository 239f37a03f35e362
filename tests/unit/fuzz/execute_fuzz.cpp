// SPDX-License-Identifier: Apache-2.0
/// All that a host can send to a library: the request's number, then the message.
///
/// The actors that one input makes are closed before the next.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "../dispatch/sample_app.h"

namespace goray::testing {
namespace {

// `Counter::Wait` waits for another thread, which there is not here.
bool Waits(std::uint64_t request, std::span<const std::byte> message) {
  constexpr std::string_view kWait = "Wait";
  constexpr std::uint64_t kByIndex = 66;
  const std::string_view text(reinterpret_cast<const char*>(message.data()), message.size());
  return (request & 0x3FF) == kByIndex || text.find(kWait) != std::string_view::npos;
}

void Run(std::span<const std::byte> input) {
  dispatch::ActorStore store;
  while (input.size() >= 10) {
    std::uint64_t request = 0;
    std::uint16_t size = 0;
    std::memcpy(&request, input.data(), sizeof request);
    std::memcpy(&size, input.data() + sizeof request, sizeof size);
    input = input.subspan(10);
    const auto message = input.first(std::min<std::size_t>(size, input.size()));
    input = input.subspan(message.size());
    if (!Waits(request, message)) Execute(SampleApp(), store, request, message);
  }
}

}  // namespace
}  // namespace goray::testing

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  goray::testing::Run(std::as_bytes(std::span(data, size)));
  return 0;
}
