// SPDX-License-Identifier: Apache-2.0
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Process.h>

#include <map>

#include "generator/model/catalogue.h"
#include "generator/scan/compare/child_process.h"
#include "generator/scan/compare/compare.h"

namespace goray::scan {

/// A folder with the generated headers, empty; it is removed with the object.
class EmptyHeaderFolder {
 public:
  explicit EmptyHeaderFolder(const std::vector<std::string>& headers) {
    if (llvm::sys::fs::createUniqueDirectory("goray-scan", path_)) return;
    for (const std::string& header : headers) {
      int file = -1;
      if (!llvm::sys::fs::openFileForWrite(path_ + "/" + header, file)) {
        (void)llvm::sys::Process::SafelyCloseFileDescriptor(file);
      }
    }
  }
  ~EmptyHeaderFolder() { (void)llvm::sys::fs::remove_directories(path_); }
  EmptyHeaderFolder(const EmptyHeaderFolder&) = delete;
  EmptyHeaderFolder& operator=(const EmptyHeaderFolder&) = delete;

  std::string Path() const { return path_.str().str(); }

 private:
  llvm::SmallString<64> path_;
};

namespace {

std::vector<std::string> CommandLine(const Request& request, const TranslationUnit& unit,
                                     const std::string& header_folder) {
  std::vector<std::string> command = {unit.compiler, "-I" + header_folder};
  command.insert(command.end(), unit.compiler_flags.begin(), unit.compiler_flags.end());
  // The last of each kind counts: no file of the build is written.
  for (const std::string& word :
       {std::string("-D__GORAY_SCAN__"), "-I" + request.root, "-I" + request.runtime_include}) {
    command.push_back(word);
  }
  for (const char* word : {"-w", "-E", "-o", "-", "-x", "c++"}) command.emplace_back(word);
  command.push_back(unit.text.empty() ? unit.main_file : "-");
  return command;
}

/// The line that says what is wrong, of all that a compiler prints.
std::string FirstError(const std::string& errors) {
  llvm::SmallVector<llvm::StringRef> lines;
  llvm::StringRef(errors).split(lines, '\n', -1, /*KeepEmpty=*/false);
  for (const llvm::StringRef line : lines) {
    if (line.contains("error")) return ": " + line.trim().str();
  }
  return lines.empty() ? "" : ": " + lines[0].trim().str();
}

}  // namespace

struct CompilerRun::Process {
  Process(const Request& request, const TranslationUnit& unit)
      : header(GeneratedHeaders(request.package)),
        limit(request.compiler_limit),
        child(CommandLine(request, unit, header.Path()), unit.folder, unit.text) {}

  EmptyHeaderFolder header;
  std::chrono::milliseconds limit;
  ChildProcess child;
};

CompilerRun::CompilerRun(const Request& request, const TranslationUnit& unit) : unit_(unit) {
  if (!unit.compiler.empty()) process_ = std::make_unique<Process>(request, unit);
}

CompilerRun::~CompilerRun() = default;

void CompilerRun::Compare(const SeenCode& seen, llvm::vfs::FileSystem& files, Outcome& outcome) {
  if (!process_ || (seen.definitions.empty() && seen.wanted.empty())) return;
  Finished finished = process_->child.Wait(process_->limit);
  if (!finished.failure.empty()) {
    outcome.diagnostics.push_back(model::MakeDiagnostic(
        model::catalogue::kNotCompared, {},
        {"`" + unit_.compiler + " -E` " + finished.failure + FirstError(finished.errors),
         "correct its command in compile_commands.json: it has to read the annotated files"}));
    return;
  }
  const Preprocessed preprocessed(std::move(finished.output));
  std::map<std::string, std::string> real_paths;
  std::vector<SeenDefinition> definitions;
  for (auto& [definition, place] :
       CollectDefinitions(preprocessed.tokens, seen.wanted).definitions) {
    definition.location = preprocessed.LocationOf(place);
    definition.location.column = 1;  // of the preprocessed line it is something else
    std::string& path = real_paths[definition.location.file];
    if (path.empty()) {
      llvm::SmallString<128> absolute(definition.location.file);
      llvm::SmallString<128> real;
      llvm::sys::fs::make_absolute(unit_.folder, absolute);
      path = files.getRealPath(absolute, real) ? absolute.str().str() : real.str().str();
    }
    definition.location.file = path;
    definitions.push_back(std::move(definition));
  }
  CompareDefinitions(seen, definitions, unit_, outcome);
}

}  // namespace goray::scan
