// SPDX-License-Identifier: Apache-2.0
#include "generator/model/diagnostic.h"

#include <gtest/gtest.h>

namespace goray::model {
namespace {

constexpr Message kMessage = {"GR1999", "`{0}` is {1}", "write {1}"};

std::string RenderAll(const std::vector<Diagnostic>& diagnostics, const std::string& text) {
  return Render(diagnostics, "/app", [&](const std::string&) { return std::optional(text); });
}

TEST(DiagnosticTest, LooksLikeClang) {
  const Diagnostic diagnostic = MakeDiagnostic(kMessage, {"/app/a.h", 1, 5}, {"x", "bad"},
                                               {{{"/lib/b.h", 1, 1}, "seen here"}});
  EXPECT_EQ(RenderAll({diagnostic}, "int x;\n"),
            "a.h:1:5: error: `x` is bad [GR1999]\nint x;\n    ^\na.h:1:5: note: write bad\n"
            "/lib/b.h:1:1: note: seen here\nint x;\n^\n");
}

TEST(DiagnosticTest, AWarningSaysSoAndIsNoError) {
  constexpr Message kWarning = {"GR1998", "`{0}` is odd", "", Severity::kWarning};
  const Diagnostic warning = MakeDiagnostic(kWarning, {"/app/a.h", 1, 1}, {"x"});
  EXPECT_EQ(RenderAll({warning}, "int x;\n"), "a.h:1:1: warning: `x` is odd [GR1998]\nint x;\n^\n");
  EXPECT_FALSE(HasErrors({warning}));
  EXPECT_TRUE(HasErrors({warning, MakeDiagnostic(kMessage, {}, {"x", "bad"})}));
}

TEST(DiagnosticTest, SortedByPlaceAndEachOnce) {
  const std::string text = RenderAll({{.location = {"/app/b.h", 1, 1}, .text = "third"},
                                      {.location = {"/app/a.h", 10, 1}, .text = "second"},
                                      {.location = {"/app/a.h", 9, 1}, .text = "first"},
                                      {.location = {"/app/a.h", 9, 1}, .text = "first"}},
                                     "");
  EXPECT_EQ(text, "a.h:9:1: error: first\na.h:10:1: error: second\nb.h:1:1: error: third\n");
}

TEST(DiagnosticTest, CaretStandsUnderTabsAndWideCharacters) {
  EXPECT_EQ(RenderAll({{.location = {"/app/a.h", 1, 6}, .text = "t"}}, "\t\xc3\xa9/ x\r\n"),
            "a.h:1:6: error: t\n\t\xc3\xa9/ x\n\t   ^\n");
}

TEST(DiagnosticTest, WithoutAPlace) {
  EXPECT_EQ(RenderAll({MakeDiagnostic(kMessage, {}, {"x", "bad"})}, ""),
            "goray-gen: error: `x` is bad [GR1999]\ngoray-gen: note: write bad\n");
}

TEST(DiagnosticTest, BracesThatAreNoPlaceholderStay) {
  constexpr Message kBraces = {"GR1999", "struct { ... }; {0} {}", ""};
  EXPECT_EQ(MakeDiagnostic(kBraces, {}, {"x"}).text, "struct { ... }; x {}");
}

}  // namespace
}  // namespace goray::model
