// SPDX-License-Identifier: Apache-2.0
// Annotated files -> translation units with their flags.
#include "generator/scan/scan.h"

namespace goray::scan {

std::vector<std::string> FlagsFor(const Request& request, const std::string& file) {
  if (request.flags) return *request.flags;
  return CompileCommandFlags(file, request.compile_commands).value_or(std::vector<std::string>());
}

namespace {

/// The file whose command is that of the headers together: a project may have one for them, else it
/// is the first of them.
std::string CommandOfHeaders(const Request& request, const std::string& first) {
  const bool has_own = !request.compile_commands.empty() &&
                       CompileCommandFlags(kHeadersFile, request.compile_commands);
  return has_own ? kHeadersFile : first;
}

}  // namespace

std::vector<TranslationUnit> PlanParses(const Request& request,
                                        const std::vector<AnnotatedFile>& annotated) {
  TranslationUnit headers{.main_file = kHeadersFile, .kind = model::FileKind::kHeader};
  std::vector<TranslationUnit> units;
  for (const AnnotatedFile& file : annotated) {
    if (file.kind == model::FileKind::kHeader) {
      headers.text += "#include \"" + file.path + "\"\n";
      headers.annotated.insert(file.path);
    } else {
      units.push_back({.main_file = file.path, .kind = file.kind, .annotated = {file.path}});
    }
  }
  if (!headers.annotated.empty()) units.insert(units.begin(), std::move(headers));
  for (TranslationUnit& unit : units) {
    const std::string& first = *unit.annotated.begin();
    const bool is_source = unit.kind == model::FileKind::kSource;
    const std::string command = is_source ? first : CommandOfHeaders(request, first);
    unit.flags = FlagsFor(request, command);
    unit.flags.push_back("-I" + request.root);
    if (!request.flags) AddCompiler(command, request.compile_commands, unit);
  }
  return units;
}

}  // namespace goray::scan
