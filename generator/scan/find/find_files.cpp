// SPDX-License-Identifier: Apache-2.0
#include <llvm/Support/Path.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

namespace path = llvm::sys::path;

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

bool IsSkippedFolder(llvm::vfs::FileSystem& files, const std::string& folder) {
  return path::filename(folder).starts_with(".") || files.exists(folder + "/CMakeCache.txt") ||
         files.exists(folder + "/pyvenv.cfg");
}

bool IsBelow(llvm::StringRef file, llvm::StringRef folder) {
  return file.consume_front(folder) && file.starts_with("/");
}

/// A header that lies beside a source of the same name is that source's.
bool IsOfAnotherApp(const Request& request, llvm::StringRef header) {
  const auto is_its_source = [header](const std::string& source) {
    return path::parent_path(source) == path::parent_path(header) &&
           path::stem(source) == path::stem(header);
  };
  return std::ranges::any_of(request.others, is_its_source) &&
         std::ranges::none_of(request.paths, is_its_source);
}

/// The annotated headers that `source` includes.
void CollectIncluded(const Request& request, const std::string& source, const FileSystem& files,
                     std::vector<AnnotatedFile>& out, Outcome& outcome) {
  for (const std::string& file : FindIncludes(request, source, files)) {
    outcome.files_read.insert(file);
    if (file == source || IsBelow(file, request.runtime_include)) continue;
    if (IsGenerated(request, file) || IsOfAnotherApp(request, file)) continue;
    if (HasAnnotationText(*files, file, outcome)) out.push_back({file, model::FileKind::kHeader});
  }
}

/// Clang knows a file by its real path, too: one that is reached through links is one file.
std::string RealPath(llvm::vfs::FileSystem& files, const std::string& file) {
  llvm::SmallString<128> real;
  return files.getRealPath(file, real) ? file : real.str().str();
}

/// Depth is bounded by the file system; links to folders are not followed twice because `visited`
/// has their real paths.
void Collect(llvm::vfs::FileSystem& files, const Request& request, const std::string& folder,
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
      if (!IsSkippedFolder(files, entry)) Collect(files, request, entry, visited, out, outcome);
    } else if (const auto kind = KindOf(entry); kind && !IsGenerated(request, entry)) {
      if (HasAnnotationText(files, entry, outcome)) out.push_back({RealPath(files, entry), *kind});
    }
  }
}

}  // namespace

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

bool IsGenerated(const Request& request, const std::string& file) {
  const std::vector<std::string> headers = GeneratedHeaders(request.package);
  const llvm::StringRef stem =
      llvm::StringRef(headers.front()).drop_back(llvm::StringRef(".goray.h").size());
  const llvm::StringRef name = path::filename(file);
  return std::ranges::find(headers, name) != headers.end() ||
         name == (stem + ".dispatch.cpp").str();
}

std::vector<AnnotatedFile> FindFiles(const Request& request, const FileSystem& files,
                                     Outcome& outcome) {
  std::vector<AnnotatedFile> found;
  std::set<std::string> visited;
  for (const std::string& given : request.paths) {
    const auto status = files->status(given);
    if (status && status->isDirectory()) {
      Collect(*files, request, given, visited, found, outcome);
      continue;
    }
    const std::string file = RealPath(*files, given);
    const model::FileKind kind = KindOf(given).value_or(model::FileKind::kHeader);
    if (HasAnnotationText(*files, given, outcome)) found.push_back({file, kind});
    if (kind == model::FileKind::kSource) CollectIncluded(request, file, files, found, outcome);
  }
  std::erase_if(found, [&request](const AnnotatedFile& file) {
    return IsBelow(file.path, request.runtime_include);
  });
  std::ranges::sort(found, {}, &AnnotatedFile::path);
  const auto repeated = std::ranges::unique(found, {}, &AnnotatedFile::path);
  found.erase(repeated.begin(), repeated.end());
  CheckLeftOut(request, found, files, outcome);
  return found;
}

std::vector<std::string> GeneratedHeaders(const std::string& package) {
  const std::string name = package.substr(package.rfind('.') + 1);
  return {name + ".goray.h", name + ".remote.h", name + ".python.h"};
}

}  // namespace goray::scan
