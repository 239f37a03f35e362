// SPDX-License-Identifier: Apache-2.0
#include <goray/cluster/map.h>
#include <goray/python.h>

#include <string>
#include <tuple>

#include "api/ask_python.h"
#include "api/own_library.h"

namespace goray::detail {
namespace {

constexpr char kModule[] = "goray._handlers.maps:";

template <typename... Ts>
Value Ask(const char* function, const Ts&... args) {
  return LocalCallPyTask(kModule + std::string(function), args...);
}

/// The key of a new one.
std::uint64_t Open(const Target& target, const Any& options, const MapOptions& map,
                   bool takes_numbers) {
  const std::tuple how(map.chunk_size, map.max_in_flight, map.num_threads, map.ordered,
                       takes_numbers);
  const std::string_view name(target.name);
  try {
    const Value key =
        target.actor ? Ask("open_method", api::OwnPath(), target.actor->id(), name, options, how)
                     : Ask("open_task", api::OwnPath(), name, options, how);
    return key.As<std::uint64_t>();
  } catch (const TaskError& error) {
    if (!error.task().empty()) throw;  // of this call
    api::ThrowUnanswered(error, "Map()");
  }
}

}  // namespace

MapRun::MapRun(const Target& target, const Options& options, const MapOptions& map,
               bool takes_numbers, std::unique_ptr<ItemSource> source)
    : key_(Open(target, Any(options.map()), map, takes_numbers)), source_(std::move(source)) {}

MapRun::~MapRun() {
  try {
    Ask("close", key_);
  } catch (...) {  // NOLINT(bugprone-empty-catch): Python ends, and what ran with it
  }
}

std::optional<MapRun::Part> MapRun::Next() {
  while (true) {
    OutgoingCall call(Callee::kLocalPyTask, std::string(kModule) + "step");
    call.Add(key_);
    if (wanted_ != 0) source_->Give(wanted_, call);
    wanted_ = 0;
    const auto [state, number, count] =
        call.SendForValue().As<std::tuple<std::string, std::size_t, std::int64_t>>();
    if (state == "end") return std::nullopt;
    if (state == "wants") {
      wanted_ = number;
    } else if (state == "error") {
      try {
        Ask("fail", key_);
      } catch (const TaskError& error) {
        throw ItemError(error, number, static_cast<std::size_t>(count));
      }
    } else {
      return Part{state, number, Ask("values", key_)};
    }
  }
}

}  // namespace goray::detail
