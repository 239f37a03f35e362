// SPDX-License-Identifier: Apache-2.0
// The references that come with a request are the library's, whatever becomes of the call.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "sample_app.h"
#include "wire/table.h"

namespace goray::testing {
namespace {

using dispatch::Code;
using wire::ReferenceKind;
using wire::TableEntry;

std::multiset<std::uint64_t> adopted;
std::multiset<std::uint64_t> held;

class Counted final : public wire::Reference {
 public:
  Counted(ReferenceKind kind, std::uint64_t id) : Reference(kind, id) {
    adopted.insert(id);
    held.insert(id);
  }
  ~Counted() override { held.erase(held.find(id())); }
};

std::vector<std::uint64_t> ExportIds(const wire::References& references) {
  std::vector<std::uint64_t> ids;
  for (const auto& reference : references) ids.push_back(reference->id() + 100);
  return ids;
}

bool host_declares = true;

constexpr wire::ReferenceHooks kHooks{
    .host_takes_references = [] { return host_declares; },
    .host_takes_arrays = [] { return host_declares; },
    .host_takes_arrow = [] { return host_declares; },
    .host_takes_opaque = [] { return host_declares; },
    .host_takes_streams = [] { return host_declares; },
    .host_shares_arrays = [] { return host_declares; },
    .adopt = [](ReferenceKind kind, std::uint64_t id) -> wire::ReferencePtr {
      return std::make_shared<const Counted>(kind, id);
    },
    .export_ids = &ExportIds};

using Parts = std::vector<std::vector<TableEntry>>;

constexpr TableEntry kRef{ReferenceKind::kObjectRef, 7};
constexpr TableEntry kActor{ReferenceKind::kActorHandle, 8};

// What stands for a reference among values.
Octets Index(int index) {
  wire::Writer writer;
  const auto low = static_cast<std::byte>(index);
  writer.WriteExt(80, std::vector{low, std::byte{0}, std::byte{0}, std::byte{0}});
  return {writer.bytes().begin(), writer.bytes().end()};
}

Octets TablesUnit(const Parts& parts) {
  wire::Buffer unit;
  wire::AppendInt64(unit, -1);
  for (const auto& part : parts) {
    wire::Buffer entries;
    for (const TableEntry& entry : part) wire::AppendEntry(entries, entry);
    wire::AppendPartTable(unit, entries.bytes());
  }
  return {unit.bytes().begin(), unit.bytes().end()};
}

Octets WithUnit(const Octets& message, const Octets& unit) {
  wire::Buffer buffer;
  buffer.Append(message.data(), message.size());
  wire::AppendUnit(buffer, unit);
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

// The same without the name.
Octets Nameless(const Octets& message) {
  std::span<const std::byte> rest(message);
  wire::UnitReader units(rest);
  const std::size_t name = 8 + units.Next().size();
  return {message.begin() + static_cast<std::ptrdiff_t>(name), message.end()};
}

class RequestReferences : public ::testing::Test {
 protected:
  void SetUp() override {
    wire::SetReferenceHooks(&kHooks);
    host_declares = true;
    adopted.clear();
  }
  void TearDown() override {
    EXPECT_TRUE(held.empty());
    wire::SetReferenceHooks(nullptr);
  }

  Reply Do(std::uint64_t command, std::uint64_t index, const Octets& message) {
    return Send(store_, command, index, message);
  }

  dispatch::ActorStore store_;
};

TEST_F(RequestReferences, OfEachPartAreItsOwn) {
  const Octets call = CallMessage("Echo", Index(0), {{1, Index(1)}, {2, Packed(5)}, {3, Index(0)}});
  const Reply reply = Do(
      4, 0,
      WithUnit(call, TablesUnit({{kActor}, {{ReferenceKind::kObjectRef, 1}, kRef}, {}, {kRef}})));
  EXPECT_EQ(reply.code, Code::kSuccessWithReferences);
  // The result is a list of its own, with a table of its own.
  wire::UnitReader units(std::as_bytes(std::span(reply.text)));
  units.Next();
  const wire::Table table = wire::ReadTable(units.Next());
  EXPECT_EQ(table.entries, (std::vector<TableEntry>{{ReferenceKind::kActorHandle, 108},
                                                    {ReferenceKind::kObjectRef, 107},
                                                    {ReferenceKind::kObjectRef, 107}}));
  EXPECT_EQ(adopted, (std::multiset<std::uint64_t>{1, 7, 7, 8}));
}

TEST_F(RequestReferences, AreReleasedWhateverFails) {
  const std::uint64_t actor = std::stoull(Do(5, 0, CallMessage("NewCounter", Packed(1))).text);
  const std::uint64_t closed = std::stoull(Do(5, 0, CallMessage("NewCounter", Packed(1))).text);
  Do(7, closed, {});
  const auto request = [](std::string_view name) {
    return WithUnit(CallMessage(name, Index(0)), TablesUnit({{kRef, kActor}}));
  };
  const std::vector<std::tuple<std::uint64_t, std::uint64_t, Octets>> failing = {
      {4, 0, request("NoTask")},
      {4, 1, request("Echo")},  // takes no index
      {4, 0, request("Divide")},
      {4, 0, request("Fail")},
      {5, 0, request("NoActor")},
      {5, 3, request("NewCounter")},
      {5, 0, request("NewCounter")},
      {6, closed, request("Incr")},
      {6, 0, request("Incr")},
      {6, actor, request("NoMethod")},
      {6, actor, request("Incr")},
      {64, 99, Nameless(request("x"))},
      {64, 0, Nameless(request("x"))},
      {65, 99, Nameless(request("x"))},
      {65, 0, Nameless(request("x"))},
      {66, closed << 22, Nameless(request("x"))},
      {66, actor << 22 | 99, Nameless(request("x"))},
      {66, actor << 22, Nameless(request("x"))},
  };
  for (const auto& [command, index, message] : failing) {
    adopted.clear();
    const Reply reply = Do(command, index, message);
    EXPECT_NE(reply.code, Code::kSuccess) << command << " " << index;
    EXPECT_EQ(adopted, (std::multiset<std::uint64_t>{7, 8})) << command << " " << index;
    EXPECT_TRUE(held.empty()) << command << " " << index;
  }
}

TEST_F(RequestReferences, OfMalformedTablesAreReleased) {
  const Octets call = CallMessage("Echo", Index(0), {{1, Packed(5)}});
  const TableEntry unknown{ReferenceKind{5}, 9};
  const Octets whole = TablesUnit({{kRef}, {kActor}});
  std::vector<Octets> requests = {
      WithUnit(call, TablesUnit({{kRef, kActor}})),        // a table is missing
      WithUnit(call, TablesUnit({{kRef}, {kActor}, {}})),  // one too many
      WithUnit(call, TablesUnit({{kRef, unknown}, {kActor}})),
      WithUnit(call, TablesUnit({{unknown, kRef}, {kActor}})),
      WithUnit(WithUnit(call, whole), TablesUnit({})),                           // twice
      WithUnit(WithUnit(call, whole), whole.size() > 8 ? Packed(1) : Octets()),  // not the last
  };
  Octets trailing = whole;
  trailing.push_back(std::byte{0});
  requests.push_back(WithUnit(call, trailing));
  for (std::size_t i = 0; i < requests.size(); ++i) {
    adopted.clear();
    const Reply reply = Do(4, 0, requests[i]);
    EXPECT_EQ(MessageOf(reply).substr(0, 16), "malformed call: ") << i;
    EXPECT_NE(reply.text.find("\"PyType\":\"ValueError\""), std::string::npos) << i;
    EXPECT_EQ(adopted, (std::multiset<std::uint64_t>{7, 8})) << i;
    EXPECT_TRUE(held.empty()) << i;
  }
}

TEST_F(RequestReferences, AreReleasedOfARequestCutShortAtEveryByte) {
  const Octets message = WithUnit(CallMessage("Echo", Index(0), {{1, Packed(5)}}),
                                  TablesUnit({{kRef, kActor}, {kRef}}));
  const std::size_t first_entry = message.size() - 27 - 4;  // of the three, the last behind a count
  for (std::size_t size = 0; size <= message.size(); ++size) {
    adopted.clear();
    Do(4, 0, {message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size)});
    std::size_t there = 0;  // entries
    if (size >= first_entry + 9) ++there;
    if (size >= first_entry + 18) ++there;
    if (size >= message.size()) ++there;
    EXPECT_EQ(adopted.size(), there) << size;
    EXPECT_TRUE(held.empty()) << size;
  }
}

TEST_F(RequestReferences, RandomRequestsLeaveNoneBehind) {
  std::mt19937 random(3);  // NOLINT: the same requests each time
  const std::vector<std::string> names = {"Echo", "Divide", "Pair", "NoTask"};
  for (int i = 0; i < 5000; ++i) {
    Refs refs;
    Parts parts(1 + random() % 3);
    for (std::size_t ref = 1; ref < parts.size(); ++ref)
      refs.emplace_back(static_cast<std::int64_t>(random() % 4),
                        Index(static_cast<int>(random() % 3)));
    for (auto& part : parts) {
      for (auto left = random() % 3; left > 0; --left)
        part.push_back(
            {static_cast<ReferenceKind>(random() % 10 == 0 ? 2 : random() % 2), random()});
    }
    if (random() % 8 == 0) parts.emplace_back();
    Octets message =
        WithUnit(CallMessage(names[random() % names.size()], Index(0), refs), TablesUnit(parts));
    if (random() % 2 == 0) message[random() % message.size()] = static_cast<std::byte>(random());
    if (random() % 4 == 0) message.resize(random() % message.size());
    Do(4, 0, message);
    ASSERT_TRUE(held.empty()) << i;
  }
}

// An application's ext value in front of the arguments, however it goes on.
TEST_F(RequestReferences, NoArgumentIsTakenForATable) {
  for (const bool declared : {true, false}) {
    host_declares = declared;
    for (const std::size_t size : {0, 1, 2, 3, 4, 13, 100}) {
      const std::string magic = "GRPT" + std::string(100, '\0');
      const auto bytes = std::as_bytes(std::span(magic)).first(size);
      const Any ext(Any::Ext{80, {bytes.begin(), bytes.end()}});
      Octets arguments = Packed(ext);
      for (const int following : {84, 71, 82, 80, 84, 0, 0, 0, 0, 0, 0, 0, 0, 0})
        arguments.push_back(static_cast<std::byte>(following));
      const Octets call = CallMessage("Echo", arguments);
      const Reply reply = Do(4, 0, call);
      if (declared) {  // the result cannot be told from references
        EXPECT_NE(MessageOf(reply).find("the ext code 80 is reserved"), std::string::npos);
      } else {
        const Args echoed = ResultOf<Args>(reply);
        ASSERT_EQ(echoed.size(), 15U);
        EXPECT_EQ(echoed[0], ext);
      }
      EXPECT_TRUE(adopted.empty());
    }
  }
}

TEST_F(RequestReferences, OfAHostThatDeclaredNoneAreAWrongPosition) {
  host_declares = false;
  const Octets message = WithUnit(CallMessage("Echo", Packed(1)), TablesUnit({{kRef}}));
  EXPECT_EQ(MessageOf(Do(4, 0, message)),
            "Echo(): an ObjectRef stands for argument -1; positions count from 0");
  EXPECT_TRUE(adopted.empty());
}

}  // namespace
}  // namespace goray::testing
