// SPDX-License-Identifier: Apache-2.0
// Annotated files -> translation units with their flags.
#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

std::vector<std::string> FlagsFor(const Request& request, const std::string& file) {
  if (request.flags) return *request.flags;
  return CompileCommandFlags(file, request.compile_commands).value_or(std::vector<std::string>());
}

}  // namespace

std::vector<TranslationUnit> PlanParses(const Request& request,
                                        const std::vector<AnnotatedFile>& annotated) {
  TranslationUnit headers{.main_file = kHeadersFile, .kind = model::FileKind::kHeader};
  std::vector<TranslationUnit> units;
  for (const AnnotatedFile& file : annotated) {
    if (file.kind == model::FileKind::kHeader) {
      headers.text += "#include \"" + file.path + "\"\n";
      if (headers.annotated.empty()) headers.flags = FlagsFor(request, file.path);
      headers.annotated.insert(file.path);
    } else {
      units.push_back({.main_file = file.path,
                       .kind = file.kind,
                       .annotated = {file.path},
                       .flags = FlagsFor(request, file.path)});
    }
  }
  if (!headers.annotated.empty()) units.insert(units.begin(), std::move(headers));
  for (TranslationUnit& unit : units) {
    unit.flags.push_back("-I" + request.root);
    if (!request.flags) AddCompiler(*unit.annotated.begin(), request.compile_commands, unit);
  }
  return units;
}

}  // namespace goray::scan
