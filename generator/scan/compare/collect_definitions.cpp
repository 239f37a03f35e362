// SPDX-License-Identifier: Apache-2.0
// Tokens -> definitions, for both sides alike. This is no parser: it follows brackets, and knows
// where a member of a class ends.
#include <algorithm>
#include <array>

#include "generator/scan/compare/definition_reader.h"

namespace goray::scan {
namespace {

namespace annotations = model::annotations;

bool IsOfFunction(std::string_view name) {
  return std::ranges::any_of(annotations::kAll, [name](const annotations::Annotation& annotation) {
    return annotation.target == annotations::Target::kFunction && annotation.name == name;
  });
}

class Collector {
 public:
  Collector(const std::vector<SeenToken>& tokens, const std::set<std::string>& wanted)
      : reader_(tokens), wanted_(wanted) {}

  Collected Run() {
    while (!reader_.AtEnd()) Step();
    return std::move(collected_);
  }

 private:
  /// Goes on inside of what it has collected: a definition may hold others.
  void Step() {
    if (reader_.IsAttribute()) {
      VisitAttribute();
    } else if (reader_.IsTypeKey()) {
      VisitType();
    } else {
      reader_.Next();
    }
  }

  void VisitAttribute() {
    const std::size_t position = reader_.Position();
    SeenAnnotation annotation{.place = reader_.Place()};
    const std::string name = annotation.name = reader_.SkipAttribute();
    if (name.empty()) return;
    if (position < head_.end) {
      annotation.record = head_.name;
      annotation.record_place = head_.place;
    } else if (IsOfFunction(name)) {
      const std::size_t start = reader_.Position();
      Collected::Definition function = reader_.ReadFunction();
      function.seen.annotation = name;
      collected_.definitions.push_back(std::move(function));
      reader_.Seek(start);
    }
    collected_.annotations.push_back(std::move(annotation));
  }

  void VisitType() {
    const std::size_t start = reader_.Position();
    const std::optional<DefinitionReader::Head> head = reader_.ReadHead();
    if (head) {
      head_ = *head;
      if (!head->annotation.empty() || wanted_.contains(head->name)) {
        reader_.Seek(start);
        collected_.definitions.push_back(reader_.ReadType(*head));
      }
    }
    reader_.Seek(start + 1);
  }

  DefinitionReader reader_;
  const std::set<std::string>& wanted_;
  DefinitionReader::Head head_;
  Collected collected_;
};

}  // namespace

Collected CollectDefinitions(const std::vector<SeenToken>& tokens,
                             const std::set<std::string>& wanted) {
  return Collector(tokens, wanted).Run();
}

}  // namespace goray::scan
