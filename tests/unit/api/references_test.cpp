// SPDX-License-Identifier: Apache-2.0
// References and handles: how long they are held, and inside values.
#include <goray/actor_handle.h>
#include <goray/any.h>
#include <goray/detail/invocation.h>
#include <goray/objects.h>
#include <goray/python.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "../ffi/fake_host.h"

namespace goray::testing {
namespace {

using Ids = std::vector<std::uint64_t>;

constexpr char kRef = 0;
constexpr char kActor = 1;
constexpr long long kWithReferences = 6;

std::string Table(const std::vector<std::pair<char, std::uint64_t>>& entries) {
  std::string table;
  for (const auto& [kind, id] : entries) table += kind + Id(id);
  return table;
}

std::string Unit(const std::string& data) { return Id(data.size()) + data; }

// An answer, or a result, with references.
std::string WithTable(const std::string& values, const std::string& table) {
  return Unit(values) + Unit(table);
}

// What stands for a reference among the values.
std::string Index(char index) { return std::string("\xD6\x50") + index + std::string(3, '\0'); }

Any OwnExt(std::size_t size) { return Any(Any::Ext{80, Any::Bytes(size)}); }

template <typename E, typename F>
std::string Thrown(const F& function) {
  try {
    function();
  } catch (const E& error) {
    return error.what();
  }
  return "it threw nothing";
}

class References : public ::testing::Test {
 protected:
  // What a callable's result is on the wire, and whether it holds references.
  template <typename T>
  std::pair<bool, std::string> ResultOf(const T& value) {
    const dispatch::Callable callable{"F", "F()", "app.h:1", nullptr};
    const wire::Message nothing;
    dispatch::EncodedCall encoded(nothing, {});
    dispatch::Invocation call(callable, encoded);
    call.Return(value);
    const bool has_references = encoded.ReturnsReferences();
    const wire::Buffer result = encoded.TakeResult();
    return {has_references, {reinterpret_cast<const char*>(result.bytes().data()), result.size()}};
  }
};

TEST(ActorHandle, IsReleasedWithItsLastCopy) {
  const FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
  {
    const ActorHandle<> made = NewActor("Counter", 1);
    const std::vector copies(3, made);
    EXPECT_TRUE(host.released_actors().empty());
  }
  EXPECT_EQ(host.released_actors(), Ids{4});
}

TEST(ActorHandle, IsKeptWhereTheHostCannotReleaseOne) {
  FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
  host.Declare("[]");
  {
    const ActorHandle<> made = NewActor("Counter", 1);
  }
  EXPECT_TRUE(host.released_actors().empty());
}

TEST(Empty, RefersToNothing) {
  const FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
  EXPECT_THROW(static_cast<void>(ObjectRef<int>().id()), ValueError);
  EXPECT_THROW(static_cast<void>(ActorHandle<>().id()), ValueError);
  EXPECT_THROW(Put(std::vector{ObjectRef<int>()}), ValueError);
  EXPECT_THROW(RemoteCallPyTask("f", ObjectRef<int>()), ValueError);
}

TEST_F(References, OfAnAnswerLiveAsLongAsSomebodyHasThem) {
  const FakeHost host([](const Asked&) {
    return Answer{kWithReferences, WithTable("\x93" + Index(0) + Index(2) + Index(0),
                                             Table({{kRef, 7}, {kRef, 8}, {kActor, 9}}))};
  });
  std::optional<ObjectRef<int>> kept;
  {
    const auto value =
        LocalCallPyTask("f").As<std::tuple<ObjectRef<int>, ActorHandle<>, ObjectRef<>>>();
    kept = std::get<0>(value);
    EXPECT_EQ(std::get<1>(value).id(), 9U);
    EXPECT_EQ(std::get<2>(value).id(), 7U);
  }
  EXPECT_EQ(host.released(), Ids{8});
  EXPECT_EQ(host.released_actors(), Ids{9});
  kept.reset();
  EXPECT_EQ(host.released(), (Ids{8, 7}));
}

TEST_F(References, AreReleasedThoughNobodyReadsThem) {
  const FakeHost host([](const Asked&) {
    return Answer{kWithReferences, WithTable(Index(0), Table({{kRef, 7}}))};
  });
  EXPECT_THROW(LocalCallPyTask("f").As<int>(), TypeError);
  EXPECT_EQ(host.released(), Ids{7});
}

TEST_F(References, OfArgumentsAreLentInAThirdUnit) {
  const FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
  const ObjectRef<int> ref(7);
  RemoteCallPyTask("f", 5, std::map<std::string, ObjectRef<int>>{{"a", ref}});
  EXPECT_EQ(ArgumentsOf(host.asked()[0]), "\x05\x81\xA1" + std::string("a") + Index(0));
  EXPECT_EQ(TableOf(host.asked()[0]), Table({{kRef, 7}}));
  LocalCallPyTask("f", ref);  // Python code in this process gets it as it is
  EXPECT_EQ(ArgumentsOf(host.asked()[1]), Index(0));
  EXPECT_EQ(TableOf(host.asked()[1]), Table({{kRef, 7}}));
  EXPECT_EQ(host.released(), Ids{4});  // the task's own reference
}

TEST_F(References, NoneAreNoThirdUnit) {
  const FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
  RemoteCallPyTask("f", 5, ObjectRef<int>(7));
  EXPECT_EQ(CountUnits(host.asked()[0]), 2);
}

TEST_F(References, OfAPutAreLent) {
  const FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
  Put(std::vector{ActorHandle<>(9)});
  EXPECT_EQ(host.asked()[0].command, 66);
  EXPECT_EQ(host.asked()[0].data, WithTable("\x91" + Index(0), Table({{kActor, 9}})));
}

TEST_F(References, NeedAHostThatDeclaredThem) {
  for (const auto& [features, reason] : std::map<std::string, std::string>{
           {"[]", "published goray"},
           {R"(["passengers"])", "an older goray-cpp"},
       }) {
    FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
    host.Declare(features);
    const std::vector refs{ObjectRef<int>(7)};
    const std::string of_call = Thrown<Error>([&] { RemoteCallPyTask("f", refs); });
    EXPECT_NE(of_call.find("RemoteCallPyTask(f): holds an ObjectRef"), std::string::npos);
    EXPECT_NE(of_call.find(reason), std::string::npos) << of_call;
    EXPECT_NE(Thrown<Error>([&] { Put(refs); }).find(reason), std::string::npos);
    EXPECT_NO_THROW(RemoteCallPyTask("f", refs[0]));
    EXPECT_EQ(host.asked().size(), 1U);
    EXPECT_EQ(CountUnits(host.asked()[0]), 2);
  }
}

TEST_F(References, AreSeveralOfACallThatIsSplit) {
  FakeHost host([](const Asked&) { return Answer{0, Id(4) + Id(5)}; });
  host.Declare(R"(["references", "split_results"])");
  const auto [number, text] = RemoteCallPyTaskSplit<int, std::string>("f", 7);
  EXPECT_EQ(number.id(), 4U);
  EXPECT_EQ(text.id(), 5U);
  EXPECT_NE(host.asked()[0].data.find(R"("goray_values":2)"), std::string::npos);
  const auto three = [] { RemoteCallPyTaskSplit<int, int, int>("f", 7); };
  EXPECT_EQ(Thrown<Error>(three),
            "RemoteCallPyTask(f): Python answered with 16 bytes, not with 3 ids");
}

TEST_F(References, AreSeveralOnlyOfAHostThatSplits) {
  FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
  host.Declare(R"(["references"])");
  const auto two = [] { RemoteCallPyTaskSplit<int, int>("f", 7); };
  EXPECT_NE(Thrown<Error>(two).find("upgrade goray-cpp to the library's version"),
            std::string::npos);
  EXPECT_TRUE(host.asked().empty());
}

TEST_F(References, OfAResultAreExported) {
  const FakeHost host([](const Asked&) { return Answer(); });
  const auto [has_references, bytes] = ResultOf(std::vector{ObjectRef<int>(7), ObjectRef<int>(8)});
  EXPECT_TRUE(has_references);
  EXPECT_EQ(bytes, WithTable("\x92" + Index(0) + Index(1), Table({{kRef, 107}, {kRef, 108}})));
}

TEST_F(References, OfAResultNeedAHostThatDeclaredThem) {
  FakeHost host([](const Asked&) { return Answer(); });
  host.Declare("[]");
  EXPECT_THROW(ResultOf(std::vector{ObjectRef<int>(7)}), Error);
}

TEST_F(References, AnOwnExtOfTheirCodeIsRefusedByAHostThatDeclaredThem) {
  const FakeHost host([](const Asked&) { return Answer{0, Id(4)}; });
  for (const std::size_t size : {0, 3, 4, 5, 300}) {
    const std::string of_call = Thrown<ValueError>([&] { RemoteCallPyTask("f", 1, OwnExt(size)); });
    EXPECT_NE(of_call.find("RemoteCallPyTask(f): argument 1 (from 0): the ext code 80 is reserved"),
              std::string::npos)
        << of_call;
    const Any inside(Any::List{1, OwnExt(size)});
    EXPECT_THROW(LocalCallPyTask("f", inside), ValueError);
    EXPECT_THROW(Put(inside), ValueError);
    EXPECT_THROW(ResultOf(inside), ValueError);
  }
  EXPECT_TRUE(host.asked().empty());
}

TEST_F(References, AnOwnExtOfTheirCodePassesToOtherHosts) {
  FakeHost host([](const Asked&) { return Answer{0, std::string("\xD6\x50\0\0\0\0", 6)}; });
  host.Declare("[]");
  EXPECT_EQ(LocalCallPyTask("f", OwnExt(4)).As<Any>(), OwnExt(4));
  EXPECT_EQ(ArgumentsOf(host.asked()[0]), Index(0));
  const auto [has_references, bytes] = ResultOf(OwnExt(4));
  EXPECT_FALSE(has_references);
  EXPECT_EQ(bytes, Index(0));
}

TEST_F(References, StayThemselvesInAny) {
  const FakeHost host([](const Asked&) {
    return Answer{kWithReferences, WithTable("\x91" + Index(0), Table({{kRef, 7}}))};
  });
  const Any any = LocalCallPyTask("f").As<Any>();
  EXPECT_EQ(any.list().at(0).As<ObjectRef<int>>().id(), 7U);
  EXPECT_THROW(any.list().at(0).As<int>(), TypeError);
  EXPECT_THROW(any.list().at(0).As<ActorHandle<>>(), TypeError);
}

TEST_F(References, OneInAnyIsNeverAnOwnExtBesideIt) {
  const FakeHost host([](const Asked&) { return Answer(); });
  EXPECT_EQ(OwnExt(4).As<Any>(), OwnExt(4));
  const Any ref(ObjectRef<int>(7).reference());
  EXPECT_THROW(Any(Any::List{ref, OwnExt(4)}).As<Any>(), ValueError);
  EXPECT_THROW(Any(Any::List{OwnExt(4), ref}).As<Any>(), ValueError);
}

TEST_F(References, ValuesWithoutATableHoldNone) {
  const FakeHost host([](const Asked&) { return Answer{0, Index(0)}; });
  EXPECT_EQ(LocalCallPyTask("f").As<Any>(), OwnExt(4));
  EXPECT_THROW(LocalCallPyTask("f").As<ObjectRef<>>(), TypeError);
  EXPECT_TRUE(host.released().empty());
}

TEST_F(References, AnAnswerThatIsMalformedLeavesNoneBehind) {
  const std::string two = Table({{kRef, 7}, {kActor, 8}});
  for (const std::string& answer : {
           WithTable(Index(0), two + "\x01"),           // an entry is cut short
           WithTable(Index(0), two + Table({{5, 9}})),  // of an unknown kind
           WithTable(Index(0), Table({{5, 9}}) + two),
           WithTable(Index(0), two) + Unit(""),
           Unit(Index(0)) + Id(100) + two,
       }) {
    const FakeHost host([&](const Asked&) { return Answer{kWithReferences, answer}; });
    EXPECT_THROW(LocalCallPyTask("f"), ValueError);
    EXPECT_EQ(host.released(), Ids{7});
    EXPECT_EQ(host.released_actors(), Ids{8});
  }
}

TEST_F(References, AnIndexThatTheTableHasNotIsAnError) {
  const FakeHost host([](const Asked&) {
    return Answer{kWithReferences, WithTable(Index(3), Table({{kRef, 7}}))};
  });
  EXPECT_THROW(LocalCallPyTask("f").As<ObjectRef<>>(), ValueError);
}

TEST_F(References, AreNotTakenFromAHostThatDidNotDeclareThem) {
  FakeHost host([](const Asked&) {
    return Answer{kWithReferences, WithTable(Index(0), Table({{kRef, 7}}))};
  });
  host.Declare("[]");
  EXPECT_THROW(LocalCallPyTask("f"), Error);
  EXPECT_TRUE(host.released().empty());
}

}  // namespace
}  // namespace goray::testing
