// SPDX-License-Identifier: Apache-2.0
// A translation unit -> AST -> what its annotations map to. Clang's errors become ours, so that all
// are printed alike.
#include <clang/Basic/Diagnostic.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <llvm/Support/Path.h>

#include "generator/scan/seen_code.h"

namespace goray::scan {
namespace {

using clang::DiagnosticsEngine;

class Collector : public clang::DiagnosticConsumer {
 public:
  explicit Collector(std::vector<model::Diagnostic>& diagnostics) : diagnostics_(diagnostics) {}

  void HandleDiagnostic(DiagnosticsEngine::Level level, const clang::Diagnostic& info) override {
    DiagnosticConsumer::HandleDiagnostic(level, info);
    llvm::SmallString<256> text;
    info.FormatDiagnostic(text);
    if (level == DiagnosticsEngine::Error && IsOfClient(text)) {
      has_forgiven_ = true;
      level = DiagnosticsEngine::Warning;
    } else if (level >= DiagnosticsEngine::Error) {
      diagnostics_.push_back({.text = text.str().str()});
      diagnostics_.back().location = LocationOf(info);
      AddIncludes(info, diagnostics_.back());
    } else if (level == DiagnosticsEngine::Note && follows_error_) {
      diagnostics_.back().notes.push_back({LocationOf(info), text.str().str()});
    }
    if (level != DiagnosticsEngine::Note) follows_error_ = level >= DiagnosticsEngine::Error;
  }

  /// Whether there is an error that counts.
  bool HasErrors() const { return !diagnostics_.empty(); }
  bool HasForgiven() const { return has_forgiven_; }

 private:
  /// The generated clients are empty here. Where a body is read, as the type of a function or a variable
  /// depends on it, the compiler will see the client, and say so if it is really missing. A type of what
  /// is annotated cannot be one of theirs, which MapType reports.
  static bool IsOfClient(llvm::StringRef text) {
    return text.starts_with("no member named 'remote' in ") ||
           text == "use of undeclared identifier 'remote'" ||
           (text.starts_with("no ") && text.contains(" named '") &&
            text.ends_with(" in namespace 'py'"));
  }

  static model::Location LocationAt(const clang::SourceManager& sources,
                                    clang::SourceLocation location) {
    const clang::PresumedLoc place = sources.getPresumedLoc(sources.getFileLoc(location));
    if (place.isInvalid()) return {};
    llvm::SmallString<128> path(place.getFilename());
    llvm::sys::path::remove_dots(path, /*remove_dot_dot=*/true);
    return {path.str().str(), static_cast<int>(place.getLine()),
            static_cast<int>(place.getColumn())};
  }

  static model::Location LocationOf(const clang::Diagnostic& info) {
    const bool known = info.hasSourceManager() && info.getLocation().isValid();
    return known ? LocationAt(info.getSourceManager(), info.getLocation()) : model::Location();
  }

  /// Who includes the file of the error, up to the file that was asked for.
  static void AddIncludes(const clang::Diagnostic& info, model::Diagnostic& diagnostic) {
    if (!info.hasSourceManager() || info.getLocation().isInvalid()) return;
    const clang::SourceManager& sources = info.getSourceManager();
    clang::SourceLocation place = sources.getFileLoc(info.getLocation());
    while ((place = sources.getIncludeLoc(sources.getFileID(place))).isValid()) {
      model::Location includer = LocationAt(sources, place);
      if (includer.file == kHeadersFile) break;
      diagnostic.notes.push_back({std::move(includer), "included from here"});
    }
  }

  std::vector<model::Diagnostic>& diagnostics_;
  bool follows_error_ = false;
  bool has_forgiven_ = false;
};

class Consumer : public clang::ASTConsumer {
 public:
  Consumer(clang::CompilerInstance& compiler, const TranslationUnit& unit,
           const Collector& collector, Outcome& outcome, SeenCode& seen)
      : compiler_(compiler),
        collector_(collector),
        recorder_(compiler.getPreprocessor()),
        unit_(unit),
        outcome_(outcome),
        seen_(seen) {}

  void HandleTranslationUnit(clang::ASTContext& ast) override {
    if (collector_.HasErrors()) return;
    MappingContext context{ast, compiler_.getSema(), unit_.annotated, outcome_};
    const std::vector<AnnotatedDecl> found = FindAnnotations(context);
    recorder_.CheckAllFound(context, found);
    CheckComments(context, found);
    const AppDecls app = CheckAnnotations(context, found);
    for (const clang::CXXRecordDecl* record : app.tasks) MapTasks(context, *record);
    for (const clang::CXXRecordDecl* record : app.actors) MapActors(context, *record);
    MapMain(context, app);
    AddFiles(ast, app);
    seen_ = recorder_.Definitions(context, app);
  }

 private:
  void AddFiles(const clang::ASTContext& ast, const AppDecls& app) {
    std::set<std::string> files;
    const auto add = [&](const auto& decls) {
      for (const auto* decl : decls) files.insert(MapLocation(ast, decl->getLocation()).file);
    };
    add(app.tasks);
    add(app.actors);
    add(app.drivers);
    add(app.options);
    for (const std::string& file : files) outcome_.interface.files.push_back({file, unit_.kind});
  }

  clang::CompilerInstance& compiler_;
  const Collector& collector_;
  const TokenRecorder recorder_;
  const TranslationUnit& unit_;
  Outcome& outcome_;
  SeenCode& seen_;
};

class Action : public clang::ASTFrontendAction {
 public:
  Action(const TranslationUnit& unit, std::vector<std::string> headers, const Collector& collector,
         Outcome& outcome, SeenCode& seen)
      : unit_(unit),
        headers_(std::move(headers)),
        collector_(collector),
        outcome_(outcome),
        seen_(seen) {}

 protected:
  bool BeginInvocation(clang::CompilerInstance& compiler) override {
    compiler.getFrontendOpts().SkipFunctionBodies = true;
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef) override {
    return std::make_unique<Consumer>(compiler, unit_, collector_, outcome_, seen_);
  }

  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    compiler.getPreprocessor().addPPCallbacks(SkipGeneratedHeaders(headers_));
    return true;
  }

  void EndSourceFileAction() override {
    const clang::SourceManager& sources = getCompilerInstance().getSourceManager();
    for (auto file = sources.fileinfo_begin(); file != sources.fileinfo_end(); ++file) {
      outcome_.files_read.insert(sources.getFileManager().getCanonicalName(file->first).str());
    }
  }

 private:
  const TranslationUnit& unit_;
  std::vector<std::string> headers_;
  const Collector& collector_;
  Outcome& outcome_;
  SeenCode& seen_;
};

}  // namespace

SeenCode Parse(const Request& request, const TranslationUnit& unit, const FileSystem& files,
               Outcome& outcome) {
  SeenCode seen;
  std::vector<model::Diagnostic> clang_diagnostics;
  Collector collector(clang_diagnostics);
  auto action =
      std::make_unique<Action>(unit, GeneratedHeaders(request.package), collector, outcome, seen);
  const bool is_clean = RunClang(request, unit, files, std::move(action), collector);
  if (!is_clean && !collector.HasErrors() && !collector.HasForgiven()) {
    clang_diagnostics.push_back({.text = "Clang refused the flags for " + unit.main_file});
  }
  outcome.diagnostics.insert(outcome.diagnostics.end(), clang_diagnostics.begin(),
                             clang_diagnostics.end());
  return seen;
}

}  // namespace goray::scan
