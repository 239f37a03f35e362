// SPDX-License-Identifier: Apache-2.0
#include <goray/objects.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "ffi/host.h"
#include "ffi/references.h"
#include "wire/table.h"
#include "wire/units.h"

namespace goray {
namespace {

// ray.get() takes a negative time for none.
double Seconds(Timeout timeout) { return timeout ? std::max(0.0, timeout->count()) : -1.0; }

}  // namespace

Value AnyRef::GetValue(Timeout timeout) const {
  const nlohmann::json json = {id(), Seconds(timeout), /*auto_release=*/false};
  return ffi::CallHost(abi::HostCommand::kGetObject, json.dump(), "Get()");
}

namespace detail {

using ffi::CallHost;
using ffi::IdOf;

std::uint64_t PutPacked(const wire::Writer& value) {
  if (value.references().empty())
    return IdOf(CallHost(abi::HostCommand::kPutObject, value.bytes(), "Put()"), "Put()");
  ffi::RequireHostWithReferences("Put()");
  const wire::Buffer message = wire::LentMessage(value.references(), value.bytes());
  return IdOf(CallHost(abi::HostCommand::kPutWithReferences, message.bytes(), "Put()"), "Put()");
}

std::pair<std::vector<std::size_t>, std::vector<std::size_t>> WaitFor(
    const std::vector<std::uint64_t>& ids, std::size_t num_returns, Timeout timeout) {
  std::vector<std::uint64_t> sorted = ids;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end())
    throw ValueError("Wait(): an ObjectRef occurs twice");
  if (num_returns < 1 || num_returns > ids.size()) {
    throw ValueError("Wait(): num_returns is " + std::to_string(num_returns) +
                     ", it must be from 1 to " + std::to_string(ids.size()) +
                     ", the number of ObjectRefs");
  }
  nlohmann::json json = {{"object_ref_local_ids", ids}, {"num_returns", num_returns}};
  if (timeout) json["timeout"] = Seconds(timeout);
  const Value answer = CallHost(abi::HostCommand::kWaitObject, json.dump(), "Wait()");
  try {
    const auto* text = reinterpret_cast<const char*>(answer.bytes().data());
    return nlohmann::json::parse(text, text + answer.bytes().size())
        .get<std::pair<std::vector<std::size_t>, std::vector<std::size_t>>>();
  } catch (const nlohmann::json::exception& error) {
    throw Error(std::string("Wait(): Python's answer is malformed: ") + error.what());
  }
}

}  // namespace detail

void Cancel(const AnyRef& ref, const CancelOptions& options) {
  const nlohmann::json json = {{"object_ref_local_id", ref.id()},
                               {"force", options.force},
                               {"recursive", options.recursive}};
  ffi::CallHost(abi::HostCommand::kCancelObject, json.dump(), "Cancel()");
}

}  // namespace goray
