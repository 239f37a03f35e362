// SPDX-License-Identifier: Apache-2.0
// Streams: what gives items one after another, and who may end it.
#include <goray/cluster/async.h>
#include <goray/cluster/generator.h>
#include <goray/detail/invocation.h>
#include <goray/error.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <set>
#include <stdexcept>
#include <thread>

#include "dispatch/interruption.h"
#include "dispatch/streams/stream_store.h"
#include "sample_app.h"

namespace goray::testing::streams {
namespace {

using dispatch::Code;
using dispatch::Invocation;

constexpr int kNextItem = 69;
constexpr int kClose = 70;
constexpr int kBegin = 73;

std::atomic<int> bodies = 0;
struct Body {
  Body() { ++bodies; }
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;
  ~Body() { --bodies; }
};

/// What the body of `Ask` does before each item.
std::function<void()> ask;

Generator<std::int64_t> Count(std::int64_t n) {
  const Body body;
  for (std::int64_t i = 0; i < n; ++i) co_yield i;
}
Generator<std::string> Letters(const std::string& text) {
  const Body body;
  for (const char letter : text) {
    std::string item(1, letter);
    co_yield item;
  }
}
Generator<Bytes> Halves(Bytes data) {
  const Body body;
  co_yield Bytes::View(data.span().first(data.size() / 2));
  co_yield Bytes::View(data.span().subspan(data.size() / 2));
}
Generator<std::int64_t> Fail() {
  const Body body;
  co_yield 1;
  throw std::invalid_argument("no more");
}
Generator<std::int64_t> Ask() {
  const Body body;
  for (std::int64_t i = 0;; ++i) {
    ask();
    co_yield i;
  }
}
Generator<std::string> NoText() { co_yield std::string("\xFF"); }

struct Owner {
  explicit Owner(std::int64_t start) : value(start) { ++bodies; }
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;
  ~Owner() { --bodies; }
  Generator<std::int64_t> Up() {
    for (;;) co_yield ++value;
  }
  Async<std::string> Told(const std::string& text) const {
    const Body body;
    if (text.empty()) throw std::invalid_argument("no text");
    co_return text + std::to_string(value);
  }
  std::int64_t value;
};

void RunCount(Invocation& call) {
  if (call.Ended()) return call.Stream([] { return Count(1); });
  auto a0 = call.Next<std::int64_t>("n");
  call.End();
  call.Stream([](auto& b0) { return Count(b0); }, a0);
}
void RunLetters(Invocation& call) {
  auto a0 = call.Next<std::string>("text");
  call.End();
  call.Stream([](auto& b0) { return Letters(std::move(b0)); }, std::move(a0));
}
void RunHalves(Invocation& call) {
  auto a0 = call.Next<Bytes>("data");
  call.End();
  call.Stream([](auto& b0) { return Halves(std::move(b0)); }, std::move(a0));
}
void RunFail(Invocation& call) {
  call.End();
  call.Stream([] { return Fail(); });
}
void RunAsk(Invocation& call) {
  call.End();
  call.Stream([] { return Ask(); });
}
void RunNoText(Invocation& call) {
  call.End();
  call.Stream([] { return NoText(); });
}
void MakeOwner(Invocation& call) {
  auto start = call.Next<std::int64_t>("start");
  call.End();
  call.Made(std::make_unique<Owner>(start));
}
void RunUp(Invocation& call) {
  auto& self = call.Self<Owner>();
  call.End();
  call.Stream([&self] { return self.Up(); });
}

void RunTold(Invocation& call) {
  auto& self = call.Self<Owner>();
  auto a0 = call.Next<std::string>("text");
  call.End();
  call.Async([&self](auto& b0) { return self.Told(std::move(b0)); }, std::move(a0));
}

constexpr std::array<dispatch::Callable, 6> kStreams{{
    {"Ask", "Ask() -> Stream[int]", "app.h:1", &RunAsk, "", ">"},
    {"Count", "Count(n: int = 1) -> Stream[int]", "app.h:2", &RunCount, "", ">"},
    {"Fail", "Fail() -> Stream[int]", "app.h:3", &RunFail, "", ">"},
    {"Halves", "Halves(data: bytes) -> Stream[bytes]", "app.h:4", &RunHalves, "", ">"},
    {"Letters", "Letters(text: str) -> Stream[str]", "app.h:5", &RunLetters, "", ">"},
    {"NoText", "NoText() -> Stream[str]", "app.h:6", &RunNoText, "", ">"},
}};
constexpr std::array<dispatch::Callable, 2> kOwnersMethods{{
    {"Told", "Told(text: str) -> str", "app.h:9", &RunTold, "", "s", {}, 0, "", true},
    {"Up", "Up() -> Stream[int]", "app.h:8", &RunUp, "", ">"},
}};
constexpr std::array<dispatch::Actor, 1> kOwners{{
    {{"NewOwner", "NewOwner(start: int)", "app.h:7", &MakeOwner, "", "q"}, kOwnersMethods},
}};
constexpr dispatch::App kApp{.tasks = kStreams, .actors = kOwners};

bool host_takes_streams = true;

constexpr wire::ReferenceHooks kHost{.host_takes_references = [] { return false; },
                                     .host_takes_arrays = [] { return false; },
                                     .host_takes_arrow = [] { return false; },
                                     .host_takes_opaque = [] { return false; },
                                     .host_takes_streams = [] { return host_takes_streams; },
                                     .host_shares_arrays = [] { return false; },
                                     .adopt = nullptr,
                                     .export_ids = nullptr};

class Streams : public ::testing::Test {
 protected:
  void SetUp() override {
    wire::SetReferenceHooks(&kHost);
    host_takes_streams = true;
  }
  void TearDown() override {
    EXPECT_EQ(bodies, 0);
    EXPECT_EQ(dispatch::Streams().size(), 0U);
    wire::SetReferenceHooks(nullptr);
  }

