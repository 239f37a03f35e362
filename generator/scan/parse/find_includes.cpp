// SPDX-License-Identifier: Apache-2.0
// A source -> the files it includes. Only directives are lexed, as clang-scan-deps does.
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Lex/DependencyDirectivesScanner.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/Path.h>

#include <map>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::dependency_directives_scan::Directive;
using clang::dependency_directives_scan::Token;

/// The directives of each file, as long as the preprocessor runs. A file that cannot be reduced to
/// them is read whole.
class Directives {
 public:
  explicit Directives(clang::FileManager& files) : files_(files) {}

  std::optional<llvm::ArrayRef<Directive>> Of(clang::FileEntryRef file) {
    const auto [entry, added] = known_.try_emplace(&file.getFileEntry());
    Reduced& reduced = entry->second;
    if (added) {
      if (auto buffer = files_.getBufferForFile(file)) {
        reduced.failed = clang::scanSourceForDependencyDirectives(
            (*buffer)->getBuffer(), reduced.tokens, reduced.directives);
      }
    }
    if (reduced.failed) return std::nullopt;
    return llvm::ArrayRef<Directive>(reduced.directives);
  }

 private:
  struct Reduced {
    llvm::SmallVector<Token, 0> tokens;
    llvm::SmallVector<Directive, 0> directives;
    bool failed = true;
  };

  clang::FileManager& files_;
  std::map<const clang::FileEntry*, Reduced> known_;
};

class IncludesAction : public clang::PreprocessOnlyAction {
 public:
  IncludesAction(std::vector<std::string> headers, std::set<std::string>& included)
      : headers_(std::move(headers)), included_(included) {}

 protected:
  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    compiler.getPreprocessor().addPPCallbacks(SkipGeneratedHeaders(headers_));
    auto directives = std::make_shared<Directives>(compiler.getFileManager());
    compiler.getPreprocessorOpts().DependencyDirectivesForFile =
        [directives](clang::FileEntryRef file) { return directives->Of(file); };
    return true;
  }

  void EndSourceFileAction() override {
    const clang::SourceManager& sources = getCompilerInstance().getSourceManager();
    for (auto file = sources.fileinfo_begin(); file != sources.fileinfo_end(); ++file) {
      const clang::FileID id = sources.translateFile(file->first);
      if (id.isValid() && clang::SrcMgr::isSystem(
                              sources.getFileCharacteristic(sources.getLocForStartOfFile(id)))) {
        continue;
      }
      included_.insert(sources.getFileManager().getCanonicalName(file->first).str());
    }
  }

 private:
  std::vector<std::string> headers_;
  std::set<std::string>& included_;
};

}  // namespace

std::set<std::string> FindIncludes(const Request& request, const std::string& source,
                                   const FileSystem& files) {
  std::set<std::string> included;
  TranslationUnit unit{.main_file = source, .kind = model::FileKind::kSource};
  AddFlags(request, source, unit);
  clang::IgnoringDiagConsumer errors;
  auto action = std::make_unique<IncludesAction>(GeneratedHeaders(request.package), included);
  RunClang(request, unit, files, std::move(action), errors);
  return included;
}

}  // namespace goray::scan
