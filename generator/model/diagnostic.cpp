// SPDX-License-Identifier: Apache-2.0
#include "generator/model/diagnostic.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <tuple>

namespace goray::model {
namespace {

std::string Fill(std::string_view text, std::initializer_list<std::string> arguments) {
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool placeholder = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}';
    const auto index = placeholder ? static_cast<std::size_t>(text[i + 1] - '0') : arguments.size();
    if (index < arguments.size()) {
      filled += *(arguments.begin() + index);
      i += 2;
    } else {
      filled += text[i];
    }
  }
  return filled;
}

/// Prints places of files it reads once.
class Renderer {
 public:
  Renderer(const std::string& folder, const ReadFile& read_file)
      : prefix_(folder + "/"), read_file_(read_file) {}

  void Print(const Diagnostic& diagnostic) {
    const std::string code = diagnostic.code.empty() ? "" : " [" + diagnostic.code + "]";
    Head(diagnostic.location, diagnostic.severity == Severity::kError ? "error" : "warning");
    out_ << diagnostic.text << code << '\n';
    Snippet(diagnostic.location);
    if (!diagnostic.hint.empty()) {
      Head(diagnostic.location, "note");
      out_ << diagnostic.hint << '\n';
    }
    for (const Note& note : diagnostic.notes) {
      Head(note.location, "note");
      out_ << note.text << '\n';
      Snippet(note.location);
    }
  }

  std::string Text() const { return out_.str(); }

 private:
  void Head(const Location& location, std::string_view severity) {
    if (location.line == 0) {
      out_ << "goray-gen: ";
    } else {
      const bool below = location.file.starts_with(prefix_);
      out_ << (below ? location.file.substr(prefix_.size()) : location.file) << ':' << location.line
           << ':' << location.column << ": ";
    }
    out_ << severity << ": ";
  }

  /// The source line and a caret under the column; a tab before it stays a tab, a multi-byte
  /// character counts once.
  void Snippet(const Location& location) {
    if (location.line == 0) return;
    const std::vector<std::string>& lines = Lines(location.file);
    if (static_cast<std::size_t>(location.line) > lines.size()) return;
    const std::string& line = lines[location.line - 1];
    out_ << line << '\n';
    for (int i = 0; i + 1 < location.column && i < static_cast<int>(line.size()); ++i) {
      const bool continuation = (static_cast<unsigned char>(line[i]) & 0xC0) == 0x80;
      if (!continuation) out_ << (line[i] == '\t' ? '\t' : ' ');
    }
    out_ << "^\n";
  }

  const std::vector<std::string>& Lines(const std::string& file) {
    const auto [entry, added] = files_.try_emplace(file);
    if (added) {
      std::istringstream text(read_file_(file).value_or(""));
      for (std::string line; std::getline(text, line);) {
        if (line.ends_with('\r')) line.pop_back();
        entry->second.push_back(line);
      }
    }
    return entry->second;
  }

  std::string prefix_;
  const ReadFile& read_file_;
  std::map<std::string, std::vector<std::string>> files_;
  std::ostringstream out_;
};

}  // namespace

bool HasErrors(const std::vector<Diagnostic>& diagnostics) {
  return std::ranges::find(diagnostics, Severity::kError, &Diagnostic::severity) !=
         diagnostics.end();
}

Diagnostic MakeDiagnostic(const Message& message, Location location,
                          std::initializer_list<std::string> arguments, std::vector<Note> notes) {
  return {std::string(message.code),     std::move(location), Fill(message.text, arguments),
          Fill(message.hint, arguments), std::move(notes),    message.severity};
}

std::string Render(std::vector<Diagnostic> diagnostics, const std::string& folder,
                   const ReadFile& read_file) {
  const auto key = [](const Diagnostic& diagnostic) {
    return std::tie(diagnostic.location, diagnostic.code, diagnostic.text);
  };
  std::ranges::sort(diagnostics, {}, key);
  const auto repeated = std::ranges::unique(diagnostics, {}, key);
  diagnostics.erase(repeated.begin(), repeated.end());
  Renderer renderer(folder, read_file);
  for (const Diagnostic& diagnostic : diagnostics) renderer.Print(diagnostic);
  return renderer.Text();
}

}  // namespace goray::model
