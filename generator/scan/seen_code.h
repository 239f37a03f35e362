// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>

#include "generator/scan/scan.h"

namespace clang {
class Preprocessor;
}

/// What the scan saw of a translation unit behind the preprocessor, and whether the target's own
/// compiler sees the same.
namespace goray::scan {

/// A definition that the app is made of, behind the preprocessor.
struct SeenDefinition {
  std::string name = {};        ///< Without qualification.
  std::string annotation = {};  ///< "tasks"; empty: none.
  model::Location location = {};
  std::vector<std::string> tokens = {};
  std::vector<std::string> functions = {};  ///< Names of its public ones.
};

/// An annotation in the code, and the struct in whose head it stands.
struct SeenAnnotation {
  std::string name = {};  ///< As in the attribute.
  unsigned place = 0;
  std::string record = {};  ///< Empty: it stands elsewhere.
  unsigned record_place = 0;
};

/// What the scan saw of a translation unit.
struct SeenCode {
  std::set<std::string> wanted = {};  ///< Names of all that was mapped.
  std::set<std::string> files = {};   ///< Where that stands.
  std::vector<SeenDefinition> definitions = {};
};

/// Records the tokens of a parse, from its start on.
class TokenRecorder {
 public:
  explicit TokenRecorder(clang::Preprocessor& preprocessor);
  ~TokenRecorder();
  TokenRecorder(const TokenRecorder&) = delete;
  TokenRecorder& operator=(const TokenRecorder&) = delete;

  /// What the scan saw of `app` and of the types that it mapped.
  SeenCode Definitions(const MappingContext& context, const AppDecls& app) const;
  /// Reports the annotations and comments that are at none of the declarations `found`.
  void CheckAllFound(MappingContext& context, const std::vector<AnnotatedDecl>& found) const;

 private:
  struct Tokens;
  std::unique_ptr<Tokens> tokens_;
};

/// The compiler at work on a unit, beside the parse. It is ended with the object.
class CompilerRun {
 public:
  /// Starts `unit`'s compiler, if it has one.
  CompilerRun(const Request& request, const TranslationUnit& unit);
  ~CompilerRun();
  CompilerRun(const CompilerRun&) = delete;
  CompilerRun& operator=(const CompilerRun&) = delete;

  /// Waits for the compiler and reports where it sees what the scan does not.
  void Compare(const SeenCode& seen, llvm::vfs::FileSystem& files, Outcome& outcome);

 private:
  struct Process;
  const TranslationUnit& unit_;
  std::unique_ptr<Process> process_;
};

}  // namespace goray::scan
