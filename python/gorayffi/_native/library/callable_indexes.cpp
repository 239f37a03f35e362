// SPDX-License-Identifier: Apache-2.0
#include "library/callable_indexes.h"

#include <nlohmann/json.hpp>

#include "base/errors.h"
#include "library/library.h"
#include "library/response.h"

namespace gorayffi {
namespace {

using Json = nlohmann::json;

/// What the library answers to a command that lists something; null if it refuses.
Json Ask(const Library& library, protocol::LibraryCommand command, std::string_view input) {
  const Response response(library, Request(static_cast<long long>(command), 0),
                          std::as_bytes(std::span(input)), "");
  if (response.code() != 0) return nullptr;
  const auto* text = reinterpret_cast<const char*>(response.bytes().data());
  return Json::parse(text, text + response.bytes().size(), nullptr, /*allow_exceptions=*/false);
}

std::map<std::string, std::uint64_t, std::less<>> Numbered(const Json& names) {
  std::map<std::string, std::uint64_t, std::less<>> numbered;
  std::uint64_t index = 0;
  for (const Json& name : names) {
    if (name.is_string()) numbered.emplace(name.get<std::string>(), index);
    ++index;
  }
  return numbered;
}

}  // namespace

void CallableIndexes::ReadCallables(const Library& library) {
  if (read_) return;
  const Json lists = Ask(library, protocol::LibraryCommand::kGetTaskActorList, "");
  if (lists.is_array() && lists.size() == 2) {
    tasks_ = Numbered(lists[0]);
    actors_ = Numbered(lists[1]);
  }
  read_ = true;
}

const CallableIndexes::List& CallableIndexes::Methods(const Library& library,
                                                      std::string_view actor) {
  auto found = methods_.find(actor);
  if (found == methods_.end()) {
    const Json list = Ask(library, protocol::LibraryCommand::kGetActorMethods, actor);
    found = methods_.emplace(std::string(actor), list.is_array() ? Numbered(list) : List()).first;
  }
  return found->second;
}

std::optional<std::uint64_t> CallableIndexes::Find(const Library& library, int command,
                                                   std::string_view name, std::string_view actor) {
  const auto& declaration = library.declaration();
  if (!declaration || !declaration->call_by_index) return std::nullopt;
  if (command == kBeginMethodCall) return std::nullopt;  // it is by name alone
  if (command == kActorMethodCall && actor.empty()) return std::nullopt;
  ReadCallables(library);
  const List& list = command == kRunTask    ? tasks_
                     : command == kNewActor ? actors_
                                            : Methods(library, actor);
  const auto found = list.find(name);
  if (found == list.end()) return std::nullopt;
  return found->second;
}

CallableEntry CallableIndexes::EntryAt(const Library& library, int command, std::uint64_t index,
                                       std::string_view actor) {
  const auto& declaration = library.declaration();
  if (!declaration || declaration->call_table == nullptr) return {};
  const GorayCallTable* const table = declaration->call_table;
  const GorayCallables* callables = &table->tasks;
  if (command == kNewActor) callables = &table->factories;
  if (command == kActorMethodCall) {
    const auto found = actors_.find(actor);
    if (found == actors_.end() || found->second >= table->factories.count) return {};
    callables = &table->methods[found->second];
  }
  if (index >= callables->count) return {};
  const auto* const first = reinterpret_cast<const std::byte*>(callables->first);
  return {reinterpret_cast<const GorayCallable*>(first + index * callables->stride),
          callables->stride};
}

}  // namespace gorayffi
