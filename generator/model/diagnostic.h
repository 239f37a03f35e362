// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/interface.h"

namespace goray::model {

/// An error stops the generation; a warning is printed, and the generation goes on.
enum class Severity { kError, kWarning };

/// A message of the catalogue. `{0}`, `{1}`, ... in `text` and `hint` stand for arguments.
struct Message {
  std::string_view
      code;  ///< "GR1001"; stable, documented in docs/diagnostics/<code>.md. Empty for Clang's own.
  std::string_view text;  ///< What is wrong.
  std::string_view hint;  ///< What to write instead.
  Severity severity = Severity::kError;
};

struct Note {
  Location location = {};
  std::string text = {};
};

/// An error or a warning at the place the user must change.
struct Diagnostic {
  std::string code = {};
  Location location = {};  ///< `line` 0: about the whole run, printed without a position.
  std::string text = {};
  std::string hint = {};
  std::vector<Note> notes = {};
  Severity severity = Severity::kError;
};

bool HasErrors(const std::vector<Diagnostic>& diagnostics);

/// Fills in the arguments.
Diagnostic MakeDiagnostic(const Message& message, Location location,
                          std::initializer_list<std::string> arguments,
                          std::vector<Note> notes = {});

/// Gives the text of a file, `nullopt` if it cannot be read.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

/// All diagnostics as Clang prints them (`file:line:col: error: text [code]`, or `warning`, the source line, a
/// caret, notes), sorted by place, each once. Files below `folder` (absolute, the working folder)
/// are shown relative to it.
std::string Render(std::vector<Diagnostic> diagnostics, const std::string& folder,
                   const ReadFile& read_file);

}  // namespace goray::model
