// SPDX-License-Identifier: Apache-2.0
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/Path.h>

#include <algorithm>
#include <functional>
#include <map>
#include <span>

#include "generator/model/catalogue.h"
#include "generator/scan/compare/compare.h"

namespace goray::scan {
namespace {

using Tokens = std::span<const std::string>;
using Definitions = std::vector<const SeenDefinition*>;
/// By file and name: a name may be defined several times, in namespaces or as a specialisation.
using ByName = std::map<std::pair<std::string, std::string>, Definitions>;

constexpr std::size_t kMostShown = 24;

/// Roughly as somebody would write it.
std::string Join(Tokens tokens) {
  std::string text;
  std::string_view before = "(";
  for (const std::string& token : tokens.first(std::min(tokens.size(), kMostShown))) {
    constexpr llvm::StringRef kTightAfter("( :: < [ ~ !");
    constexpr llvm::StringRef kTightBefore(") :: < > , ; [ ] & && * ...");
    const auto is_in = [](llvm::StringRef all, std::string_view one) {
      return llvm::is_contained(llvm::split(all, ' '), llvm::StringRef(one));
    };
    const bool is_call = token == "(" && !llvm::StringRef("=,+-*/%").contains(before);
    const bool tight = is_call || is_in(kTightAfter, before) || is_in(kTightBefore, token);
    if (!text.empty() && !tight) text += ' ';
    text += llvm::StringRef(token).ltrim(kOfCompilation);
    before = token;
  }
  return text + (tokens.size() > kMostShown ? " ..." : "");
}

std::string Shown(Tokens tokens) { return tokens.empty() ? "nothing" : "`" + Join(tokens) + "`"; }

bool IsLiteral(std::string_view token) {
  return llvm::isDigit(token[0]) || token.find_first_of("\"'") != std::string_view::npos;
}

/// The tokens of a definition as members, or as enumerators.
class Members {
 public:
  explicit Members(Tokens definition) : is_enum_(!definition.empty() && definition[0] == "enum") {}

  bool IsEnd(const std::string& token) const {
    return token == ";" || token == "{" || token == "}" || (is_enum_ && token == ",");
  }
  /// Whether a token of the scan and one of the compiler are the same. What the place or the
  /// compiler makes may be any literal, but not of an enumerator: its value is taken from the scan.
  bool AreSame(std::string_view ours, std::string_view theirs) const {
    const bool of_compilation = ours.starts_with(kOfCompilation);
    if (of_compilation) ours.remove_prefix(1);
    return ours == theirs || (of_compilation && !is_enum_ && IsLiteral(theirs));
  }
  /// Whether both go on with the same one.
  bool StartAlike(Tokens scan, Tokens compiler) const {
    return std::ranges::equal(First(scan), First(compiler),
                              std::bind_front(&Members::AreSame, this));
  }

 private:
  Tokens First(Tokens tokens) const {
    const auto end =
        std::ranges::find_if(tokens, [this](const auto& token) { return IsEnd(token); });
    return tokens.first(static_cast<std::size_t>(end - tokens.begin()));
  }

  bool is_enum_;
};

/// What the two sides do not share first, in whole members.
std::pair<Tokens, Tokens> Difference(Tokens scan, Tokens compiler) {
  const Members members(scan);
  const auto different =
      std::ranges::mismatch(scan, compiler, std::bind_front(&Members::AreSame, &members));
  if (different.in1 == scan.end() && different.in2 == compiler.end()) return {};
  auto start = static_cast<std::size_t>(different.in1 - scan.begin());
  while (start > 0 && !members.IsEnd(scan[start - 1])) --start;
  scan = scan.subspan(start);
  compiler = compiler.subspan(start);
  const auto ends_at = [&members](Tokens tokens, std::size_t size) {
    return size == 0 || members.IsEnd(tokens[size - 1]);
  };
  // The shortest after which both go on alike.
  for (std::size_t size = 1; size <= scan.size() + compiler.size(); ++size) {
    for (std::size_t of_scan = size > compiler.size() ? size - compiler.size() : 0;
         of_scan <= std::min(size, scan.size()); ++of_scan) {
      const std::size_t of_compiler = size - of_scan;
      if (ends_at(scan, of_scan) && ends_at(compiler, of_compiler) &&
          members.StartAlike(scan.subspan(of_scan), compiler.subspan(of_compiler))) {
        return {scan.first(of_scan), compiler.first(of_compiler)};
      }
    }
  }
  return {scan, compiler};
}

/// "; only the compiler has `A` and `B`"
std::string OnlyOneHas(std::string_view side, std::vector<std::string> one,
                       std::vector<std::string> other) {
  std::ranges::sort(one);
  std::ranges::sort(other);
  std::vector<std::string> only;
  std::ranges::set_difference(one, other, std::back_inserter(only));
  if (only.empty()) return "";
  return "; only the " + std::string(side) + " has `" + llvm::join(only, "`, `") + "`";
}

/// The flags of the compiler that Clang was not given, apart from warnings.
std::string LeftOut(const TranslationUnit& unit) {
  std::vector<std::string> flags;
  for (const std::string& flag : unit.compiler_flags) {
    const llvm::StringRef word(flag);
    if ((word.starts_with("-f") || word.starts_with("-m")) &&
        !llvm::is_contained(unit.flags, flag)) {
      flags.push_back(flag);
    }
  }
  return flags.empty() ? "" : " (Clang does not get `" + llvm::join(flags, " ") + "`)";
}

class Comparison {
 public:
  Comparison(const TranslationUnit& unit, Outcome& outcome) : unit_(unit), outcome_(outcome) {}

