// SPDX-License-Identifier: Apache-2.0
// The compiler's side: what it prints for -E, which is tokens and line markers.
#include <clang/Lex/LiteralSupport.h>

#include <algorithm>

#include "generator/scan/compare/compare.h"

namespace goray::scan {
namespace {

/// `# 12 "file" 1 3`; 3 says that it is a system header.
struct LineMarker {
  int line = 0;
  std::string file = {};
  bool is_system = false;
};

/// `nullopt` for a directive, such as #pragma.
std::optional<LineMarker> ReadMarker(llvm::StringRef text) {
  LineMarker marker;
  if (!text.consume_front("#")) return std::nullopt;
  text = text.ltrim();
  if (text.consume_front("line")) text = text.ltrim();
  if (text.consumeInteger(10, marker.line)) return std::nullopt;
  text = text.ltrim();
  if (!text.consume_front("\"")) return std::nullopt;
  for (bool escaped = false; !text.empty(); text = text.drop_front()) {
    if (!escaped && text[0] == '"') break;
    escaped = !escaped && text[0] == '\\';
    if (!escaped) marker.file += text[0];
  }
  marker.is_system = text.drop_front(std::min<std::size_t>(1, text.size())).contains('3');
  return marker;
}

/// What the token is to the scan's side: a digraph as the punctuator that it stands for, and names
/// in UTF-8, which g++ prints as \U000000e4.
std::string_view TextOf(const clang::Token& token, llvm::StringRef printed,
                        llvm::StringSaver& saver) {
  if (const char* const punctuator = clang::tok::getPunctuatorSpelling(token.getKind())) {
    return punctuator;
  }
  if (token.isNot(clang::tok::raw_identifier) || !printed.contains('\\'))
    return {printed.data(), printed.size()};
  llvm::SmallString<64> name;
  clang::expandUCNs(name, printed);
  return saver.save(name.str());
}

}  // namespace

Preprocessed::Preprocessed(std::string printed) : text(std::move(printed)) {
  const llvm::StringRef all(text);
  std::string file;
  clang::Lexer lexer = RawLexer(text);
  for (clang::Token token; !lexer.LexFromRawLexer(token) || token.isNot(clang::tok::eof);) {
    const unsigned end = lexer.getCurrentBufferOffset();
    const unsigned start = end - token.getLength();
    if (token.is(clang::tok::hash) && token.isAtStartOfLine()) {
      const std::size_t line_end = std::min(all.find('\n', start), all.size());
      std::size_t next = line_end;
      if (std::optional<LineMarker> marker = ReadMarker(all.slice(start, line_end))) {
        // g++ also marks what a system header's macro becomes, in the file that uses it.
        const bool skipped = marker->is_system && marker->file != file;
        if (skipped) next = std::min(all.find("\n# ", line_end), all.size());
        if (!skipped) file = marker->file;
        markers_.push_back({static_cast<unsigned>(line_end), marker->line - 1, marker->file});
      }
      if (next == all.size()) break;
      lexer.seek(static_cast<unsigned>(next), /*IsAtStartOfLine=*/true);
      continue;
    }
    if (token.is(clang::tok::eof)) break;
    tokens.push_back({TextOf(token, all.slice(start, end), saver_), start});
  }
}

model::Location Preprocessed::LocationOf(unsigned place) const {
  auto marker = std::ranges::upper_bound(markers_, place, {}, &Marker::place);
  if (marker == markers_.begin()) return {};
  --marker;
  const llvm::StringRef before = llvm::StringRef(text).slice(marker->place, place);
  const std::size_t line_start = before.rfind('\n');
  return {marker->file, marker->line + static_cast<int>(before.count('\n')),
          static_cast<int>(before.size() - (line_start + 1)) + 1};
}

}  // namespace goray::scan
