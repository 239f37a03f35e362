// SPDX-License-Identifier: Apache-2.0
#include <goray/error.h>

namespace goray::wire {

void CodecError::AddField(std::string_view name) { Prepend(name); }

void CodecError::AddIndex(std::size_t index) { AddKey(std::to_string(index)); }

void CodecError::AddKey(std::string_view key) {
  std::string step = "[";
  step.append(key).append("]");
  Prepend(step);
}

void CodecError::Prepend(std::string_view step) {
  std::string path(step);
  if (!path_.empty() && path_.front() != '[') path += '.';
  path_ = path.append(path_);
}

void Rethrow(const CodecError& error, const std::string& prefix) {
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
