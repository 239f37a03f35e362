// SPDX-License-Identifier: Apache-2.0
// Commands 64 to 66. The bytes are recorded: docs/reference/protocol.md, not our writer, says what
// they are.
#include <gtest/gtest.h>

#include "sample_app.h"

namespace goray::testing {
namespace {

using dispatch::Code;

class ByIndex : public ::testing::Test {
 protected:
  /// `request` whole, as `Execute` gets it.
  Reply Do(std::uint64_t request, std::string_view message = "") {
    const dispatch::Response response =
        Execute(SampleApp(), store_, request, std::as_bytes(std::span(message)));
    const auto bytes = response.data.bytes();
    return {response.code, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
  }
  std::uint64_t NewCounter() { return std::stoull(Do(65, kFive).text); }

  static constexpr std::string_view kFive{"\1\0\0\0\0\0\0\0\5", 9};
  static constexpr std::string_view kNone{"\0\0\0\0\0\0\0\0", 8};
  dispatch::ActorStore store_;
};

TEST_F(ByIndex, RunsATask) {
  const std::string_view seven_two{"\2\0\0\0\0\0\0\0\7\2", 10};
  const Reply reply = Do(0x0000'0000'0000'0040, seven_two);  // Divide is the first
  EXPECT_EQ(reply.text, "\3");
  EXPECT_EQ(reply.code, Code::kSuccess);
}

TEST_F(ByIndex, TakesResolvedRefs) {
  const std::string_view seven_and_a_ref_at_1{
      "\1\0\0\0\0\0\0\0\7"
      "\x9\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2",
      26};
  EXPECT_EQ(Do(0x40, seven_and_a_ref_at_1).text, "\3");
  EXPECT_EQ(Do(0x440, seven_and_a_ref_at_1).text, "\x92\7\2");  // Echo is the second
}

TEST_F(ByIndex, MakesAnActorAndCallsItsMethods) {
  const std::uint64_t instance = NewCounter();
  EXPECT_EQ(Do(instance << 32 | 66, kFive).text, "\xA");  // Incr is the first
}

TEST_F(ByIndex, AnErrorOfTheCalledNamesIt) {
  const Reply reply = Do(0x40, kNone);
  EXPECT_EQ(reply.code, Code::kGolangPanic);
  EXPECT_EQ(MessageOf(reply),
            "Divide() got 0 arguments, 'a' is missing; it is Divide(a: int, b: int = 1) -> int");
}

TEST_F(ByIndex, AWrongIndexIsNeverANeighbour) {
  const std::uint64_t instance = NewCounter();
  const std::uint64_t top = 1ULL << 63;
  const std::string no_method = " are 2, counted from 0 as this library lists them";
  const std::vector<std::pair<std::uint64_t, std::string>> wrong = {
      {5 << 10 | 64,
       "there is no task at index 5: there are 5, counted from 0 as this library "
       "lists them"},
      {top | 64, "there is no task at index 9007199254740992: there are 5,"},
      {instance << 32 | 64, "there is no task at index "},
      {2 << 10 | 65, "there is no actor at index 2: there are 2,"},
      {top | 65, "there is no actor at index 9007199254740992: there are 2,"},
      {instance << 32 | 2 << 10 | 66,
       "there is no method of NewCounter at index 2: there" + no_method},
      {instance << 32 | 0x3F'FFFFULL << 10 | 66,
       "there is no method of NewCounter at index 4194303: there" + no_method},
      {66, "there is no actor 0 in this process"},
      {(instance + 1) << 32 | 66, "there is no actor " + std::to_string(instance + 1)},
      {top | instance << 32 | 66, "there is no actor " + std::to_string(instance | 1ULL << 31)},
      {63, "this library has no command 63: its commands are 0 to 7 and 64 to 73"},
      {67, "there is no object 0 in this process"},
      {77 << 10 | 68, "there is no object 77 in this process"},
      {69, "there is no stream 0 in this process"},
      {77 << 10 | 70, "there is no stream 77 in this process"},
      {77 << 10 | 71, "there is no array 77 in this process"},
      {72, "an array is lent by a GorayHeldArray with an owner"},
      {74, "this library has no command 74"},
      {1023, "this library has no command 1023"},
  };
  for (const auto& [request, text] : wrong) {
    const Reply reply = Do(request, kFive);
    EXPECT_EQ(reply.code, Code::kFailed) << request;
    EXPECT_EQ(reply.text.substr(0, text.size()), text);
  }
}

TEST_F(ByIndex, AClosedActorStaysClosed) {
  const std::uint64_t instance = NewCounter();
  EXPECT_EQ(Do(instance << 10 | 7).code, Code::kSuccess);
  EXPECT_EQ(Do(instance << 32 | 66, kFive).code, Code::kFailed);
}

TEST_F(ByIndex, AMalformedMessageIsAnError) {
  for (const std::string_view message : {std::string_view(""), kFive.substr(0, 8), kFive.substr(3)})
    EXPECT_EQ(MessageOf(Do(64, message)).substr(0, 16), "malformed call: ");
}

}  // namespace
}  // namespace goray::testing
