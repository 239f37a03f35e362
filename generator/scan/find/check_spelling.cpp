// SPDX-License-Identifier: Apache-2.0
// What is nearly an annotation. The text is lexed, so that no string and no prose counts.
#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringSet.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

namespace annotations = model::annotations;
using annotations::Annotation;
using llvm::StringRef;

constexpr unsigned kMostEdits = 2;

bool IsUpperCase(StringRef name) {
  return llvm::none_of(name, [](char c) { return llvm::isLower(c) || c < 0; });
}

/// The macro that `name` nearly is; empty if there is none.
StringRef NearMacro(StringRef name) {
  if (!IsUpperCase(name)) return "";
  StringRef nearest;
  unsigned least = kMostEdits + 1;
  for (const Annotation& annotation : annotations::kAll) {
    const unsigned edits = name.edit_distance(annotation.macro, true, kMostEdits);
    if (edits < least) nearest = annotation.macro, least = edits;
  }
  return least == 0 ? "" : nearest;
}

/// The comment that one line of a comment nearly is. Only a single word counts: "Ray tasks" is a
/// headline.
StringRef NearComment(StringRef line) {
  std::string word = line.rtrim(".:;,").lower();
  if (line.contains(' ')) return "";
  std::erase_if(word, [](char c) { return c == '_' || c == '-'; });
  for (const Annotation& annotation : annotations::kAll) {
    if (annotation.comment.empty() || line == StringRef(annotation.comment)) continue;
    if (StringRef(word).edit_distance(annotation.comment, true, 1) <= 1) return annotation.comment;
  }
  return "";
}

bool MayHaveAny(StringRef text) {
  return text.contains("RAY") || text.contains("_TASK") || text.contains("_ACTOR") ||
         text.contains_insensitive("raytask") || text.contains_insensitive("rayactor") ||
         text.contains_insensitive("ray_task") || text.contains_insensitive("ray_actor");
}

class SpellingChecker {
 public:
  SpellingChecker(const std::string& path, StringRef text, Outcome& outcome)
      : path_(path), text_(text), outcome_(outcome) {}

  void Run() {
    clang::Lexer lexer = RawLexer(text_);
    lexer.SetCommentRetentionState(true);
    clang::Token token;
    do {
      lexer.LexFromRawLexer(token);
      const std::size_t end = lexer.getCurrentBufferOffset();
      Visit(token, end - token.getLength());
    } while (token.isNot(clang::tok::eof));
    for (const auto& [name, at] : names_) {
      if (!defined_.contains(name)) Report(name, NearMacro(name), at);
    }
  }

 private:
  /// A directive asks for macros, and may define one that only looks like an annotation.
  void Visit(const clang::Token& token, std::size_t at) {
    const StringRef text = text_.substr(at, token.getLength());
    if (token.isAtStartOfLine() && token.isNot(clang::tok::comment)) {
      in_directive_ = token.is(clang::tok::hash);
      is_definition_ = false;
    }
    if (token.is(clang::tok::comment)) {
      VisitComment(text, at);
    } else if (token.is(clang::tok::raw_identifier) && in_directive_) {
      if (is_definition_) defined_.insert(text);
      is_definition_ = text == "define";
    } else if (token.is(clang::tok::raw_identifier) && !NearMacro(text).empty()) {
      names_.emplace_back(text, at);
    }
  }

  void VisitComment(StringRef comment, std::size_t at) {
    for (const StringRef line : llvm::split(comment, '\n')) {
      const StringRef word = line.trim(" \t\r/*!<");
      const StringRef near = NearComment(word);
      if (near.empty()) continue;
      Report(("// " + word).str(), ("// " + near).str(),
             at + (static_cast<std::size_t>(word.data() - comment.data())));
    }
  }

  void Report(StringRef written, StringRef meant, std::size_t at) {
    outcome_.diagnostics.push_back(model::MakeDiagnostic(model::catalogue::kMisspeltAnnotation,
                                                         PlaceIn(path_, text_, at),
                                                         {written.str(), meant.str()}));
  }

  const std::string& path_;
  StringRef text_;
  Outcome& outcome_;
  llvm::StringSet<> defined_ = {};
  std::vector<std::pair<StringRef, std::size_t>> names_ = {};
  bool in_directive_ = false;
  bool is_definition_ = false;
};

}  // namespace

void CheckSpelling(const std::string& path, StringRef text, Outcome& outcome) {
  if (MayHaveAny(text)) SpellingChecker(path, text, outcome).Run();
}

}  // namespace goray::scan
