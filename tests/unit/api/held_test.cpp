// SPDX-License-Identifier: Apache-2.0
// References and handles: how long they are held, and inside values.
#include <goray/api/actor_handle.h>
#include <goray/api/objects.h>
#include <goray/api/python.h>
#include <goray/as.h>
#include <goray/dispatch/call.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "host.h"

namespace goray::testing {
namespace {

using Ids = std::vector<std::uint64_t>;

// A table of `entries`, each a kind and an id, then `values`.
std::string Table(const std::vector<std::pair<char, std::uint64_t>>& entries,
                  const std::string& values) {
  std::string table = "GRPT";
  for (const auto& [kind, id] : entries) table += kind + Id(id);
  return std::string("\xC7") + static_cast<char>(table.size()) + "\x50" + table + values;
}

// The passenger `index`.
std::string Place(char index) { return std::string("\xD6\x50") + index + std::string(3, '\0'); }

constexpr char kRef = 0;
constexpr char kActor = 1;

TEST(ActorHandle, IsReleasedWithItsLastCopy) {
  const Host host([](const Asked&) { return Answer{0, Id(4)}; });
  {
    const ActorHandle<> made = NewActor("Counter", 1);
    const std::vector copies(3, made);
    EXPECT_TRUE(host.released_actors().empty());
  }
  EXPECT_EQ(host.released_actors(), Ids{4});
}

TEST(ActorHandle, IsKeptWhereTheHostCannotReleaseOne) {
  Host host([](const Asked&) { return Answer{0, Id(4)}; });
  host.set_knows_passengers(false);
  {
    const ActorHandle<> made = NewActor("Counter", 1);
  }
  EXPECT_TRUE(host.released_actors().empty());
}

TEST(Empty, RefersToNothing) {
  EXPECT_THROW(static_cast<void>(ObjectRef<int>().id()), ValueError);
  EXPECT_THROW(static_cast<void>(ActorHandle<>().id()), ValueError);
  EXPECT_THROW(Put(std::vector{ObjectRef<int>()}), ValueError);
}

TEST(Passengers, OfAnAnswerLiveAsLongAsSomebodyHasThem) {
  const Host host([](const Asked&) {
    return Answer{
        0, Table({{kRef, 7}, {kRef, 8}, {kActor, 9}}, "\x93" + Place(0) + Place(2) + Place(0))};
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

TEST(Passengers, AreReleasedThoughNobodyReadsThem) {
  const Host host([](const Asked&) { return Answer{0, Table({{kRef, 7}}, Place(0))}; });
  EXPECT_THROW(LocalCallPyTask("f").As<int>(), TypeError);
  EXPECT_EQ(host.released(), Ids{7});
}

TEST(Passengers, OfArgumentsAreLent) {
  const Host host([](const Asked&) { return Answer{0, Id(4)}; });
  const ObjectRef<int> ref(7);
  RemoteCallPyTask("f", 5, std::map<std::string, ObjectRef<int>>{{"a", ref}});
  EXPECT_EQ(ArgumentsOf(host.asked()[0]), Table({{kRef, 7}},
                                                "\x05\x81\xA1"
                                                "a" +
                                                    Place(0)));
  LocalCallPyTask("f", ref);  // Python code in this process gets it as it is
  EXPECT_EQ(ArgumentsOf(host.asked()[1]), Table({{kRef, 7}}, Place(0)));
  EXPECT_EQ(host.released(), Ids{4});  // the task's own reference
}

TEST(Passengers, OfAPutAreLent) {
  const Host host([](const Asked&) { return Answer{0, Id(4)}; });
  Put(std::vector{ActorHandle<>(9)});
  EXPECT_EQ(host.asked()[0].data, Table({{kActor, 9}}, "\x91" + Place(0)));
}

TEST(Passengers, NeedAHostThatKnowsThem) {
  Host host([](const Asked&) { return Answer{0, Id(4)}; });
  host.set_knows_passengers(false);
  const std::vector refs{ObjectRef<int>(7)};
  EXPECT_THROW(RemoteCallPyTask("f", refs), Error);
  EXPECT_THROW(Put(refs), Error);
  EXPECT_NO_THROW(RemoteCallPyTask("f", refs[0]));
  EXPECT_EQ(host.asked().size(), 1U);
}

TEST(Passengers, OfAResultAreGivenAway) {
  const Host host([](const Asked&) { return Answer(); });
  const dispatch::Callable callable{"F", "F()", "app.h:1", nullptr};
  const wire::Message nothing;
  dispatch::Call call(callable, nothing, {});
  call.Return(std::vector{ObjectRef<int>(7), ObjectRef<int>(8)});
  const wire::Buffer result = call.TakeResult();
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(result.bytes().data()), result.size()),
            Table({{kRef, 107}, {kRef, 108}}, "\x92" + Place(0) + Place(1)));
}

TEST(Passengers, StayThemselvesInAny) {
  const Host host([](const Asked&) { return Answer{0, Table({{kRef, 7}}, "\x91" + Place(0))}; });
  const Any any = LocalCallPyTask("f").As<Any>();
  EXPECT_EQ(any.list().at(0).As<ObjectRef<int>>().id(), 7U);
  EXPECT_THROW(any.list().at(0).As<int>(), TypeError);
  EXPECT_THROW(any.list().at(0).As<ActorHandle<>>(), TypeError);
}

TEST(Passengers, OfAMalformedTableAreAnError) {
  const Host host([](const Asked&) { return Answer{0, Table({{5, 7}}, Place(0))}; });
  EXPECT_THROW(LocalCallPyTask("f"), ValueError);
  const Host other([](const Asked&) { return Answer{0, Table({{kRef, 7}}, Place(3))}; });
  EXPECT_THROW(LocalCallPyTask("f").As<ObjectRef<>>(), ValueError);
}

}  // namespace
}  // namespace goray::testing
