// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <thread>

#include "sample_app.h"

namespace goray::testing {
namespace {

using dispatch::Code;

class Commands : public ::testing::Test {
 protected:
  Reply Do(std::uint64_t command, std::uint64_t index = 0, const Octets& data = {}) {
    return Send(store_, command, index, data);
  }
  std::uint64_t NewCounter(int start) {
    return std::stoull(Do(5, 0, CallMessage("NewCounter", Packed(start))).text);
  }

  dispatch::ActorStore store_;
};

Octets Text(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

TEST_F(Commands, TellWhatTheLibraryHas) {
  EXPECT_EQ(Do(0).text, R"({"num_cpus":2})");
  EXPECT_EQ(Do(1).text, "42");
  EXPECT_EQ(Do(1, 0, Packed(std::vector<std::string>{"app.so", "-x", ""})).text, "44");
  EXPECT_EQ(Do(2).text, R"([["Divide","Echo","Fail","Nothing","Pair"],["NewCounter","NewTomb"]])");
  EXPECT_EQ(Do(3, 0, Text("NewCounter")).text, R"(["Incr","Wait"])");
}

TEST_F(Commands, UnknownNamesComeWithAHint) {
  const Reply methods = Do(3, 0, Text("newcounter"));
  EXPECT_EQ(methods.code, Code::kFailed);
  EXPECT_EQ(methods.text, "there is no actor 'newcounter'; did you mean 'NewCounter'?");
  EXPECT_EQ(MessageOf(Do(4, 0, CallMessage("Divid", {}))),
            "there is no task 'Divid'; did you mean 'Divide'?");
  EXPECT_EQ(MessageOf(Do(5, 0, CallMessage("X", {}))),
            "there is no actor 'X'; there are NewCounter, NewTomb");
  EXPECT_EQ(MessageOf(Do(6, NewCounter(1), CallMessage("incr", {}))),
            "there is no method of NewCounter 'incr'; did you mean 'Incr'?");
}

TEST_F(Commands, AnActorLivesFromNewToClose) {
  const std::uint64_t id = NewCounter(5);
  EXPECT_LT(id, 1ULL << 32);
  EXPECT_EQ(ResultOf<int>(Do(6, id, CallMessage("Incr", Packed(2)))), 7);
  EXPECT_EQ(ResultOf<int>(Do(6, id, CallMessage("Incr", Packed(1)))), 8);
  EXPECT_EQ(LiveCounters(), 1);
  EXPECT_EQ(Do(7, id).code, Code::kSuccess);
  EXPECT_EQ(LiveCounters(), 0);
  EXPECT_EQ(Do(6, id, CallMessage("Incr", Packed(1))).code, Code::kGolangPanic);
}

TEST_F(Commands, ClosingTwiceAndUnknownAreToldApart) {
  const std::uint64_t id = NewCounter(0);
  Do(7, id);
  EXPECT_EQ(Do(7, id).code, Code::kFailed);
  EXPECT_EQ(Do(7, 0).code, Code::kGolangPanic);
  EXPECT_EQ(Do(7, (1ULL << 54) - 1).code, Code::kGolangPanic);
}

TEST_F(Commands, AStaleIdNeverMeansANewActor) {
  const std::uint64_t old_id = NewCounter(1);
  Do(7, old_id);
  const std::uint64_t new_id = NewCounter(2);
  EXPECT_NE(old_id, new_id);
  EXPECT_EQ(Do(6, old_id, CallMessage("Incr", Packed(1))).code, Code::kGolangPanic);
  EXPECT_EQ(ResultOf<int>(Do(6, new_id, CallMessage("Incr", Packed(1)))), 3);
}

TEST_F(Commands, AnActorInUseSurvivesItsClosing) {
  const std::uint64_t id = NewCounter(9);
  Reply reply{};
  std::thread caller;
  {
    const Blocked blocked;
    caller = std::thread([&] { reply = Do(6, id, CallMessage("Wait", {})); });
    blocked.UntilRunning();
    EXPECT_EQ(Do(7, id).code, Code::kSuccess);
    EXPECT_EQ(LiveCounters(), 1);
  }
  caller.join();
  EXPECT_EQ(ResultOf<int>(reply), 9);
  EXPECT_EQ(LiveCounters(), 0);
}

TEST_F(Commands, AFactoryThatMakesNothingFails) {
  EXPECT_EQ(MessageOf(Do(5, 0, CallMessage("NewCounter", Packed(-1)))),
            "NewCounter() made no object: it returned a null pointer");
}

TEST_F(Commands, UnknownOnesAndWrongIndexesAreRefused) {
  EXPECT_EQ(Do(8).code, Code::kFailed);
  EXPECT_EQ(Do(8).text, "this library has no command 8: its commands are 0 to 7 and 64 to 73");
  EXPECT_EQ(Do(1023).code, Code::kFailed);
  EXPECT_EQ(Do(4, 1, CallMessage("Nothing", {})).text, "command 4 takes no index, got 1");
}

TEST(CommandsOfAnEmptyApp, AreAnswered) {
  const dispatch::App app;
  dispatch::ActorStore store;
  const auto text = [&](std::uint64_t command) {
    const dispatch::Response response = Execute(app, store, command, {});
    return std::string(reinterpret_cast<const char*>(response.data.bytes().data()),
                       response.data.size());
  };
  EXPECT_EQ(text(0), "{}");
  EXPECT_EQ(text(1), "this library has no driver: annotate a function with GORAY_DRIVER");
  EXPECT_EQ(text(2), "[[],[]]");
}

int PlainDriver() { return 7; }

TEST(Drivers, WithoutParametersTakeNoArguments) {
  const dispatch::App app{.tasks = {}, .actors = {}, .driver = &dispatch::RunDriver<&PlainDriver>};
  dispatch::ActorStore store;
  EXPECT_EQ(Send(store, 1, 0, Packed(std::vector<std::string>{"app.so"}), app).text, "7");
  EXPECT_EQ(
      MessageOf(Send(store, 1, 0, Packed(std::vector<std::string>{"app.so", "x"}), app)),
      "the driver takes no arguments, and was given 1: declare it with parameters, int Main(int "
      "argc, char** argv)");
}

TEST_F(Commands, ADestructorThatThrowsIsReportedAndTheProcessGoesOn) {
  const auto closing = [](const char* how) {
    dispatch::ActorStore store;
    const Reply made = Send(store, 5, 0, CallMessage("NewTomb", Packed(how)));
    EXPECT_EQ(made.code, dispatch::Code::kSuccess);
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(Send(store, 7, std::stoull(made.text), {}).code, dispatch::Code::kSuccess);
    return ::testing::internal::GetCapturedStderr();
  };
  EXPECT_EQ(closing("text"),
            "*** goray: the destructor of NewTomb's actor threw std::runtime_error: in the "
            "destructor\n");
  EXPECT_EQ(closing("number"),
            "*** goray: the destructor of NewTomb's actor threw int: a C++ exception of type int, "
            "which is not a std::exception\n");
}

TEST_F(Commands, NamesInMessagesAreShortAndPrintable) {
  EXPECT_EQ(
      MessageOf(RunTask(std::string_view("Ad\0d", 4), {})).find("there is no task 'Ad\\x00d'"), 0U);
  EXPECT_LT(MessageOf(RunTask(std::string(100'000'000, '\xff'), {})).size(), 500U);
}

}  // namespace
}  // namespace goray::testing
