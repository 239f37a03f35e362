// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "rpyc/c_api/last_error.h"
#include "rpyc/client/client.h"

struct rpyc_client {
  goray::rpyc_bridge::Client client;
};

namespace goray::rpyc_bridge {

/// What functions that give a value return if they fail.
inline constexpr rpyc_value_t* kNoValue = nullptr;

/// Throws kUsage for NULL, and for what no value can hold.
inline std::string_view Required(const char* text, const char* name) {
  if (text == nullptr) throw UsageFailure(std::string(name) + " is NULL");
  std::string_view result = text;
  if (result.size() > UINT32_MAX) throw UsageFailure(std::string(name) + " is longer than 4 GiB");
  return result;
}
template <typename T>
T& Required(T* pointer, const char* name) {
  if (pointer == nullptr) throw UsageFailure(std::string(name) + " is NULL");
  return *pointer;
}

inline Arguments ArgumentsOf(const rpyc_args_t* args) {
  if (args == nullptr) return {};
  if (args->count > 0 && args->values == nullptr) throw UsageFailure("args: values is NULL");
  if (args->named_count > 0 && (args->names == nullptr || args->named == nullptr)) {
    throw UsageFailure("args: names or named is NULL");
  }
  return {{args->values, args->count},
          {args->names, args->named_count},
          {args->named, args->named_count}};
}

inline Mode ModeOf(int mode) {
  if (mode != RPYC_BY_VALUE && mode != RPYC_BY_REFERENCE) {
    throw UsageFailure("mode " + std::to_string(mode) +
                       " is neither RPYC_BY_VALUE nor RPYC_BY_REFERENCE");
  }
  return static_cast<Mode>(mode);
}

/// malloc()ed, for rpyc_free_string().
char* CopyText(std::string_view text);

/// The default is that of the connection the object came by.
inline Deadline ObjectDeadline(const rpyc_object& object, int timeout_ms) {
  return Deadline::After(timeout_ms == 0 ? object.session->call_timeout_ms : timeout_ms);
}

}  // namespace goray::rpyc_bridge
