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

TEST(FindAnnotationsTest, ErrorInABodyIsSkipped) {
  EXPECT_EQ(TaskNames("struct GORAY_TASKS T { int A() { return nonsense; } };"), (Names{"A"}));
}

TEST(FindAnnotationsTest, ErrorOfClangStopsTheUnit) {
  EXPECT_EQ(CodesOf("struct GORAY_TASKS T { int A(Unknown u, int* p); };"),
            "unknown type name 'Unknown'");
}

}  // namespace
}  // namespace goray::scan
