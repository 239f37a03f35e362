// SPDX-License-Identifier: Apache-2.0
#include <goray/detail/invocation.h>
#include <goray/error.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "wire/text.h"

namespace goray::dispatch {
namespace {

struct Candidate {
  const Overload* overload;
  std::uint64_t cost;
};

std::string GivenName(const wire::Reader& reader) {
  if (reader.AtEnd()) return "None";
  wire::Reader probe = reader;
  if (wire::TryArray(probe)) return "array";
  return reader.IsReference() ? "reference" : std::string(wire::PythonName(reader.Peek()));
}

}  // namespace

template <typename Body>
void Invocation::ForEachArgument(Body body) const {
  std::size_t index = 0;
  if (encoded_ == nullptr) {
    for (const GoraySlot* slot = next_; slot != end_; ++slot)
      body(index++, wire::Reader(BytesOf(*slot)));
    return;
  }
  wire::Reader plain = encoded_->plain;
  auto refs = encoded_->refs;
  while (true) {
    if (!refs.empty() && refs.front().position == static_cast<std::int64_t>(index)) {
      const wire::Message& message = refs.front().message;
      body(index++, wire::Reader(message.values, &message.references));
      refs = refs.subspan(1);
    } else if (!plain.AtEnd()) {
      wire::Reader next = plain;
      plain.Skip();
      body(index++, std::move(next));
    } else {
      return;
    }
  }
}

void Invocation::Choose(std::span<const Overload> overloads) {
  std::vector<Candidate> candidates;
  std::size_t looked_at = 0;
  try {
    const auto count = static_cast<std::size_t>(CountArguments());
    for (const Overload& overload : overloads) {
      const bool is_enough = count >= overload.required;
      if (is_enough && (overload.variadic || count <= overload.parameters.size()))
        candidates.push_back({&overload, 0});
    }
    if (candidates.size() > 1) {
      ForEachArgument([&](std::size_t index, wire::Reader reader) {
        looked_at = index;
        std::erase_if(candidates, [&](Candidate& candidate) {
          const auto parameters = candidate.overload->parameters;
          if (index >= parameters.size() || reader.AtEnd()) return false;
          const auto cost = wire::CostOf(reader, parameters[index]());
          candidate.cost += cost.value_or(0);
          return !cost.has_value();
        });
      });
    }
  } catch (const wire::CodecError& error) {
    FailArgument(std::to_string(looked_at + 1), error);
  }
  if (candidates.empty()) FailOverloads(overloads);
  std::ranges::min_element(candidates, {}, &Candidate::cost)->overload->invoke(*this);
}

void Invocation::FailOverloads(std::span<const Overload> overloads) const {
  std::string given;
  ForEachArgument([&](std::size_t index, const wire::Reader& reader) {
    if (index < limits::kListedNames) given += (index == 0 ? "" : ", ") + GivenName(reader);
    if (index == limits::kListedNames) given += ", ...";
  });
  std::string signatures;
  for (const Overload& overload : overloads) {
    signatures += (signatures.empty() ? "" : "; ") + std::string(overload.signature);
  }
  throw TypeError(wire::BoundedMessage(std::string(callable_.name) +
                                       "() has no overload that takes (" + given + "); there are " +
                                       signatures));
}

}  // namespace goray::dispatch
