// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "generator/scan/compare/compare.h"

namespace goray::scan {

/// Reads tokens from a position on, and writes the definition that starts there as it is compared.
class DefinitionReader {
 public:
  explicit DefinitionReader(const std::vector<SeenToken>& tokens) : tokens_(tokens) {}

  std::size_t Position() const { return at_; }
  unsigned Place() const { return AtEnd() ? 0 : tokens_[at_].place; }
  bool AtEnd() const { return at_ >= tokens_.size(); }
  void Seek(std::size_t position) { at_ = position; }
  void Next() { ++at_; }

  /// Whether `__attribute__((...))`, `[[...]]` or `__extension__` starts here.
  bool IsAttribute() const;
  /// Gives the annotation if the attribute is one, "tasks"; else it is empty.
  std::string SkipAttribute();

  bool IsTypeKey() const;

  /// What stands before the `{` of a class or an enum.
  struct Head {
    std::string name = {};
    unsigned place = 0;           ///< Of the name.
    std::string annotation = {};  ///< Of several, all with commas.
    std::size_t end = 0;          ///< The position of the `{`.
  };
  /// `nullopt` if no definition starts here.
  std::optional<Head> ReadHead();

  /// At the key of a type, whose head has been read.
  Collected::Definition ReadType(const Head& head);
  /// Behind the annotation of a function.
  Collected::Definition ReadFunction();

 private:
  /// What is known of the member of a class that is being read.
  struct Member {
    bool is_function = false;
    bool has_value = false;  ///< An `=` was read.
    std::string name = {};   ///< Of a function.
  };

  std::string_view Peek(std::size_t ahead = 0) const;
  bool Is(std::string_view text) const { return Peek() == text; }
  void Push(std::string_view text);
  void Take() { Push(tokens_[at_++].text); }

  /// From an opening bracket to its closing one.
  void TakeBrackets();
  void SkipBrackets();
  void TakeMembers(std::string_view default_access);
  void TakeMember();
  /// Takes one token or group of `member`; whether that was its end.
  bool TakePart(Member& member);
  bool TakeNestedType();
  void TakeParentheses(Member& member);
  /// Whether `{` starts the body of a function; else it is a value.
  void SkipBody();
  void TakeRequires();

  const std::vector<SeenToken>& tokens_;
  std::size_t at_ = 0;
  std::vector<std::string> out_;
  std::vector<std::string> functions_;
  int depth_ = 0;  ///< Of classes.
};

}  // namespace goray::scan
