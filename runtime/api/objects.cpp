// SPDX-License-Identifier: Apache-2.0
#include <goray/objects.h>
#include <goray/wire/limits.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "ffi/host.h"
#include "ffi/references.h"
#include "wire/table.h"
#include "wire/text.h"
#include "wire/units.h"

namespace goray {
namespace {

// None for an infinite time; a longer one than the limit is that long.
Timeout Checked(Timeout timeout, const char* call) {
  if (!timeout) return timeout;
  const double seconds = timeout->count();
  if (std::isnan(seconds)) throw ValueError(std::string(call) + ": the timeout is not a number");
  if (seconds == std::numeric_limits<double>::infinity()) return std::nullopt;
  return std::chrono::duration<double>(std::clamp<double>(seconds, 0, limits::kTimeoutSeconds));
}

// ray.get() takes a negative time for none.
double SecondsOrMinusOne(Timeout timeout, const char* call) {
  const Timeout checked = Checked(timeout, call);
  return checked ? checked->count() : -1.0;
}

}  // namespace

Value AnyRef::GetValue(Timeout timeout) const {
  const nlohmann::json json = {id(), SecondsOrMinusOne(timeout, "Get()"), /*auto_release=*/false};
  return ffi::CallHost(abi::HostCommand::kGetObject, json.dump(), "Get()");
}

namespace detail {

using ffi::CallHost;
using ffi::IdOf;

std::uint64_t PutPacked(const wire::Writer& value) {
  if (value.references().empty())
    return IdOf(CallHost(abi::HostCommand::kPutObject, value.bytes(), "Put()"), "Put()");
  wire::RequireHostFor(value.references(), "Put()");
  ffi::RequireHostWithReferences("Put()");
  const wire::Buffer message = wire::LentMessage(value.references(), value.bytes());
  return IdOf(CallHost(abi::HostCommand::kPutWithReferences, message.bytes(), "Put()"), "Put()");
}

// Whether each index below `count` is in one of the two, once.
static bool IsSplitOf(std::size_t count, std::vector<std::size_t> some,
                      const std::vector<std::size_t>& others) {
  some.insert(some.end(), others.begin(), others.end());
  std::ranges::sort(some);
  for (std::size_t i = 0; i < some.size(); ++i) {
    if (some[i] != i) return false;
  }
  return some.size() == count;
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
  if (const Timeout checked = Checked(timeout, "Wait()")) json["timeout"] = checked->count();
  const Value answer = CallHost(abi::HostCommand::kWaitObject, json.dump(), "Wait()");
  try {
    const auto* text = reinterpret_cast<const char*>(answer.bytes().data());
    auto parts = nlohmann::json::parse(text, text + answer.bytes().size())
                     .get<std::pair<std::vector<std::size_t>, std::vector<std::size_t>>>();
    if (IsSplitOf(ids.size(), parts.first, parts.second)) return parts;
    throw Error("Wait(): Python's answer is malformed: it has not each ObjectRef once");
  } catch (const nlohmann::json::exception& error) {
    throw Error(
        wire::BoundedMessage(std::string("Wait(): Python's answer is malformed: ") + error.what()));
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
