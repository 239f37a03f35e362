// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/abi/goray_interface.h>

#include <map>
#include <optional>
#include <stdexcept>
#include <string>

namespace gorayffi {

/// What a library says of itself by `GorayInterface`; see docs/reference/protocol.md.
struct Declaration {
  std::string json;
  bool json_failures = false;
  bool call_by_index = false;
  bool references = false;
  bool arrays = false;
  bool arrow = false;
  bool shared_arrays = false;
  /// It declares `passengers`, the feature that goray-cpp had before `references`.
  bool older_references = false;
  /// Of the product that made it.
  std::string version;
  /// Hashes by "task <name>", "actor <name>" and "method <actor>.<name>".
  std::map<std::string, std::string, std::less<>> hashes;
  /// The library's, for ever; null: it has none.
  const GorayCallTable* call_table = nullptr;
};

/// The text says what is wrong with the object behind the symbol, and the remedy.
class DeclarationError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads the declaration of a library that dlopen() opened, and tells it ours; nothing if it has
/// none. Needs no GIL. Throws DeclarationError.
std::optional<Declaration> Declare(void* handle);

}  // namespace gorayffi
