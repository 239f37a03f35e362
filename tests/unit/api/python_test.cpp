// SPDX-License-Identifier: Apache-2.0
#include <goray/actor_handle.h>
#include <goray/objects.h>
#include <goray/python.h>
#include <gtest/gtest.h>

#include "../ffi/fake_host.h"

namespace goray::testing {
namespace {

TEST(Python, ALocalTaskIsCalledByName) {
  const FakeHost host([](const Asked&) { return Answer{0, "\x2A"}; });
  EXPECT_EQ(LocalCallPyTask("answer", 1, "a", 2.0).As<int>(), 42);
  ASSERT_EQ(host.asked().size(), 1U);
  EXPECT_EQ(host.asked()[0].command, 0);
  EXPECT_EQ(ArgumentsOf(host.asked()[0]).substr(0, 3),
            "\x01\xA1"
            "a");
  EXPECT_EQ(OptionsOf(host.asked()[0]),
            R"({"go_ray_arg_pos_to_object":{},"goray_task_name":"answer"})");
}

TEST(Python, ANameThatJsonEscapesIsSentAsItIs) {
  const FakeHost host([](const Asked&) { return Answer{0, "\x2A"}; });
  EXPECT_EQ(LocalCallPyTask("a\"\\\n\x7f").As<int>(), 42);
  EXPECT_EQ(LocalCallPyTask("größe").As<int>(), 42);
  EXPECT_EQ(LocalCallPyTask("", Option("num_cpus", 2)).As<int>(), 42);
  EXPECT_THROW(static_cast<void>(LocalCallPyTask("\xff")), ValueError);
  ASSERT_EQ(host.asked().size(), 3U);
  EXPECT_EQ(OptionsOf(host.asked()[0]),
            "{\"go_ray_arg_pos_to_object\":{},\"goray_task_name\":\"a\\\"\\\\\\n\x7f\"}");
  EXPECT_EQ(OptionsOf(host.asked()[1]),
            R"({"go_ray_arg_pos_to_object":{},"goray_task_name":"größe"})");
  EXPECT_EQ(OptionsOf(host.asked()[2]),
            R"({"go_ray_arg_pos_to_object":{},"goray_task_name":"","num_cpus":2})");
}

TEST(Python, CodeIsCalled) {
  const FakeHost host([](const Asked&) { return Answer{0, "\x02"}; });
  EXPECT_EQ(LocalCallPyCode("def f(x): return x + 1", 1).As<int>(), 2);
  EXPECT_EQ(host.asked()[0].command, 1);
  EXPECT_EQ(OptionsOf(host.asked()[0]),
            R"({"func_code":"def f(x): return x + 1","go_ray_arg_pos_to_object":{}})");
}

TEST(Python, ReferencesAndOptionsAreNoArguments) {
  const FakeHost host([](const Asked&) { return Answer{0, Id(9)}; });
  {
    const ObjectRef<int> first(7);
    const ObjectRef<> second(8);
    const ObjectRef<> result = RemoteCallPyTask("f", first, 1, Option("num_cpus", 2), second);
    EXPECT_EQ(result.id(), 9U);
  }
  EXPECT_EQ(host.asked()[0].command, 16);
  EXPECT_EQ(ArgumentsOf(host.asked()[0]), "\x01");
  EXPECT_EQ(
      OptionsOf(host.asked()[0]),
      R"({"go_ray_arg_pos_to_object":{"0":{"auto_release":false,"id":7},"2":{"auto_release":false,"id":8}},)"
      R"("num_cpus":2,"task_name":"f"})");
  EXPECT_EQ(host.released().size(), 3U);
}

TEST(Python, ALocalInstanceIsClosedOnce) {
  const FakeHost host(
      [](const Asked& asked) { return Answer{0, asked.command == 2 ? Id(3) : "\xC0"}; });
  {
    PyLocalInstance storage = NewPyLocalInstance("Storage");
    const PyLocalInstance moved = std::move(storage);
    moved.Call("put", "k", 1);
  }
  ASSERT_EQ(host.asked().size(), 3U);
  EXPECT_EQ(OptionsOf(host.asked()[0]),
            R"({"go_ray_arg_pos_to_object":{},"goray_actor_type_name":"Storage"})");
  EXPECT_EQ(
      OptionsOf(host.asked()[1]),
      R"({"go_ray_arg_pos_to_object":{},"goray_py_local_actor_id":3,"goray_task_name":"put"})");
  EXPECT_EQ(host.asked()[2].command, 4);
  EXPECT_EQ(host.asked()[2].data, R"({"goray_py_local_actor_id":3})");
}

TEST(Actors, AreMadeCalledFoundAndKilled) {
  const FakeHost host([](const Asked& asked) {
    if (asked.command == 15)
      return Answer{0, R"({"py_local_id":5,"actor_type_name":"X","is_golang_actor":true})"};
    return Answer{0, Id(4)};
  });
  const ActorHandle<> made = NewActor("Counter", 1, Option("name", "c"));
  EXPECT_EQ(
      OptionsOf(host.asked()[0]),
      R"({"go_ray_arg_pos_to_object":{},"goray_actor_methods":["Incr"],"goray_actor_type_name":"Counter","name":"c"})");
  made.RemoteCall("Incr", 1);
  EXPECT_EQ(
      OptionsOf(host.asked()[1]),
      R"({"go_ray_arg_pos_to_object":{},"goray_py_local_actor_id":4,"goray_task_name":"Incr"})");
  EXPECT_EQ(GetActor("c", "space").id(), 5U);
  EXPECT_EQ(host.asked()[2].data, R"({"name":"c","namespace":"space"})");
  Kill(made);
  EXPECT_EQ(host.asked()[3].data, R"({"goray_py_local_actor_id":4,"no_restart":true})");
}

TEST(Names, OfAnotherLibraryAreLeftToPython) {
  const FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
  RemoteCall("Upper", "a", Option("library", "letters"));
  EXPECT_EQ(OptionsOf(host.asked()[0]),
            R"({"go_ray_arg_pos_to_object":{},"goray_task_name":"Upper","library":"letters"})");
  NewActor("NewPrinter", Options{{"library", "letters"}});
  EXPECT_EQ(
      OptionsOf(host.asked()[1]),
      R"({"go_ray_arg_pos_to_object":{},"goray_actor_methods":[],"goray_actor_type_name":"NewPrinter","library":"letters"})");
}

TEST(Names, OfThisLibraryAreCheckedBeforeTheCall) {
  const FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
  EXPECT_THROW(RemoteCall("Helo"), Error);
  EXPECT_THROW(NewActor("Conter"), Error);
  EXPECT_TRUE(host.asked().empty());
}

}  // namespace
}  // namespace goray::testing
