// SPDX-License-Identifier: Apache-2.0
#include <goray/error.h>

namespace goray::wire {

void CodecError::AddField(std::string_view name) {
  const bool plain = path_.empty() || path_.front() == '[';
  path_.insert(0, plain ? "" : ".");
  path_.insert(0, name);
}

void CodecError::AddIndex(std::size_t index) { AddKey(std::to_string(index)); }

void CodecError::AddKey(std::string_view key) {
  const bool plain = path_.empty() || path_.front() == '[';
  path_.insert(0, plain ? "]" : "].");
  path_.insert(0, key);
  path_.insert(0, "[");
}

void Rethrow(CodecError error, const std::string& prefix) {
  const std::string path = error.path().empty() ? "" : "'" + error.path() + "': ";
  const std::string text = prefix + path + error.reason();
  switch (error.fault()) {
    case Fault::kType:
      throw TypeError(text);
    case Fault::kOverflow:
      throw OverflowError(text);
    case Fault::kValue:
      break;
  }
  throw ValueError(text);
}

}  // namespace goray::wire
