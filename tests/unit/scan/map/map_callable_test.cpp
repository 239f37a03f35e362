// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/scan/scan_code.h"

namespace goray::scan {
namespace {

using model::Callable;
using model::Interface;
using model::Ownership;

Callable Task(const std::string& method) {
  const Interface interface =
      InterfaceOf("namespace a { struct GORAY_TASKS T {\n" + method + "\n}; }");
  return interface.tasks.empty() ? Callable() : interface.tasks[0];
}

TEST(MapCallableTest, Facts) {
  const Callable task = Task(
      "/// Adds.\n///   Indented.\nGORAY_NAME(\"plus\") GORAY_HOLD_GIL int Add(int a, int b = 2) "
      "const noexcept;");
  EXPECT_EQ(task.name, "plus");
  EXPECT_EQ(task.cpp_name, "Add");
  EXPECT_EQ(task.cpp_class, "::a::T");
  EXPECT_TRUE(task.hold_gil);
  EXPECT_TRUE(task.is_const);
  EXPECT_FALSE(task.is_static);
  EXPECT_EQ(task.doc, "Adds.\n  Indented.");
  EXPECT_EQ(task.deprecated, std::nullopt);
  EXPECT_EQ(task.location, (model::Location{"/app/app.h", 16, 39}));
}

TEST(MapCallableTest, Deprecated) {
  EXPECT_EQ(Task("[[deprecated]] void F();").deprecated, "");
  EXPECT_EQ(Task("[[deprecated(\"use G\")]] void F();").deprecated, "use G");
}

TEST(MapCallableTest, ParametersWithoutAName) {
  const Callable task = Task("void F(int, int arg2, int);");
  ASSERT_EQ(task.parameters.size(), 3u);
  EXPECT_EQ(task.parameters[0].name, "arg0");
  EXPECT_EQ(task.parameters[1].name, "arg2");
  EXPECT_EQ(task.parameters[2].name, "arg2_");
}

TEST(MapCallableTest, Results) {
  EXPECT_EQ(Task("void F();").result.cpp, "void");
  EXPECT_EQ(Task("const std::string& F();").result.cpp, "std::string");
  EXPECT_EQ(Task("auto F() { return 1.5; }").result.cpp, "double");
  EXPECT_EQ(Task("goray::Args F();").result.kind, model::Kind::kArgs);
  EXPECT_EQ(
      CodesOf("struct GORAY_TASKS T { std::string& A();\n std::vector<std::string_view> B(); };"),
      "GR1103 GR1105");
}

TEST(MapCallableTest, AutoOfAClassTemplatesInstance) {
  const Interface interface = InterfaceOf(
      "template <typename T> struct B { auto Half(T v) const { return v / 2; }\n"
      "decltype(auto) Same(T v) const { return v; } };\nstruct GORAY_TASKS T : B<double> {};\n"
      "struct GORAY_TASKS U : B<int> { GORAY_NAME(\"IntHalf\") auto Half(int v) const { return v; "
      "}\n"
      "GORAY_NAME(\"IntSame\") auto Same(int v) const { return v; } };");
  ASSERT_EQ(interface.tasks.size(), 4u);
  EXPECT_EQ(interface.tasks[0].result.cpp, "double");
  EXPECT_EQ(interface.tasks[3].result.cpp, "double");
  EXPECT_EQ(CodesOf("struct GORAY_TASKS T { auto F() const; };"), "GR1111");
  EXPECT_EQ(CodesOf("struct C { int Get(); };\nstruct GORAY_ACTORS A { auto F() const; };"),
            "GR1111");
}

TEST(MapCallableTest, TasksThatAreNotConst) {
  const auto warnings = [](const std::string& method) {
    return CodesOf("struct GORAY_TASKS T { " + method + " };", model::Severity::kWarning);
  };
  EXPECT_EQ(warnings("int F();"), "GR1110");
  EXPECT_EQ(
      warnings("int F() const; static int G(); GORAY_IGNORE int H(); T& operator=(const T&);"), "");
  EXPECT_EQ(CodesOf("struct C { int Get(); };\nstruct GORAY_ACTORS A { C NewC(); };",
                    model::Severity::kWarning),
            "");
}

TEST(MapCallableTest, StructsThatExportNothing) {
  const auto warnings = [](const std::string& code) {
    return CodesOf(code, model::Severity::kWarning);
  };
  EXPECT_EQ(warnings("class GORAY_TASKS T { int F() const; };"), "GR1021");
  EXPECT_EQ(warnings("struct C {};\nclass GORAY_ACTORS A { C NewC() const; };"), "GR1021");
  EXPECT_EQ(warnings("struct B { int F() const; };\nstruct GORAY_TASKS T : B {};"), "");
  EXPECT_EQ(CodesOf("struct GORAY_TASKS T { template <typename U> U F() const; };"), "GR1101");
}

TEST(MapCallableTest, ControlCharactersInTexts) {
  const Callable task = Task(std::string("/// a\0b\x1b[2J\x7f\tc\n", 15) +
                             "[[deprecated(\"x\\ny\")]] int F() const;");
  EXPECT_EQ(task.doc, "ab[2J\tc");
  EXPECT_EQ(task.deprecated, "x\ny");
}

TEST(MapCallableTest, OverloadsWithNames) {
  const Interface interface =
      InterfaceOf("struct GORAY_TASKS T { int F(int); GORAY_NAME(\"G\") double F(double); };");
  EXPECT_EQ(interface.tasks.size(), 2u);
}

TEST(MapCallableTest, ChangedMeaningOfParametersAndTasks) {
  EXPECT_EQ(CodesOf("struct P { int x; };\nstruct GORAY_TASKS T { int P(P p); };"), "GR1011");
  EXPECT_EQ(CodesOf("struct P { int x; };\nstruct GORAY_TASKS T { int P(::P p); };"), "");
  EXPECT_EQ(CodesOf("struct P { int x; };\nstruct GORAY_TASKS T { int P(struct P p); };"), "");
}

TEST(MapActorTest, Ownership) {
  const Interface interface = InterfaceOf(
      "struct C { int Get() const; };\nstruct GORAY_ACTORS A { C V(); std::unique_ptr<C> U(); "
      "std::shared_ptr<C> S(); };");
  ASSERT_EQ(interface.actors.size(), 3u);
  EXPECT_EQ(interface.actors[0].ownership, Ownership::kSharedPtr);
  EXPECT_EQ(interface.actors[1].ownership, Ownership::kUniquePtr);
  EXPECT_EQ(interface.actors[2].ownership, Ownership::kValue);
  EXPECT_EQ(interface.classes.size(), 1u);
}

TEST(MapActorTest, MethodsAreThePublicOnes) {
  const Interface interface = InterfaceOf(
      "struct Root { virtual ~Root(); virtual int Virtual() = 0; int FromRoot(); };\n"
      "template <typename T> struct Mixin { T Mixed(); };\n"
      "class Secret { public: int No(); };\n"
      "class C : public Root, public Mixin<int>, Secret {\n public:\n  explicit C(int);\n  int "
      "Virtual() override;\n"
      "  static int Static();\n  template <typename T> T Template();\n  C& operator++();\n  using "
      "Secret::No;\n"
      " protected:\n  int Protected();\n};\n"
      "struct GORAY_ACTORS A { std::unique_ptr<C> Make(int start); };");
  std::vector<std::string> methods;
  for (const Callable& method : interface.classes.at(0).methods) {
    methods.push_back(method.cpp_class + "::" + method.name);
  }
  EXPECT_EQ(methods, (std::vector<std::string>{"::Root::FromRoot", "::Mixin<int>::Mixed",
                                               "::Secret::No", "::C::Virtual"}));
}

TEST(MapActorTest, SameNameFromTwoBases) {
  EXPECT_EQ(CodesOf("struct A1 { int F(); };\nstruct A2 { int F(); };\nstruct C : A1, A2 {};\n"
                    "struct GORAY_ACTORS A { C Make(); };"),
            "GR1003");
}

TEST(MapActorTest, AClassMayBeActorAndValue) {
  const Interface interface = InterfaceOf(
      "struct C { int x; int Get() const; };\nstruct GORAY_ACTORS A { C Make(C from); };");
  EXPECT_EQ(interface.classes.size(), 1u);
  EXPECT_EQ(interface.structs.size(), 1u);
}

TEST(MapActorTest, Rejected) {
  const auto factory = [](const std::string& declaration) {
    return CodesOf(
        "class Abstract { public: virtual int F() = 0; };\nunion U { int x; };\n"
        "namespace { class N {}; }\nstruct GORAY_ACTORS A {\n" +
        declaration + "\n};");
  };
  EXPECT_EQ(factory("void F();"), "GR1106");
  EXPECT_EQ(factory("std::optional<U> F();"), "GR1106");
  EXPECT_EQ(factory("std::string F();"), "GR1106");
  EXPECT_EQ(factory("std::unique_ptr<std::string> F();"), "GR1107");
  EXPECT_EQ(factory("std::unique_ptr<U> F();"), "GR1107");
  EXPECT_EQ(factory("std::unique_ptr<N> F();"), "GR1107");
  EXPECT_EQ(factory("std::unique_ptr<Abstract> F();"), "");
  EXPECT_EQ(factory("Abstract& F();"), "GR1106");
}

}  // namespace
}  // namespace goray::scan
