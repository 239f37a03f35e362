#include "search.h"

#include <re2/re2.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace ragrep {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::system_error(errno, std::generic_category(), path);
  std::string text(std::filesystem::file_size(path), '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

// The pattern of this thread's last call is kept: the next call is mostly of another file.
const RE2& Compiled(const std::string& pattern) {
  thread_local std::string last;
  thread_local std::unique_ptr<const RE2> compiled;
  if (compiled != nullptr && last == pattern) return *compiled;
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  options.set_never_nl(true);
  auto made = std::make_unique<const RE2>("(?m)" + pattern, options);  // ^ and $ are a line's
  if (!made->ok()) throw std::invalid_argument("pattern '" + pattern + "': " + made->error());
  last = pattern;
  compiled = std::move(made);
  return *compiled;
}

// Latin-1 sources exist; what crosses to Python must be UTF-8. A line is all ASCII, or its other
// bytes become '?'.
std::string Printable(std::string_view line) {
  std::string text(line);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  }
  return text;
}

// Matches over the whole text, a line at a time only where there is one: RE2 skips the rest at
// memory speed.
void SearchText(const RE2& pattern, const std::string& path, std::string_view text,
                std::vector<Hit>& hits) {
  std::int64_t line = 1;
  std::size_t counted = 0;
  std::size_t position = 0;
  re2::StringPiece match;
  const re2::StringPiece whole(text.data(), text.size());
  while (position < text.size() &&
         pattern.Match(whole, position, text.size(), RE2::UNANCHORED, &match, 1)) {
    const auto at = static_cast<std::size_t>(match.data() - text.data());
    if (at >= text.size()) break;
    for (; counted < at; ++counted) line += text[counted] == '\n' ? 1 : 0;
    const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    hits.push_back({path, line, Printable(text.substr(begin, end - begin))});
    position = end + 1;
  }
}

}  // namespace

Report Tasks::Search(const std::string& pattern, const std::vector<std::string>& files) const {
  const auto start = std::chrono::steady_clock::now();
  const RE2& compiled = Compiled(pattern);
  Report report;
  for (const std::string& path : files) {
    goray::CheckInterrupt();
    const std::string text = ReadFile(path);
    SearchText(compiled, path, text, report.hits);
    report.files += 1;
    report.bytes += static_cast<std::int64_t>(text.size());
  }
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

Totals Tally::Add(const Report& report) {
  for (const Hit& hit : report.hits) {
    by_folder_[std::filesystem::path(hit.path).parent_path().filename()] += 1;
  }
  totals_.hits += static_cast<std::int64_t>(report.hits.size());
  totals_.files += report.files;
  totals_.bytes += report.bytes;
  totals_.seconds += report.seconds;
  return totals_;
}

std::map<std::string, std::int64_t> Tally::ByFolder() const { return by_folder_; }

}  // namespace ragrep
