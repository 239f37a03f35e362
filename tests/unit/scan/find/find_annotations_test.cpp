// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/scan/scan_code.h"

namespace goray::scan {
namespace {

std::vector<std::string> TaskNames(const std::string& code) {
  std::vector<std::string> names;
  for (const model::Callable& task : InterfaceOf(code).tasks) names.push_back(task.name);
  return names;
}

using Names = std::vector<std::string>;

TEST(FindAnnotationsTest, StructsMerge) {
  EXPECT_EQ(TaskNames("namespace a { struct GORAY_TASKS T { void B(); }; }\n"
                      "extern \"C++\" { class GORAY_TASKS U { public: void A(); void C(); private: "
                      "void D(); }; }"),
            (Names{"A", "B", "C"}));
}

TEST(FindAnnotationsTest, CommentsAreAnnotations) {
  EXPECT_EQ(TaskNames("// raytasks\nstruct T { void A(); };\n"
                      "/// Docs.\n/// raytasks\nstruct U { void B(); };\n"
                      "//raytasks\n\nstruct NotDirectlyAbove { void C(); };\n"
                      "// the raytasks of another\nstruct Prose { void D(); };"),
            (Names{"A", "B"}));
}

TEST(FindAnnotationsTest, CommentAnnotatesActors) {
  const auto interface =
      InterfaceOf("struct C { int Get(); };\n// rayactors\nstruct A { C Make(); };");
  EXPECT_EQ(interface.actors.at(0).class_name, "C");
}

TEST(FindAnnotationsTest, NestedStruct) {
  EXPECT_EQ(TaskNames("struct App { struct GORAY_TASKS T { void A(); }; };"), (Names{"A"}));
}

TEST(FindAnnotationsTest, StaticInheritedAndIgnored) {
  EXPECT_EQ(
      TaskNames(
          "struct Base { void A(); void Hidden(); };\n"
          "struct GORAY_TASKS T : Base { T(); ~T(); static void B(); GORAY_IGNORE void C();\n"
          "  void operator()(); operator bool() const; void Hidden(int) = delete; void D(); };"),
      (Names{"A", "B", "D"}));
}

TEST(FindAnnotationsTest, DriverAndOptions) {
  const auto interface = InterfaceOf(
      "namespace goray { class Options; }\nnamespace a { GORAY_DRIVER int Main();\n"
      "GORAY_OPTIONS goray::Options Init(); }\nint a::Main() { return 1; }");
  EXPECT_EQ(interface.drivers.at(0).cpp, "::a::Main");
  EXPECT_EQ(interface.options.at(0).cpp, "::a::Init");
}

TEST(FindAnnotationsTest, TypeAsTaskAndStructTogether) {
  EXPECT_EQ(CodesOf("struct GORAY_TASKS GORAY_ACTORS T { };"), "");
}

TEST(FindAnnotationsTest, OnesThatNothingBears) {
  EXPECT_EQ(CodesOf("void F() { struct GORAY_TASKS T { int A() const; }; }"), "GR1008");
  EXPECT_EQ(CodesOf("struct S { void F() { auto f = [] { struct GORAY_ACTORS T {}; }; } };"),
            "GR1008");
  EXPECT_EQ(CodesOf("GORAY_TASKS struct T { int A() const; };"), "GR1002");
  EXPECT_EQ(CodesOf("struct GORAY_TASKS T { int A(GORAY_IGNORE int x) const; };"), "GR1002");
  EXPECT_EQ(CodesOf("template <typename U> struct S { struct GORAY_TASKS T { int A(); }; };"),
            "GR1007");
  EXPECT_EQ(
      TaskNames("#define TASKS(name) struct GORAY_TASKS name { GORAY_NAME(\"B\") int A() const; }\n"
                "TASKS(T);\n#if 0\nstruct GORAY_TASKS U { int C() const; };\n#endif\n"
                "// GORAY_TASKS\nconst char* const kText = \"GORAY_TASKS\";\n"
                "template <typename U> struct S { GORAY_IGNORE int F(); template <typename V> "
                "GORAY_IGNORE V G(); };"),
      (Names{"B"}));
}

TEST(FindAnnotationsTest, CommentsThatAnnotateNothing) {
  const auto warnings = [](const std::string& code) {
    return CodesOf(code, model::Severity::kWarning);
  };
  EXPECT_EQ(warnings("//raytasks\n\nstruct T { void A() const; };"), "GR1023");
  EXPECT_EQ(warnings("void F() {\n// raytasks\nstruct T {};\n}"), "GR1023");
  EXPECT_EQ(
      warnings(
          "// Docs.\n// raytasks\nstruct T { void A() const; };\n"
          "// rayactors\nstruct GORAY_ACTORS A : T { T NewT() const; GORAY_IGNORE void A(); };\n"
          "#if 0\n// raytasks\n#endif\n// the raytasks of others\n"),
      "");
}

TEST(FindAnnotationsTest, ErrorInABodyIsSkipped) {
  EXPECT_EQ(TaskNames("struct GORAY_TASKS T { int A() { return nonsense; } };"), (Names{"A"}));
}

TEST(FindAnnotationsTest, ErrorOfClangStopsTheUnit) {
  EXPECT_EQ(CodesOf("struct GORAY_TASKS T { int A(Unknown u, int* p); };"),
            "unknown type name 'Unknown'");
}

}  // namespace
}  // namespace goray::scan
