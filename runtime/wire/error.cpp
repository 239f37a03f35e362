// SPDX-License-Identifier: Apache-2.0
#include <goray/error.h>

#include <string>
#include <utility>

#include "wire/text.h"

namespace goray::wire {

void ValuePath::AddField(std::string_view name) { Add(Shown(name, limits::kStepSize)); }

void ValuePath::AddIndex(std::size_t index) { AddKey(std::to_string(index)); }

void ValuePath::AddKey(std::string_view key) { Add("[" + Shown(key, limits::kStepSize) + "]"); }

void ValuePath::Add(std::string step) {
  if (steps_.size() == 2 * limits::kPathSteps) {
    steps_.erase(steps_.begin() + limits::kPathSteps);
    is_cut_ = true;
  }
  steps_.push_back(std::move(step));
}

std::string ValuePath::Text() const {
  std::string text;
  for (std::size_t left = steps_.size(); left > 0; --left) {
    const std::string& step = steps_[left - 1];
    if (is_cut_ && left == limits::kPathSteps) text += " ... ";
    if (!text.empty() && !step.starts_with("[")) text += ".";
    text += step;
  }
  return text;
}

std::string ValuePath::Behind(std::string_view name) const {
  const std::string text = Text();
  return std::string(name) + (text.empty() || text.starts_with('[') ? "" : ".") + text;
}

void Rethrow(const CodecError& error, const std::string& prefix) {
  const std::string path = error.path().empty() ? "" : "'" + error.path() + "': ";
  const std::string text = BoundedMessage(prefix + path + error.reason());
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
