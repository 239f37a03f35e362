// SPDX-License-Identifier: Apache-2.0
#include "api/host.h"

#include <atomic>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "api/held.h"
#include "api/host_error.h"
#include "wire/units.h"

namespace goray::api {
namespace {

std::atomic<HostCallback> host = nullptr;

struct Features {
  std::mutex mutex;
  std::set<std::string, std::less<>> names;
};

Features& HostFeatures() {
  static auto* const features = new Features();  // callbacks may run while the process ends
  return *features;
}

}  // namespace

void SetHost(HostCallback callback) {
  host.store(callback);
  OpenPassengerDesk();
}

bool DeclareHost(std::string_view json) {
  const nlohmann::json declared = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!declared.is_object()) return false;
  std::set<std::string, std::less<>> names;
  const auto features = declared.find("features");
  if (features != declared.end() && features->is_array()) {
    for (const nlohmann::json& name : *features) {
      if (name.is_string()) names.insert(name.get<std::string>());
    }
  }
  const std::lock_guard lock(HostFeatures().mutex);
  HostFeatures().names = std::move(names);
  return true;
}

bool HostHas(std::string_view feature) {
  const std::lock_guard lock(HostFeatures().mutex);
  return HostFeatures().names.contains(feature);
}

Value CallHost(HostCommand command, std::span<const std::byte> data, std::string_view what) {
  const HostCallback callback = host.load();
  if (callback == nullptr) {
    throw Error(std::string(what) +
                ": there is no Python to call: load this library with goray or gorayffi");
  }
  // Not every host sets these when it fails.
  long long size = 0;
  auto code = static_cast<long long>(dispatch::Code::kFailed);
  // The protocol's type lacks const; the host only reads.
  void* input = const_cast<std::byte*>(data.data());
  const std::shared_ptr<void> memory(callback(static_cast<long long>(command), input,
                                              static_cast<long long>(data.size()), &size, &code),
                                     &std::free);
  if (size < 0 || (memory == nullptr && size > 0)) {
    throw Error(std::string(what) + ": Python answered with " + std::to_string(size) +
                " bytes at a null pointer");
  }
  const Value answer(memory,
                     {static_cast<const std::byte*>(memory.get()), static_cast<std::size_t>(size)});
  if (code != 0) ThrowHostError(code, answer.bytes(), what);
  return answer;
}

Value CallHost(HostCommand command, std::string_view json, std::string_view what) {
  return CallHost(command, std::as_bytes(std::span(json)), what);
}

std::uint64_t IdOf(const Value& answer, std::string_view what) {
  std::span<const std::byte> bytes = answer.bytes();
  if (bytes.size() != sizeof(std::uint64_t)) {
    throw Error(std::string(what) + ": Python answered with " + std::to_string(bytes.size()) +
                " bytes, not with an id");
  }
  return static_cast<std::uint64_t>(wire::TakeInt64(bytes));
}

}  // namespace goray::api
