// SPDX-License-Identifier: Apache-2.0
#include "dispatch/call_table.h"

#include <goray/bytes.h>
#include <goray/detail/invocation.h>
#include <goray/wire/reader.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sample_app.h"

extern "C" std::int32_t CallInC(const GorayCallable* callable, std::uint64_t actor,
                                const std::int64_t* numbers, std::uint64_t count,
                                std::int64_t* result);
extern "C" std::int32_t CallByKeywordInC(const GorayCallables* list, std::uint64_t index,
                                         const char* const* names, const std::int64_t* numbers,
                                         std::uint64_t count, std::int64_t* result);
extern "C" std::int32_t CallColumnsInC(const GorayCallables* list, std::uint64_t index,
                                       std::uint64_t actor, const std::int64_t* const* arguments,
                                       std::uint64_t count, std::int64_t* results,
                                       std::uint64_t* done);
extern "C" std::int32_t CallArrayInC(const GorayCallable* callable, void* data, std::uint64_t size,
                                     std::int64_t stride, double* result);

namespace goray::testing {
namespace {

using dispatch::Code;

class CallTable : public ::testing::Test {
 protected:
  // The code, and the number, the taken bytes or the message of the failure.
  std::pair<Code, std::string> Call(const GorayCallable& callable, std::vector<GoraySlot> slots,
                                    std::uint64_t actor = 0) {
    struct Taking : GorayResult {
      std::string taken;
    } result;
    result.kind = 'n';
    result.owner = nullptr;
    result.take = [](GorayResult* given) -> std::int32_t {
      static_cast<Taking*>(given)->taken.assign(static_cast<const char*>(given->value.data),
                                                given->value.size);
      return 0;
    };
    const auto code =
        static_cast<Code>(callable.call(&callable, actor, slots.data(), slots.size(), &result));
    if (code == Code::kSuccess) {
      const bool is_number = result.kind == 'q' || result.kind == 'Q';
      return {code, is_number ? std::to_string(result.value.i) : result.taken};
    }
    Reply reply{code, std::string(static_cast<const char*>(result.value.data), result.value.size)};
    std::free(const_cast<void*>(result.value.data));
    return {code, MessageOf(reply)};
  }

  const GorayCallable& Task(std::size_t index) const { return table.tasks.first[index]; }

  static GoraySlot Int(std::int64_t value) {
    GoraySlot slot{};
    slot.i = value;
    return slot;
  }
  static GoraySlot Text(std::string_view value) {
    GoraySlot slot{};
    slot.data = value.data();
    slot.size = value.size();
    return slot;
  }