  Reply Do(std::uint64_t command, std::uint64_t index = 0, const Octets& data = {}) {
    const dispatch::Response response = Execute(kApp, store_, command | index << 10, data);
    const auto bytes = response.data.bytes();
    return {response.code, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
  }
  std::uint64_t Open(std::string_view task, const Octets& arguments = {}) {
    const Reply reply = Do(4, 0, CallMessage(task, arguments));
    EXPECT_EQ(reply.code, Code::kSuccess) << MessageOf(reply);
    return ResultOf<std::uint64_t>(reply);
  }
  Reply Next(std::uint64_t id) { return Do(kNextItem, id); }
  bool HasEnded(std::uint64_t id) {
    const Reply reply = Next(id);
    return reply.code == Code::kSuccess && reply.text.empty();
  }
  std::string WhyNone(std::uint64_t id) {
    const Reply reply = Next(id);
    EXPECT_EQ(reply.code, Code::kFailed);
    return reply.text;
  }
  static std::string NoStream(std::uint64_t id) {
    return "there is no stream " + std::to_string(id) +
           " in this process: it has ended, was closed, or was never here";
  }

  dispatch::ActorStore store_;
};

TEST_F(Streams, GiveAnItemWhenItIsAskedFor) {
  const std::uint64_t id = Open("Count", Packed(2));
  EXPECT_LT(id, 1ULL << 53);
  EXPECT_EQ(bodies, 0) << "the body has not begun";
  EXPECT_EQ(ResultOf<int>(Next(id)), 0);
  EXPECT_EQ(bodies, 1);
  EXPECT_EQ(ResultOf<int>(Next(id)), 1);
  EXPECT_TRUE(HasEnded(id));
  EXPECT_EQ(bodies, 0);
  EXPECT_EQ(WhyNone(id), NoStream(id));
}

TEST_F(Streams, MayGiveNone) { EXPECT_TRUE(HasEnded(Open("Count", Packed(0)))); }

TEST_F(Streams, AreMadeByIndexAndWithDefaultsAsWell) {
  const Reply made = Do(64, 1, [] {
    wire::Buffer message;
    wire::AppendUnit(message, std::span<const std::byte>());
    return Octets(message.bytes().begin(), message.bytes().end());
  }());
  const auto id = ResultOf<std::uint64_t>(made);
  EXPECT_EQ(ResultOf<int>(Next(id)), 0);
  EXPECT_TRUE(HasEnded(id));
}

TEST_F(Streams, EndWhenTheyAreClosed) {
  const std::uint64_t id = Open("Count", Packed(5));
  EXPECT_EQ(ResultOf<int>(Next(id)), 0);
  EXPECT_EQ(Do(kClose, id).code, Code::kSuccess);
  EXPECT_EQ(bodies, 0);
  EXPECT_EQ(WhyNone(id), NoStream(id));
  const Reply again = Do(kClose, id);
  EXPECT_EQ(again.code, Code::kFailed);
  EXPECT_EQ(again.text, NoStream(id));
}

TEST_F(Streams, KeepTheArgumentsAndTheMessageOfTheirCall) {
  // Longer than what a string holds in itself. The message is gone before the first item is asked for.
  const std::string text = "a text that is longer than sixteen octets";
  const std::uint64_t letters = Open("Letters", Packed(text));
  const std::uint64_t halves = Open("Halves", Packed(Bytes::View(std::as_bytes(std::span(text)))));
  for (const char letter : text)
    EXPECT_EQ(ResultOf<std::string>(Next(letters)), std::string(1, letter));
  EXPECT_TRUE(HasEnded(letters));
  const auto half = [&] {
    const Reply reply = Next(halves);
    return std::string(ResultOf<Bytes>(reply).text());
  };
  const std::string first = half();
  EXPECT_EQ(first + half(), text);
  EXPECT_TRUE(HasEnded(halves));
}

TEST_F(Streams, KeepAnArgumentThatWasAReferenceOfRays) {
  const std::uint64_t id =
      ResultOf<std::uint64_t>(Do(4, 0, CallMessage("Letters", {}, {{0, Packed("ab")}})));
  EXPECT_EQ(ResultOf<std::string>(Next(id)), "a");
  EXPECT_EQ(ResultOf<std::string>(Next(id)), "b");
  EXPECT_TRUE(HasEnded(id));
}

TEST_F(Streams, FailAtTheTurnOfTheItemThatIsNotThere) {
  const std::uint64_t id = Open("Fail");
  EXPECT_EQ(ResultOf<int>(Next(id)), 1);
  const Reply failed = Next(id);
  EXPECT_EQ(failed.code, Code::kGolangPanic);
  EXPECT_EQ(MessageOf(failed), "no more");
  EXPECT_NE(failed.text.find("\"Task\":\"Fail\""), std::string::npos) << failed.text;
  EXPECT_EQ(bodies, 0);
  EXPECT_EQ(WhyNone(id), NoStream(id));
}

TEST_F(Streams, AnItemThatCannotCrossIsAnErrorThatNamesIt) {
  const Reply failed = Next(Open("NoText"));
  EXPECT_EQ(failed.code, Code::kGolangPanic);
  EXPECT_EQ(MessageOf(failed).find("NoText() item: "), 0U) << MessageOf(failed);
}

TEST_F(Streams, WrongArgumentsAreErrorsOfTheCall) {
  EXPECT_EQ(MessageOf(Do(4, 0, CallMessage("Letters", {}))),
            "Letters() got 0 arguments, 'text' is missing; it is Letters(text: str) -> "
            "Stream[str]");
}

TEST_F(Streams, OfAnActorKeepItAfterItIsClosed) {
  const auto actor = std::stoull(Do(5, 0, CallMessage("NewOwner", Packed(7))).text);
  const auto id = ResultOf<std::uint64_t>(Do(6, actor, CallMessage("Up", {})));
  EXPECT_EQ(ResultOf<int>(Next(id)), 8);
  EXPECT_EQ(Do(7, actor).code, Code::kSuccess);
  EXPECT_EQ(bodies, 1);
  EXPECT_EQ(ResultOf<int>(Next(id)), 9);
  EXPECT_EQ(Do(kClose, id).code, Code::kSuccess);
  EXPECT_EQ(bodies, 0) << "with the stream the actor went";
}

TEST_F(Streams, AreRefusedToAHostThatDoesNotKnowThem) {
  host_takes_streams = false;
  EXPECT_EQ(MessageOf(Do(4, 0, CallMessage("Count", Packed(1)))),
            "Count() gives a stream, which the Python that runs this library does not know; "
            "upgrade the Python package goray-cpp to this library's version");
}

TEST_F(Streams, ABodyThatRunsWhenItIsClosedIsInterrupted) {
  std::promise<void> running;
  ask = [&running] {
    running.set_value();
    while (!dispatch::FindInterruption()->is_interrupted) std::this_thread::yield();
    throw InterruptedError("as CheckInterrupt() does");
  };
  const std::uint64_t id = Open("Ask");
  Reply reply{};
  std::thread consumer([&] { reply = Next(id); });
  running.get_future().wait();
  EXPECT_EQ(Do(kClose, id).code, Code::kSuccess);
  consumer.join();
  EXPECT_EQ(reply.code, Code::kSuccess) << "it has ended, which is no failure";
  EXPECT_EQ(reply.text, "");
}

TEST_F(Streams, AnInterruptionThatNobodyClosedForIsOne) {
  ask = [] { throw InterruptedError("Ctrl-C"); };
  EXPECT_EQ(MessageOf(Next(Open("Ask"))), "Ctrl-C");
}

TEST_F(Streams, HelpersOfABodySeeThatItIsClosed) {
  std::stop_token token;
  ask = [&token] { token = dispatch::GetInterruption().source.get_token(); };
  const std::uint64_t id = Open("Ask");
  EXPECT_EQ(ResultOf<int>(Next(id)), 0);
  const std::stop_token first = token;
  EXPECT_EQ(ResultOf<int>(Next(id)), 1);
  EXPECT_EQ(first, token) << "all steps are one call";
  EXPECT_FALSE(token.stop_requested());
  EXPECT_EQ(dispatch::FindInterruption(), nullptr) << "it is the body's alone";
  EXPECT_EQ(Do(kClose, id).code, Code::kSuccess);
  EXPECT_TRUE(token.stop_requested());
}

TEST_F(Streams, GiveNoItemWhileTheyGiveOne) {
  std::uint64_t id = 0;
  Reply within{};
  ask = [&] { within = Next(id); };
  id = Open("Ask");
  EXPECT_EQ(ResultOf<int>(Next(id)), 0);
  EXPECT_EQ(within.code, Code::kGolangPanic);
  EXPECT_EQ(MessageOf(within).find("Ask(): its stream gives an item already"), 0U);
  ask = [] {};
  EXPECT_EQ(ResultOf<int>(Next(id)), 1) << "the stream goes on";
  EXPECT_EQ(Do(kClose, id).code, Code::kSuccess);
}

TEST_F(Streams, IdsCannotBeGuessed) {
  std::set<std::uint64_t> ids;
  for (int i = 0; i < 100; ++i) ids.insert(Open("Count"));
  EXPECT_EQ(ids.size(), 100U);
  EXPECT_GT(*ids.rbegin() - *ids.begin(), 1ULL << 50);
  for (const std::uint64_t id : ids) EXPECT_EQ(Do(kClose, id).code, Code::kSuccess);
}

TEST_F(Streams, ABodyMayClose) {
  std::uint64_t id = 0;
  ask = [&] { EXPECT_EQ(Do(kClose, id).code, Code::kSuccess); };
  id = Open("Ask");
  EXPECT_TRUE(HasEnded(id));
}

class Coroutines : public Streams {
 protected:
  void SetUp() override {
    Streams::SetUp();
    actor_ = std::stoull(Do(5, 0, CallMessage("NewOwner", Packed(7))).text);
  }
  void TearDown() override {
    EXPECT_EQ(Do(7, actor_).code, Code::kSuccess);
    Streams::TearDown();
  }
  std::uint64_t Begin(const std::string& text) {
    return ResultOf<std::uint64_t>(Do(kBegin, actor_, CallMessage("Told", Packed(text))));
  }
  std::uint64_t actor_ = 0;
};

TEST_F(Coroutines, AreCalledAsFunctions) {
  EXPECT_EQ(ResultOf<std::string>(Do(6, actor_, CallMessage("Told", Packed("a")))), "a7");
  EXPECT_EQ(MessageOf(Do(6, actor_, CallMessage("Told", Packed("")))), "no text");
}

TEST_F(Coroutines, AreStreamsThatEndWithTheResult) {
  const std::string text = "a text that is longer than sixteen octets";
  const std::uint64_t id = Begin(text);
  EXPECT_EQ(bodies, 1) << "the actor's; the body has not begun";
  const Reply reply = Next(id);
  EXPECT_EQ(reply.text.substr(0, 1), "\xC3");
  EXPECT_EQ(ResultOf<std::string>({reply.code, reply.text.substr(1)}), text + "7");
  EXPECT_TRUE(HasEnded(id));
}

TEST_F(Coroutines, FailAsTheirCalls) {
  const std::uint64_t id = Begin("");
  EXPECT_EQ(MessageOf(Next(id)), "no text");
  EXPECT_EQ(WhyNone(id), NoStream(id));
}

TEST_F(Coroutines, EndWhenTheyAreClosed) {
  EXPECT_EQ(Do(kClose, Begin("a")).code, Code::kSuccess);
  EXPECT_EQ(bodies, 1);
}

TEST_F(Coroutines, AreWhatTheyAreDeclaredAs) {
  EXPECT_EQ(MessageOf(Do(kBegin, actor_, CallMessage("Up", {}))),
            "Up() is not a coroutine: call it by the command 6");
}

Async<std::int64_t> Depth(std::int64_t n) {
  const Body body;
  if (n == 0) co_return 0;
  const std::int64_t below = co_await Depth(n - 1);
  co_return below + 1;
}
Async<void> Throw() {
  const Body body;
  static_cast<void>(co_await Depth(1));
  throw std::invalid_argument("thrown");
}

TEST(AnAsync, RunsInCpp) {
  EXPECT_EQ(Depth(1'000).Run(), 1'000);
  EXPECT_THROW(Throw().Run(), std::invalid_argument);
  EXPECT_EQ(bodies, 0);
}

TEST(AnAsync, RunsOnce) {
  Async<std::int64_t> first = Depth(1);
  Async<std::int64_t> second = std::move(first);
  EXPECT_THROW(std::move(first).Run(), Error);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(std::move(second).Run(), 1);
  EXPECT_THROW(std::move(second).Run(), Error);  // NOLINT(bugprone-use-after-move)
  static_cast<void>(Depth(1));
  EXPECT_EQ(bodies, 0);
}

TEST(AGenerator, IsARangeInCpp) {
  std::vector<std::int64_t> items;
  for (const std::int64_t item : Count(3)) items.push_back(item);
  EXPECT_EQ(items, (std::vector<std::int64_t>{0, 1, 2}));
  EXPECT_EQ(bodies, 0);
}

TEST(AGenerator, IsMovedWithItsBody) {
  Generator<std::int64_t> first = Count(2);
  EXPECT_EQ(*first.Next(), 0);
  Generator<std::int64_t> second = std::move(first);
  EXPECT_EQ(*second.Next(), 1);
  EXPECT_EQ(second.Next(), nullptr);
  EXPECT_EQ(second.Next(), nullptr);
  second = Fail();
  EXPECT_EQ(*second.Next(), 1);
  EXPECT_THROW(second.Next(), std::invalid_argument);
  EXPECT_EQ(second.Next(), nullptr);
}

}  // namespace
}  // namespace goray::testing::streams
