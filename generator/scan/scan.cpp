// SPDX-License-Identifier: Apache-2.0
#include "generator/scan/scan.h"

#include <algorithm>
#include <iterator>

#include "generator/model/check.h"
#include "generator/model/merge.h"
#include "generator/model/order.h"
#include "generator/scan/seen_code.h"
#include "generator/scan/text.h"

namespace goray::scan {
namespace {

void Append(std::vector<model::Diagnostic>& all, std::vector<model::Diagnostic> more) {
  std::ranges::move(more, std::back_inserter(all));
}

/// What the user asked for, as he would write it.
std::string Shown(const Request& request, llvm::vfs::FileSystem& files) {
  const auto folder = files.getCurrentWorkingDirectory();
  std::string shown;
  for (const std::string& given : request.paths) {
    llvm::StringRef path = given;
    if (folder && path == *folder) path = ".";
    if (folder && path.consume_front(*folder)) path.consume_front("/");
    shown += (shown.empty() ? "" : ", ") + path.str();
  }
  return shown;
}

}  // namespace

Outcome Scan(const Request& request, const FileSystem& files) {
  Outcome outcome;
  model::Interface& interface = outcome.interface;
  interface.package = request.package;
  const auto annotated = FindFiles(request, files, outcome);
  for (const TranslationUnit& unit : PlanParses(request, annotated)) {
    CompilerRun compiler(request, unit);
    compiler.Compare(Parse(request, unit, files, outcome), *files, outcome);
  }
  std::erase_if(outcome.files_read,
                [&files](const std::string& file) { return !files->exists(file); });
  for (const std::string& header : GeneratedHeaders(request.package)) {
    std::erase_if(outcome.files_read,
                  [&header](const std::string& file) { return file.ends_with("/" + header); });
  }
  CheckObjects(outcome);
  Append(outcome.diagnostics, model::MergeTypes(interface));
  Append(outcome.diagnostics, model::Check(interface));
  Append(outcome.diagnostics, CheckTexts(interface));
  if (!model::HasErrors(outcome.diagnostics)) {
    Append(outcome.diagnostics, model::CheckNotEmpty(interface, Shown(request, *files)));
  }
  model::Order(interface);
  return outcome;
}

}  // namespace goray::scan
