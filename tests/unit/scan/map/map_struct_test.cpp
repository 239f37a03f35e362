// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/scan/scan_code.h"

namespace goray::scan {
namespace {

using model::Kind;
using model::Struct;

/// The structs that a task with a parameter of type `S` reaches.
std::vector<Struct> StructsOf(const std::string& code) {
  return InterfaceOf(code + "struct GORAY_TASKS Tasks { void F(const S& s) const; };").structs;
}

std::string CodesFor(const std::string& code) {
  return CodesOf(code + "\nstruct GORAY_TASKS Tasks { void F(const S& s) const; };");
}

TEST(MapStructTest, FieldsOfBasesComeFirst) {
  const auto structs =
      StructsOf("struct A { int a; }; struct B { int b; }; struct S : A, B { int c; };");
  ASSERT_EQ(structs.size(), 1u);
  ASSERT_EQ(structs[0].fields.size(), 3u);
  EXPECT_EQ(structs[0].fields[0].name, "a");
  EXPECT_EQ(structs[0].fields[1].name, "b");
  EXPECT_EQ(structs[0].fields[2].name, "c");
}

TEST(MapStructTest, StaticMembersAreNoFields) {
  const auto structs = StructsOf("struct S { static constexpr int kMax = 3; int x; };");
  EXPECT_EQ(structs[0].fields.size(), 1u);
}

TEST(MapStructTest, DocsAboveAndBehind) {
  const auto structs = StructsOf(
      "/// A point.\n/// In a plane.\nstruct S {\n  int x;  ///< Right.\n  // Up.\n  int y;\n"
      "  int z;  // Ordinary.\n  /** Time. */\n  int t;\n\n  // A headline\n\n  int u;\n};\n");
  EXPECT_EQ(structs[0].doc, "A point.\nIn a plane.");
  EXPECT_EQ(structs[0].fields[0].doc, "Right.");
  EXPECT_EQ(structs[0].fields[1].doc, "Up.");
  EXPECT_EQ(structs[0].fields[2].doc, "Ordinary.");
  EXPECT_EQ(structs[0].fields[3].doc, "Time.");
  EXPECT_EQ(structs[0].fields[4].doc, "");
}

TEST(MapStructTest, RecursiveThroughUniquePtrAndVector) {
  const auto structs = StructsOf(
      "struct S { std::unique_ptr<S> next; std::vector<S> children; "
      "std::vector<std::unique_ptr<S>> owned; };");
  ASSERT_EQ(structs.size(), 1u);
  EXPECT_EQ(structs[0].fields[0].type.kind, Kind::kUniquePtr);
  EXPECT_EQ(structs[0].fields[1].type.elements[0].name, "S");
  EXPECT_EQ(structs[0].fields[2].type.elements[0].kind, Kind::kUniquePtr);
}

TEST(MapStructTest, MutuallyRecursive) {
  const auto structs = StructsOf(
      "struct T; struct S { std::unique_ptr<T> t; }; struct T { std::unique_ptr<S> s; };");
  EXPECT_EQ(structs.size(), 2u);
}

TEST(MapStructTest, TypedefNamesACStruct) {
  const auto structs = StructsOf("typedef struct { int x; } S;");
  EXPECT_EQ(structs.at(0).name, "S");
}

TEST(MapStructTest, WhyNoAggregate) {
  const auto reason = [](const std::string& body) {
    return ScanCode("struct S { " + body + " }; struct GORAY_TASKS Tasks { void F(S s) const; };")
        .diagnostics.at(0)
        .text;
  };
  EXPECT_EQ(reason("S(int); int x;"), "`S` is not an aggregate (it has a constructor): F(s) -> S");
  EXPECT_EQ(reason("virtual void f();"),
            "`S` is not an aggregate (it has virtual methods): F(s) -> S");
  EXPECT_EQ(reason("int a; private: int x;"),
            "`S` is not an aggregate (field `x` is not public): F(s) -> S");
}

TEST(MapStructTest, FieldsThatCannotBeRead) {
  EXPECT_EQ(
      CodesFor(
          "struct S { std::string_view a;\n std::span<const std::byte> b;\n goray::Bytes c; };"),
      "GR1105 GR1105 GR1105");
  EXPECT_EQ(CodesFor("struct S { int& a; };"), "GR1215");
  EXPECT_EQ(CodesFor("struct S { union { int a; float b; }; };"), "GR1208");
  EXPECT_EQ(CodesFor("struct S { goray::Args a; };"), "GR1104");
  EXPECT_EQ(CodesFor("class P { public: P(int); }; struct B { P p; }; struct S : B { };"),
            "GR1207");
}

TEST(MapStructTest, ErrorsOfAStructAreReportedOnce) {
  EXPECT_EQ(CodesFor("struct S { int* p; }; struct GORAY_TASKS More { S G(S a, S b) const; };"),
            "GR1201");
}

TEST(MapEnumTest, ValuesUnderlyingAndDocs) {
  const auto interface = InterfaceOf(
      "/// Sizes.\nenum class E : std::uint64_t { A = 18446744073709551615u,  ///< Big.\n B = 0 "
      "};\n"
      "enum Old { X = -1, Y };\n"
      "struct GORAY_TASKS Tasks { void F(E e, Old o) const; };");
  ASSERT_EQ(interface.enums.size(), 2u);
  const model::Enum& sizes = interface.enums[0];
  EXPECT_EQ(sizes.doc, "Sizes.");
  EXPECT_EQ(sizes.underlying.cpp, "unsigned long");
  EXPECT_EQ(sizes.enumerators[0].value.dump(), "18446744073709551615");
  EXPECT_EQ(sizes.enumerators[0].doc, "Big.");
  EXPECT_EQ(interface.enums[1].enumerators[0].value, -1);
}

}  // namespace
}  // namespace goray::scan
