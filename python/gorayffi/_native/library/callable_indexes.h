// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/abi/goray_interface.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace gorayffi {

class Library;

/// A callable in a library's call table; null: it has none.
struct CallableEntry {
  const GorayCallable* callable = nullptr;
  std::uint64_t size = 0;  ///< Of it in bytes, as the library knows it.
};

/// Where a library's callables stand in the lists that it gave this process: the indexes of the
/// commands 64 to 66. They mean nothing to another process or another build. Guarded by the GIL.
class CallableIndexes {
 public:
  /// Nothing if the library has no such callable or no `call_by_index`. Asks the library at the
  /// first use. `actor`: the factory whose methods `name` is among, for `kActorMethodCall`.
  std::optional<std::uint64_t> Find(const Library& library, int command, std::string_view name,
                                    std::string_view actor);
  /// Of an index that `Find` gave: its entry in the library's call table.
  CallableEntry EntryAt(const Library& library, int command, std::uint64_t index,
                        std::string_view actor);

 private:
  using List = std::map<std::string, std::uint64_t, std::less<>>;

  void ReadCallables(const Library& library);
  const List& Methods(const Library& library, std::string_view actor);

  bool read_ = false;
  List tasks_;
  List actors_;
  std::map<std::string, List, std::less<>> methods_;
};

}  // namespace gorayffi
