// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <llvm/ADT/StringExtras.h>

#include "generator/scan/compare/compare.h"

namespace goray::scan {
namespace {

const char* const kTasks = R"(__attribute__((annotate("goray::" "tasks"))))";

/// The tokens of the one definition in `code`.
std::string TokensOf(const std::string& code) {
  const Preprocessed preprocessed(code);
  const Collected collected = CollectDefinitions(preprocessed.tokens, {"T"});
  EXPECT_EQ(collected.definitions.size(), 1u) << code;
  return collected.definitions.empty() ? "" : llvm::join(collected.definitions[0].seen.tokens, " ");
}

std::string Body(const std::string& members) {
  const std::string tokens = TokensOf("struct T { " + members + " };");
  const std::string head = "struct T { ";
  EXPECT_TRUE(tokens.starts_with(head) && tokens.ends_with("}")) << tokens;
  return tokens.substr(head.size(), tokens.size() - head.size() - 1);
}

TEST(CollectDefinitionsTest, BodiesAreLeftOut) {
  EXPECT_EQ(Body("int F() const { if (a) { b(); } } int G();"), "int F ( ) const ; int G ( ) ; ");
  EXPECT_EQ(Body("T(int x) : a(x), b{x} { f(); } ~T() {};"), "T ( int x ) ; ~ T ( ) ; ");
  EXPECT_EQ(Body("void F() try { f(); } catch (...) { g(); } int x;"), "void F ( ) ; int x ; ");
  EXPECT_EQ(Body("auto F() -> decltype(g(1)) { return g(1); }"),
            "auto F ( ) -> decltype ( g ( 1 ) ) ; ");
  EXPECT_EQ(Body("int operator()(int x) const { return x; } bool operator=(int) { return x; }"),
            "int operator ( ) ( int x ) const ; bool operator = ( int ) ; ");
}

TEST(CollectDefinitionsTest, ValuesStay) {
  EXPECT_EQ(Body("int x = 1; int y{2}; std::vector<int> z = {1, 2}; alignas(16) int w{3};"),
            "int x = 1 ; int y { 2 } ; std :: vector < int > z = { 1 , 2 } ; alignas ( 16 ) int w "
            "{ 3 } ; ");
  EXPECT_EQ(Body("void F(std::vector<int> v = {1}, int n = sizeof(int)) const;"),
            "void F ( std :: vector < int > v = { 1 } , int n = sizeof ( int ) ) const ; ");
}

TEST(CollectDefinitionsTest, NestedTypes) {
  EXPECT_EQ(Body("enum class E : int { kA = 1, kB } e; struct N { int F() { g(); } } n; int x;"),
            "enum class E : int { kA = 1 , kB } e ; struct N { int F ( ) ; } n ; int x ; ");
}

TEST(CollectDefinitionsTest, Constraints) {
  EXPECT_EQ(Body("template <typename U> requires requires(U u) { u.x(); } void F(U u) { g(); }"),
            "template < typename U > requires requires ( U u ) { u . x ( ) ; } void F ( U u ) ; ");
  EXPECT_EQ(Body("template <typename U> void F(U u) requires (sizeof(U) > 4) { g(); }"),
            "template < typename U > void F ( U u ) requires ( sizeof ( U ) > 4 ) ; ");
  EXPECT_EQ(Body("void F(std::integral auto x) const requires std::same_as<int, int> { g(); }"),
            "void F ( std :: integral auto x ) const requires std :: same_as < int , int > ; ");
}

TEST(CollectDefinitionsTest, AttributesSpecifiersAndChecksAreLeftOut) {
  EXPECT_EQ(
      Body("[[nodiscard]] __attribute__((pure)) inline constexpr int F([[maybe_unused]] int x);"
           " static_assert(sizeof(int) == 4, \"\"); __extension__ int y;"),
      "int F ( int x ) ; int y ; ");
  EXPECT_EQ(Body("__attribute__((annotate(\"goray::\" \"ignore\"))) void F();"),
            "goray::ignore void F ( ) ; ");
}

TEST(CollectDefinitionsTest, OnlyWhatIsPublic) {
  EXPECT_EQ(Body("int x; private: int y; void F() { } protected: int z; public: int w;"),
            "int x ; int w ; ");
  EXPECT_EQ(TokensOf("class T : public B<int> { int x; public: int y; };"),
            "class T : public B < int > { int y ; }");
}

TEST(CollectDefinitionsTest, NumbersAreWrittenAlike) {
  for (const auto& [one, other] :
       {std::pair("0x7fffffff", "2147483647"),
        {"017L", "15"},
        {"0b11", "3u"},
        {"1'000", "1000"},
        {"1e3", "1000.0"},
        {"3.40282346638528859811704183484516954e+38F", "3.40282347e+38F"},
        {"double(2.22044604925031308084726333618164062e-16L)", "2.2204460492503131e-16"}}) {
    EXPECT_EQ(Body(std::string("auto x = ") + one + ";"),
              Body(std::string("auto x = ") + other + ";"));
  }
  EXPECT_NE(Body("auto x = 1.5f;"), Body("auto x = 1.5;"));
  EXPECT_NE(Body("auto x = 10;"), Body("auto x = 12;"));
}

TEST(CollectDefinitionsTest, AnnotationsAreFoundWhereverTheyStand) {
  const std::string tasks = kTasks;
  const Preprocessed preprocessed("struct " + tasks + " A { void F(); }; void G() { struct " +
                                  tasks + " B {}; }\n" + tasks + " struct C { struct " + tasks +
                                  " D {}; };");
  const Collected collected = CollectDefinitions(preprocessed.tokens, {});
  std::string names;
  for (const auto& [seen, place] : collected.definitions)
    names += seen.name + seen.annotation + " ";
  EXPECT_EQ(names, "Atasks Btasks Dtasks ");
  std::string records;
  for (const SeenAnnotation& seen : collected.annotations) records += seen.record + ",";
  EXPECT_EQ(records, "A,B,,D,");
  EXPECT_EQ(collected.definitions[0].seen.functions, std::vector<std::string>{"F"});
}

TEST(CollectDefinitionsTest, AFunctionEndsWithItsDeclaration) {
  const Preprocessed preprocessed(
      "__attribute__((annotate(\"goray::driver\"))) extern int Main();");
  const Collected collected = CollectDefinitions(preprocessed.tokens, {});
  ASSERT_EQ(collected.definitions.size(), 1u);
  EXPECT_EQ(collected.definitions[0].seen.name, "Main");
  EXPECT_EQ(llvm::join(collected.definitions[0].seen.tokens, " "), "extern int Main ( )");
}

TEST(CollectDefinitionsTest, UsesAndDeclarationsAreNoDefinitions) {
  const Preprocessed preprocessed(
      "struct T; template <class T> void F(struct T* t); enum T : int; struct T x = {}; T y{};");
  EXPECT_EQ(CollectDefinitions(preprocessed.tokens, {"T"}).definitions.size(), 0u);
}

TEST(CollectDefinitionsTest, CutOffCodeEnds) {
  const std::string code =
      "class T : B<int> { enum E { kA }; int F(int x = {1}) { g([] { }); } int y[2]; };";
  for (std::size_t size = 0; size <= code.size(); ++size) {
    const Preprocessed preprocessed(code.substr(0, size));
    EXPECT_LE(CollectDefinitions(preprocessed.tokens, {"T"}).definitions.size(), 1u);
  }
}

TEST(PreprocessedTest, PlacesAreThoseOfTheMarkers) {
  const Preprocessed preprocessed(
      "# 1 \"app.cpp\"\n# 1 \"/usr/include/x.h\" 1 3 4\nstruct System {};\n# 7 \"a \\\"b\\\".h\" "
      "2\n"
      "\n#pragma once\n  struct T {};\n");
  const Collected collected = CollectDefinitions(preprocessed.tokens, {"T", "System"});
  ASSERT_EQ(collected.definitions.size(), 1u);
  EXPECT_EQ(preprocessed.LocationOf(collected.definitions[0].place),
            (model::Location{"a \"b\".h", 9, 10}));
}

TEST(PreprocessedTest, ASystemHeadersMacroIsNotOfASystemHeader) {
  const Preprocessed preprocessed(
      "# 1 \"app.h\"\nstruct T { int x = \n# 1 \"app.h\" 3 4\n 42\n# 1 \"app.h\"\n ; };\n");
  const Collected collected = CollectDefinitions(preprocessed.tokens, {"T"});
  ASSERT_EQ(collected.definitions.size(), 1u);
  EXPECT_EQ(llvm::join(collected.definitions[0].seen.tokens, " "), "struct T { int x = 42 ; }");
}

}  // namespace
}  // namespace goray::scan
