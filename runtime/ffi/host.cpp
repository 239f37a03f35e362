// SPDX-License-Identifier: Apache-2.0
#include "ffi/host.h"

#include <goray/abi/goray_interface.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "ffi/host_error.h"
#include "ffi/references.h"
#include "wire/table.h"
#include "wire/units.h"

namespace goray::ffi {
namespace {

std::atomic<GorayCallback> host = nullptr;

std::atomic<bool> takes_references = false;
std::atomic<bool> takes_arrays = false;
std::atomic<bool> takes_arrow = false;
std::atomic<bool> takes_opaque = false;
std::atomic<bool> takes_streams = false;
std::atomic<bool> shares_arrays = false;
std::atomic<bool> is_older = false;
std::atomic<bool> knows_interrupts = false;
std::atomic<bool> splits_results = false;

bool Declares(const nlohmann::json& declared, const char* feature) {
  const auto features = declared.find("features");
  return features != declared.end() && features->is_array() &&
         std::ranges::find(*features, nlohmann::json(feature)) != features->end();
}

// What the memory that came from the host means.
Value ReadAnswer(std::shared_ptr<void> memory, std::span<const std::byte> bytes, long long& code,
                 std::string_view what) {
  if (static_cast<abi::Code>(code) != abi::Code::kSuccessWithReferences)
    return Value(std::move(memory), bytes);
  if (!HostTakesReferences()) {
    throw Error(std::string(what) +
                ": Python answered with references inside a value, but it did not declare them");
  }
  try {
    wire::Message message = wire::AdoptMessage(bytes);
    code = static_cast<long long>(abi::Code::kSuccess);
    return Value(std::move(memory), message.values, std::move(message.references));
  } catch (const wire::CodecError& error) {
    wire::Rethrow(error, std::string(what) + ": answer of Python: ");
  }
}

}  // namespace

void SetHost(GorayCallback callback) {
  host.store(callback);
  wire::SetReferenceHooks(&kReferenceHooks);
}

bool DeclareHost(std::string_view json) {
  const nlohmann::json declared = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!declared.is_object()) return false;
  takes_references = Declares(declared, abi::kReferences);
  takes_arrays = Declares(declared, abi::kArrays);
  takes_arrow = Declares(declared, abi::kArrow);
  takes_opaque = Declares(declared, abi::kOpaque);
  takes_streams = Declares(declared, abi::kStreams);
  shares_arrays = Declares(declared, abi::kSharedArrays) && takes_arrays && takes_references;
  is_older = Declares(declared, abi::kOlderReferences);
  knows_interrupts = Declares(declared, abi::kInterrupts);
  splits_results = Declares(declared, abi::kSplitResults);
  return true;
}

bool HostTakesReferences() { return takes_references; }
bool HostTakesArrays() { return takes_arrays; }
bool HostTakesArrow() { return takes_arrow; }
bool HostTakesOpaque() { return takes_opaque; }
bool HostTakesStreams() { return takes_streams; }
bool HostSharesArrays() { return shares_arrays; }
bool HostIsOlder() { return is_older; }
bool HostKnowsInterrupts() { return knows_interrupts; }
bool HostSplitsResults() { return splits_results; }

bool AskForInterrupt() {
  const GorayCallback callback = host.load();
  if (callback == nullptr) return false;
  long long size = 0;
  auto code = static_cast<long long>(abi::Code::kFailed);
  constexpr auto kCommand = static_cast<long long>(abi::HostCommand::kCheckInterrupt);
  std::free(callback(kCommand, nullptr, 0, &size, &code));
  return code != 0;
}

bool HasHost() { return host.load() != nullptr; }

void FailNoHost(std::string_view what) {
  throw Error(std::string(what) +
              ": there is no Python to call: load this library with goray or gorayffi");
}

Value CallHost(abi::HostCommand command, std::span<const std::byte> data, std::string_view what) {
  const GorayCallback callback = host.load();
  if (callback == nullptr) FailNoHost(what);
  // Not every host sets these when it fails.
  long long size = 0;
  auto code = static_cast<long long>(abi::Code::kFailed);
  // The protocol's type lacks const; the host only reads.
  void* input = const_cast<std::byte*>(data.data());
  const std::shared_ptr<void> memory(callback(static_cast<long long>(command), input,
                                              static_cast<long long>(data.size()), &size, &code),
                                     &std::free);
  if (size < 0 || (memory == nullptr && size > 0)) {
    throw Error(std::string(what) + ": Python answered with " + std::to_string(size) +
                " bytes at a null pointer");
  }
  const Value answer = ReadAnswer(
      memory, {static_cast<const std::byte*>(memory.get()), static_cast<std::size_t>(size)}, code,
      what);
  if (code != 0) ThrowHostError(code, answer.bytes(), what);
  return answer;
}

Value CallHost(abi::HostCommand command, std::string_view json, std::string_view what) {
  return CallHost(command, std::as_bytes(std::span(json)), what);
}

void CloseInstance(std::uint64_t id) {
  const std::string json =
      std::string("{\"") + abi::kPyLocalActorIdKey + "\":" + std::to_string(id) + "}";
  CallHost(abi::HostCommand::kCloseClassInstance, json, "release");
}

std::uint64_t IdOf(const Value& answer, std::string_view what) {
  std::span<const std::byte> bytes = answer.bytes();
  if (bytes.size() != sizeof(std::uint64_t)) {
    throw Error(std::string(what) + ": Python answered with " + std::to_string(bytes.size()) +
                " bytes, not with an id");
  }
  return static_cast<std::uint64_t>(wire::TakeInt64(bytes));
}

std::vector<std::uint64_t> IdsOf(const Value& answer, std::size_t count, std::string_view what) {
  std::span<const std::byte> bytes = answer.bytes();
  if (bytes.size() != count * sizeof(std::uint64_t)) {
    throw Error(std::string(what) + ": Python answered with " + std::to_string(bytes.size()) +
                " bytes, not with " + std::to_string(count) + " ids");
  }
  std::vector<std::uint64_t> ids;
  while (!bytes.empty()) ids.push_back(static_cast<std::uint64_t>(wire::TakeInt64(bytes)));
  return ids;
}

}  // namespace goray::ffi