  void Compare(const Definitions& scan, const Definitions& compiler) {
    const std::size_t shared = std::min(scan.size(), compiler.size());
    for (std::size_t i = 0; i < shared; ++i) {
      const auto [ours, theirs] = Difference(scan[i]->tokens, compiler[i]->tokens);
      if (ours.empty() && theirs.empty()) continue;
      Report(*scan[i], Shown(theirs), Shown(ours), *compiler[i], *scan[i]);
      return;
    }
    const SeenDefinition nothing;
    if (scan.size() > shared) {
      const SeenDefinition& only = *scan[shared];
      Report(only, "nothing", "its definition", nothing, only);
    } else if (compiler.size() > shared) {
      const SeenDefinition& only = *compiler[shared];
      Report(only, "its definition", "nothing", only, nothing);
    }
  }

 private:
  void Report(const SeenDefinition& at, const std::string& theirs, const std::string& ours,
              const SeenDefinition& compiler, const SeenDefinition& scan) {
    const std::string only = OnlyOneHas("compiler", compiler.functions, scan.functions) +
                             OnlyOneHas("scan", scan.functions, compiler.functions);
    const std::string hint =
        "a macro is different for the two, such as `__clang__`, or one that a flag defines" +
        LeftOut(unit_) +
        ": declare the same for all compilers, or define a macro of your own for the target";
    outcome_.diagnostics.push_back(model::MakeDiagnostic(
        model::catalogue::kSeenDifferently, at.location, {at.name, theirs, ours, only, hint}));
  }

  const TranslationUnit& unit_;
  Outcome& outcome_;
};

ByName Sorted(const std::vector<SeenDefinition>& definitions) {
  ByName sorted;
  for (const SeenDefinition& definition : definitions) {
    sorted[{definition.location.file, definition.name}].push_back(&definition);
  }
  return sorted;
}

bool IsAnnotated(const Definitions& definitions) {
  return std::ranges::any_of(
      definitions, [](const auto* definition) { return !definition->annotation.empty(); });
}

}  // namespace

void CompareDefinitions(const SeenCode& scan, const std::vector<SeenDefinition>& compiler,
                        const TranslationUnit& unit, Outcome& outcome) {
  const ByName ours = Sorted(scan.definitions);
  const ByName theirs = Sorted(compiler);
  Comparison comparison(unit, outcome);
  const auto of = [](const ByName& all, const auto& key) {
    const auto found = all.find(key);
    return found == all.end() ? Definitions() : found->second;
  };
  for (const auto& [key, definitions] : ours) {
    const bool counts = scan.files.contains(key.first) || unit.annotated.contains(key.first);
    const Definitions same = of(theirs, key);
    // A type may stand in what only one of the two takes for a system header.
    if (!counts || (same.empty() && !IsAnnotated(definitions))) continue;
    comparison.Compare(definitions, same);
  }
  for (const auto& [key, definitions] : theirs) {
    // What was precompiled, the scan has seen without its tokens.
    const bool is_new = !ours.contains(key) && !scan.wanted.contains(key.second);
    if (is_new && unit.annotated.contains(key.first) && IsAnnotated(definitions)) {
      comparison.Compare({}, definitions);
    }
  }
}

}  // namespace goray::scan
