// SPDX-License-Identifier: Apache-2.0
#include <llvm/Support/Path.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

namespace path = llvm::sys::path;

std::optional<model::FileKind> KindOf(llvm::StringRef file) {
  const llvm::StringRef extension = path::extension(file);
  for (const char* header : {".h", ".hh", ".hpp", ".hxx", ".h++"}) {
    if (extension == header) return model::FileKind::kHeader;
  }
  for (const char* source : {".cpp", ".cc", ".cxx", ".c++", ".C"}) {
    if (extension == source) return model::FileKind::kSource;
  }
  return std::nullopt;
}

/// Reads the file, and reports what it finds on the way.
bool HasAnnotationText(llvm::vfs::FileSystem& files, const std::string& file, Outcome& outcome) {
  const FileText read = ReadRegularFile(files, file);
  if (!read.text) {
    outcome.diagnostics.push_back(
        model::MakeDiagnostic(model::catalogue::kNotRead, {file, 1, 1}, {read.why_not}));
    return false;
  }
  const llvm::StringRef text = read.text->getBuffer();
  CheckSpelling(file, text, outcome);
  return std::ranges::any_of(model::annotations::kAll, [text](const auto& annotation) {
    return MakesPartOfApp(annotation) &&
           (text.contains(annotation.macro) ||
            (!annotation.comment.empty() && text.contains(annotation.comment)));
  });
}

bool IsGenerated(llvm::StringRef file, const std::string& header) {
  const llvm::StringRef stem =
      llvm::StringRef(header).drop_back(std::string_view(".goray.h").size());
  return path::filename(file) == header || path::filename(file) == (stem + ".dispatch.cpp").str();
}

bool IsSkippedFolder(llvm::vfs::FileSystem& files, const std::string& folder) {
  return path::filename(folder).starts_with(".") || files.exists(folder + "/CMakeCache.txt");
}

/// Clang knows a file by its real path, too: one that is reached through links is one file.
std::string RealPath(llvm::vfs::FileSystem& files, const std::string& file) {
  llvm::SmallString<128> real;
  return files.getRealPath(file, real) ? file : real.str().str();
}

/// Depth is bounded by the file system; links to folders are not followed twice because `visited`
/// has their real paths.
void Collect(llvm::vfs::FileSystem& files, const std::string& folder, const std::string& header,
             std::set<std::string>& visited, std::vector<AnnotatedFile>& out, Outcome& outcome) {
  if (!visited.insert(RealPath(files, folder)).second) return;
  std::error_code error;
  std::vector<std::string> entries;
  for (auto entry = files.dir_begin(folder, error); !error && entry != decltype(entry)();
       entry.increment(error)) {
    entries.push_back(entry->path().str());
  }
  std::ranges::sort(entries);
  for (const std::string& entry : entries) {
    const auto status = files.status(entry);
    if (!status) continue;
    if (status->isDirectory()) {
      if (!IsSkippedFolder(files, entry)) Collect(files, entry, header, visited, out, outcome);
    } else if (const auto kind = KindOf(entry); kind && !IsGenerated(entry, header)) {
      if (HasAnnotationText(files, entry, outcome)) out.push_back({RealPath(files, entry), *kind});
    }
  }
}

}  // namespace

std::vector<AnnotatedFile> FindFiles(const Request& request, llvm::vfs::FileSystem& files,
                                     Outcome& outcome) {
  const std::string header = GeneratedHeader(request.package);
  std::vector<AnnotatedFile> found;
  std::set<std::string> visited;
  for (const std::string& given : request.paths) {
    const auto status = files.status(given);
    if (status && status->isDirectory()) {
      Collect(files, given, header, visited, found, outcome);
    } else if (HasAnnotationText(files, given, outcome)) {
      found.push_back({RealPath(files, given), KindOf(given).value_or(model::FileKind::kHeader)});
    }
  }
  std::ranges::sort(found, {}, &AnnotatedFile::path);
  const auto repeated = std::ranges::unique(found, {}, &AnnotatedFile::path);
  found.erase(repeated.begin(), repeated.end());
  return found;
}

std::string GeneratedHeader(const std::string& package) {
  return package.substr(package.rfind('.') + 1) + ".goray.h";
}

}  // namespace goray::scan
