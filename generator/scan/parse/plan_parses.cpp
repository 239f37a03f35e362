// SPDX-License-Identifier: Apache-2.0
// Annotated files -> translation units with their flags.
#include "generator/scan/scan.h"

namespace goray::scan {

std::vector<TranslationUnit> PlanParses(const Request& request,
                                        const std::vector<AnnotatedFile>& annotated) {
  TranslationUnit headers{.main_file = kHeadersFile, .kind = model::FileKind::kHeader};
  headers.text = std::string("#define ") + kHeadersMacro + "\n";
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
    // A project may have a command for the headers together; else they are read as the first of them.
    const bool is_source = unit.kind == model::FileKind::kSource;
    if (is_source || !AddFlags(request, kHeadersFile, unit)) AddFlags(request, first, unit);
    unit.flags.push_back("-I" + request.root);
  }
  return units;
}

}  // namespace goray::scan