  dispatch::ActorStore store;
  const dispatch::CallTable owner{SampleApp(), store};
  const GorayCallTable& table = owner.table();
};

using Result = std::pair<Code, std::string>;

TEST_F(CallTable, HasTheCallablesInTheOrderOfTheLists) {
  EXPECT_EQ(table.size, sizeof(GorayCallTable));
  EXPECT_EQ(table.tasks.count, 5U);
  EXPECT_EQ(table.factories.count, 2U);
  EXPECT_EQ(table.methods[0].count, 2U);
  EXPECT_EQ(table.methods[1].count, 0U);
  EXPECT_EQ(table.tasks.stride, sizeof(GorayCallable));
  EXPECT_STREQ(Task(0).name, "Divide");
  EXPECT_STREQ(Task(0).signature, "Divide(a: int, b: int = 1) -> int");
  EXPECT_STREQ(Task(0).parameters, "qq");
  EXPECT_STREQ(table.methods[0].first[0].name, "Incr");
}

TEST_F(CallTable, TakesNumbersAndEvaluatesDefaults) {
  EXPECT_EQ(Call(Task(0), {Int(8), Int(2)}), (Result{Code::kSuccess, "4"}));
  EXPECT_EQ(Call(Task(0), {Int(8)}), (Result{Code::kSuccess, "8"}));
}

TEST_F(CallTable, GivesEncodedValuesAndNothing) {
  EXPECT_EQ(Call(Task(1), {Text("\x07"), Text("\xA1x")}),
            (Result{Code::kSuccess, "\x92\x07\xA1x"}));
  EXPECT_EQ(Call(Task(3), {}), (Result{Code::kSuccess, ""}));
  EXPECT_EQ(Call(Task(4), {}), (Result{Code::kSuccess, "\x01\xA1\x62"}));
}

TEST_F(CallTable, FailsAsEncodedCallsDo) {
  EXPECT_EQ(Call(Task(0), {Int(1), Int(0)}), (Result{Code::kGolangPanic, "b is 0"}));
  EXPECT_EQ(Call(Task(0), {}),
            (Result{Code::kGolangPanic,
                    "Divide() got 0 arguments, 'a' is missing; it is Divide(a: int, b: int = 1) -> "
                    "int"}));
  EXPECT_EQ(Call(Task(0), {Int(1), Int(2), Int(3)}),
            (Result{Code::kGolangPanic,
                    "Divide() got 3 arguments; it is Divide(a: int, b: int = 1) -> int"}));
  EXPECT_EQ(Call(Task(1), {Text("\x07\x07")}),
            (Result{Code::kGolangPanic,
                    "Echo() argument 'args[0]': expected exactly one value, got several"}));
  EXPECT_EQ(Call(Task(2), {Text("text")}).first, Code::kGolangPanic);
}

TEST_F(CallTable, MakesActorsAndCallsThemUntilTheyAreClosed) {
  const GorayCallable& make = table.factories.first[0];
  const GorayCallable& incr = table.methods[0].first[0];
  const auto [code, id_text] = Call(make, {Int(5)});
  ASSERT_EQ(code, Code::kSuccess);
  const std::uint64_t id = std::stoull(id_text);
  EXPECT_EQ(Call(incr, {Int(2)}, id), (Result{Code::kSuccess, "7"}));
  EXPECT_EQ(store.Close(id), dispatch::Closing::kClosed);
  EXPECT_EQ(LiveCounters(), 0);
  EXPECT_EQ(Call(incr, {Int(2)}, id),
            (Result{Code::kFailed, "there is no actor " + id_text +
                                       " in this process: it is closed, or was never here"}));
}

TEST_F(CallTable, DoesNotCallAMethodOnAnActorOfAnotherClass) {
  const std::uint64_t tomb = std::stoull(Call(table.factories.first[1], {Text("silent")}).second);
  EXPECT_EQ(Call(table.methods[0].first[0], {Int(2)}, tomb).first, Code::kFailed);
}

TEST_F(CallTable, IsCalledByC) {
  const std::int64_t numbers[] = {8, 2};
  std::int64_t result = 0;
  EXPECT_EQ(CallInC(&Task(0), 0, numbers, 2, &result), 0);
  EXPECT_EQ(result, 4);
}

TEST_F(CallTable, IsCalledWithColumnsByC) {
  const std::int64_t a[] = {8, 9, 7, 6}, b[] = {2, 3, 0, 1};
  const std::int64_t* const arguments[] = {a, b};
  std::int64_t results[] = {0, 0, 0, 0};
  std::uint64_t done = 0;
  EXPECT_EQ(CallColumnsInC(&table.tasks, 0, 0, arguments, 2, results, &done), 0);
  EXPECT_EQ(done, 2U);
  EXPECT_EQ(std::vector(results, results + 2), (std::vector<std::int64_t>{4, 3}));
  EXPECT_EQ(CallColumnsInC(&table.tasks, 0, 0, arguments, 4, results, &done),
            static_cast<std::int32_t>(Code::kGolangPanic));
  EXPECT_EQ(done, 2U);
  EXPECT_EQ(CallColumnsInC(&table.tasks, 0, 0, arguments, 0, results, &done), 0);
  EXPECT_EQ(done, 0U);
  EXPECT_EQ(CallColumnsInC(&table.tasks, 2, 0, arguments, 1, results, &done), -5);
}

TEST_F(CallTable, CallsAMethodWithColumns) {
  const std::uint64_t id = std::stoull(Call(table.factories.first[0], {Int(5)}).second);
  const std::int64_t by[] = {1, 2, 3};
  const std::int64_t* const arguments[] = {by};
  std::int64_t results[] = {0, 0, 0};
  std::uint64_t done = 0;
  EXPECT_EQ(CallColumnsInC(&table.methods[0], 0, id, arguments, 3, results, &done), 0);
  EXPECT_EQ(std::vector(results, results + 3), (std::vector<std::int64_t>{6, 8, 11}));
  EXPECT_EQ(CallColumnsInC(&table.methods[0], 0, id + 1, arguments, 3, results, &done),
            static_cast<std::int32_t>(Code::kFailed));
  EXPECT_EQ(done, 0U);
}

void RunMinus(dispatch::Invocation& call) {
  auto a = call.Next<std::int64_t>("a");
  if (call.Ended()) return call.Return(a - 1);
  auto b = call.Next<std::int64_t>("b");
  if (call.Ended()) return call.Return(a - b - 10);
  auto c = call.Next<std::int64_t>("c");
  if (call.Ended()) return call.Return(a - b - c);
  auto d = call.Next<std::int64_t>("d");
  call.End();
  call.Return(a - b - c - d);
}
constexpr GorayParameter kParametersOfMinus[] = {
    {"a", "int64", 0, nullptr, 0},
    {"b", "int64", GORAY_HAS_DEFAULT, "\001", 1},
    {"c", "int64", GORAY_HAS_DEFAULT, nullptr, 0},
    {"d", "int64", GORAY_HAS_DEFAULT, "\377", 1},
};
constexpr GorayOverload kOverloadsOfMinus[] = {{kParametersOfMinus, 4, "int64"}};
constexpr std::array<dispatch::Callable, 1> kMinus{{
    {"Minus", "Minus(...) -> int", "app.h:1", &RunMinus, "", "qqqq", kOverloadsOfMinus,
     GORAY_KEEPS_GIL, "{\"num_cpus\": 1}"},
}};

TEST(Keywords, AreBoundByCFromTheTableAlone) {
  dispatch::ActorStore store;
  const dispatch::App app{.tasks = kMinus, .actors = {}};
  const dispatch::CallTable owner{app, store};
  const GorayCallables& tasks = owner.table().tasks;
  const auto call = [&](std::vector<const char*> names, std::vector<std::int64_t> numbers) {
    std::int64_t result = 0;
    const std::int32_t code =
        CallByKeywordInC(&tasks, 0, names.data(), numbers.data(), names.size(), &result);
    return code == 0 ? result : code * 100;
  };
  EXPECT_EQ(call({"a"}, {50}), 49);
  EXPECT_EQ(call({"b", "a"}, {5, 50}), 35);
  EXPECT_EQ(call({"c", "a"}, {5, 50}), 44);          // b's default is in the gap
  EXPECT_EQ(call({"d", "c", "a"}, {1, 5, 50}), 43);  // and c is given
  EXPECT_EQ(call({"d", "a"}, {1, 50}), -400);        // only C++ has c's default
  EXPECT_EQ(call({"b"}, {1}), -300);
  EXPECT_EQ(call({"e"}, {1}), -200);
  EXPECT_EQ(tasks.first[0].flags, GORAY_KEEPS_GIL);
  EXPECT_STREQ(tasks.first[0].options, "{\"num_cpus\": 1}");
}

TEST(Keywords, AreNotSaidByATableOfOlderVersionsOrHandMadeEntries) {
  dispatch::ActorStore store;
  const dispatch::CallTable owner{SampleApp(), store};
  EXPECT_EQ(owner.table().tasks.first[0].overload_count, 0U);
  EXPECT_EQ(owner.table().tasks.first[0].options, nullptr);
  GorayCallables older = owner.table().tasks;
  older.stride = 40;
  std::int64_t result = 0;
  EXPECT_EQ(CallByKeywordInC(&older, 0, nullptr, nullptr, 0, &result), -5);
}

const double* viewed = nullptr;

void RunSum(dispatch::Invocation& call) {
  auto values = call.Next<std::span<const double>>("values");
  call.End();
  viewed = values.data();
  call.Return(std::accumulate(values.begin(), values.end(), 0.0));
}
void RunSumOfVector(dispatch::Invocation& call) {
  auto values = call.Next<std::vector<double>>("values");
  call.End();
  viewed = values.data();
  call.Return(std::accumulate(values.begin(), values.end(), 0.0));
}
constexpr std::array<dispatch::Callable, 2> kSums{{
    {"Sum", "Sum(values: list[float]) -> float", "app.h:1", &RunSum, "", "a"},
    {"SumOfVector", "SumOfVector(values: list[float]) -> float", "app.h:2", &RunSumOfVector, "",
     "a"},
}};

TEST(Arrays, AreViewedOrCopiedAndMayBeEncoded) {
  const dispatch::App app{.tasks = kSums, .actors = {}};
  dispatch::ActorStore store;
  const dispatch::CallTable owner{app, store};
  std::vector<double> numbers{1.5, -0.5, 3};
  Octets encoded = Packed(numbers);
  for (std::size_t i = 0; i < kSums.size(); ++i) {
    const GorayCallable& sum = owner.table().tasks.first[i];
    double result = 0;
    EXPECT_EQ(CallArrayInC(&sum, numbers.data(), numbers.size(), sizeof(double), &result), 0);
    EXPECT_EQ(result, 4);
    EXPECT_EQ(viewed == numbers.data(), i == 0);
    EXPECT_EQ(CallArrayInC(&sum, numbers.data(), 2, 2 * sizeof(double), &result), 0);
    EXPECT_EQ(result, 4.5);  // with a gap, so a copy
    EXPECT_NE(viewed, numbers.data());
    EXPECT_EQ(CallArrayInC(&sum, encoded.data(), encoded.size(), 0, &result), 0);
    EXPECT_EQ(result, 4);
    EXPECT_EQ(CallArrayInC(&sum, nullptr, 0, sizeof(double), &result), 0);
    EXPECT_EQ(result, 0);
  }
}

// Takes the bytes, and keeps them if it may and `keeps`.
struct KeepingResult : GorayResult {
  explicit KeepingResult(bool keeps_bytes, bool fails = false) : keeps(keeps_bytes), code(fails) {
    kind = 'n';
    owner = nullptr;
    take = [](GorayResult* given) -> std::int32_t {
      auto& self = *static_cast<KeepingResult*>(given);
      self.offered = self.owner != nullptr;
      self.taken.assign(static_cast<const char*>(self.value.data), self.value.size);
      if (self.keeps) self.kept = std::exchange(self.owner, nullptr);
      return self.code;
    };
  }
  KeepingResult(const KeepingResult&) = delete;
  ~KeepingResult() {
    if (kept != nullptr) release(kept);
  }

