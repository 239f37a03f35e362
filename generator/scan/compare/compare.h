// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/Support/StringSaver.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/scan/seen_code.h"

/// Does the target's own compiler see what the scan sees? Both sides become tokens, one function
/// collects the definitions of an app from them, and these are compared.
///
///   the parse --TokenRecorder--> tokens --CollectDefinitions--> SeenCode of the scan ----+
///                                                                                         |
///   StartCompiler --Finish--> text of -E --LexPreprocessed--> tokens --CollectDefinitions--> Compare
namespace goray::scan {

/// A token behind the preprocessor. `text` is kept by who lexed it, and `place` is for them.
struct SeenToken {
  std::string_view text = {};
  unsigned place = 0;
};

/// What `CollectDefinitions` finds.
struct Collected {
  struct Definition {
    SeenDefinition seen;
    unsigned place = 0;  ///< Of its name.
  };
  /// Definitions of classes and enums that are annotated or wanted, annotated functions.
  std::vector<Definition> definitions = {};
  /// Of all annotations, also those that nothing can bear.
  std::vector<SeenAnnotation> annotations = {};
};

/// Attributes, the bodies of functions and what is not public are left out of a definition, numbers
/// are written alike: compilers' headers differ in these.
Collected CollectDefinitions(const std::vector<SeenToken>& tokens,
                             const std::set<std::string>& wanted);

/// Stands in the scan before a literal that the place or the compiler makes, such as `__LINE__`.
inline constexpr char kOfCompilation = '\1';

/// The token as it is compared: `0x10u` and `16` are one number.
std::string Normalised(std::string_view token);

/// What a compiler prints for -E, without system headers; `place` is an offset.
struct Preprocessed {
  explicit Preprocessed(std::string printed);
  Preprocessed(const Preprocessed&) = delete;
  Preprocessed& operator=(const Preprocessed&) = delete;

  /// `file` as the compiler calls it.
  model::Location LocationOf(unsigned place) const;

  std::string text;
  std::vector<SeenToken> tokens = {};

 private:
  struct Marker {
    unsigned place = 0;
    int line = 0;
    std::string file = {};
  };
  std::vector<Marker> markers_ = {};
  llvm::BumpPtrAllocator memory_ = {};
  llvm::StringSaver saver_{memory_};  ///< Has the tokens that are not printed as they are compared.
};

/// Reports where the definitions of the two sides differ. Files of `compiler` are real paths, as
/// those of the scan are.
void CompareDefinitions(const SeenCode& scan, const std::vector<SeenDefinition>& compiler,
                        const TranslationUnit& unit, Outcome& outcome);

}  // namespace goray::scan