  const bool keeps;
  const std::int32_t code;
  bool offered = false;
  std::string taken;
  void* kept = nullptr;
};

constexpr dispatch::Callable kBytesTask = {"Zip", "Zip() -> bytes", "zip.h:1", nullptr};

template <typename T>
void ReturnTo(KeepingResult& result, T&& value) {
  dispatch::Invocation call(kBytesTask, nullptr, 0, result, nullptr);
  call.Return(std::forward<T>(value));
}

TEST(LargeBytes, OfAResultMayBeKeptWithoutACopy) {
  Octets octets(dispatch::kKeptFrom, std::byte{7});
  const void* const data = octets.data();
  KeepingResult result(true);
  ReturnTo(result, std::move(octets));
  ASSERT_NE(result.kept, nullptr);
  EXPECT_EQ(result.value.data, data);
  EXPECT_EQ(result.taken, std::string(dispatch::kKeptFrom, 7));
  KeepingResult of_bytes(true);
  ReturnTo(of_bytes, Bytes(Octets(dispatch::kKeptFrom)));
  EXPECT_NE(of_bytes.kept, nullptr);
}

TEST(LargeBytes, AreTheLibrarysIfNobodyKeepsThem) {  // else the leak checker says so
  KeepingResult result(false);
  ReturnTo(result, Octets(dispatch::kKeptFrom));
  EXPECT_TRUE(result.offered);
  KeepingResult failing(false, true);
  EXPECT_THROW(ReturnTo(failing, Octets(dispatch::kKeptFrom)), Error);
  EXPECT_TRUE(failing.offered);
}

TEST(LargeBytes, AreNotOfferedWhereTheyAreNotTheResultsOwn) {
  const Octets octets(dispatch::kKeptFrom);
  const auto offers = [](auto&& value) {
    KeepingResult result(true);
    ReturnTo(result, std::forward<decltype(value)>(value));
    EXPECT_EQ(result.kind, 'y');
    return result.offered;
  };
  EXPECT_FALSE(offers(octets));
  EXPECT_FALSE(offers(std::span<const std::byte>(octets)));
  EXPECT_FALSE(offers(Bytes::View(octets)));
  EXPECT_FALSE(offers(Octets(dispatch::kKeptFrom - 1)));
}

}  // namespace
}  // namespace goray::testing
