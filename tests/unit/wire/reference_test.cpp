// SPDX-License-Identifier: Apache-2.0
// Tables, and what an ext value of the references' code means.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "codec_testing.h"
#include "wire/table.h"

namespace goray::testing {
namespace {

using wire::ReferenceKind;
using wire::TableEntry;

constexpr TableEntry kRef{ReferenceKind::kObjectRef, 7};
constexpr TableEntry kActor{ReferenceKind::kActorHandle, 1ULL << 52};

Octets Entries(const std::vector<TableEntry>& entries) {
  wire::Buffer buffer;
  for (const TableEntry& entry : entries) wire::AppendEntry(buffer, entry);
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

Octets First(const Octets& bytes, std::size_t count) {
  return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)};
}

wire::References TableOf(std::size_t count) {
  wire::References references;
  for (std::size_t i = 0; i < count; ++i)
    references.push_back(std::make_shared<wire::Reference>(ReferenceKind::kObjectRef, i));
  return references;
}

TEST(Table, AnEntryIsAKindAndAnId) {
  EXPECT_EQ(Entries({kActor}), Hex({1, 0, 0, 0, 0, 0, 0, 0x10, 0}));
}

TEST(Table, WhatIsWellFormedIsToldOfAMalformedOneToo) {
  const Octets two = Entries({kRef, kActor});
  for (std::size_t size = 0; size <= two.size(); ++size) {
    const Octets part = First(two, size);
    const wire::Table table = wire::ReadTable(part);
    EXPECT_EQ(table.entries.size(), size / 9) << size;
    EXPECT_EQ(table.is_well_formed, size % 9 == 0) << size;
  }
  const wire::Table unknown = wire::ReadTable(Entries({kRef, {ReferenceKind{5}, 8}, kActor}));
  EXPECT_EQ(unknown.entries, (std::vector{kRef, kActor}));
  EXPECT_FALSE(unknown.is_well_formed);
}

TEST(Table, OfPartsHasACountEach) {
  wire::Buffer buffer;
  wire::AppendPartTable(buffer, {});
  wire::AppendPartTable(buffer, Entries({kRef, kActor}));
  wire::AppendPartTable(buffer, Entries({kActor}));
  const Octets bytes(buffer.bytes().begin(), buffer.bytes().end());
  EXPECT_EQ(First(bytes, 8), Hex({0, 0, 0, 0, 2, 0, 0, 0}));
  const wire::PartTables all = wire::ReadPartTables(bytes);
  EXPECT_TRUE(all.is_well_formed);
  EXPECT_EQ(all.parts, (std::vector<std::vector<TableEntry>>{{}, {kRef, kActor}, {kActor}}));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Octets cut = First(bytes, size);
    const wire::PartTables part = wire::ReadPartTables(cut);
    EXPECT_EQ(part.is_well_formed, size == 0 || size == 4 || size == 26) << size;
    std::size_t entries = 0;
    for (const auto& each : part.parts) entries += each.size();
    const std::size_t there = size < 17 ? 0 : size < 26 ? 1 : 2;
    EXPECT_EQ(entries, there) << size;
  }
}

TEST(Table, AHugeCountCostsNothing) {
  const wire::PartTables tables = wire::ReadPartTables(Hex({0xFF, 0xFF, 0xFF, 0xFF, 0, 0}));
  EXPECT_FALSE(tables.is_well_formed);
  EXPECT_TRUE(tables.parts.at(0).empty());
}

TEST(Reference, IsAnExtValueOnlyInAMessageWithATable) {
  const Octets message = Hex({0xD6, 80, 1, 0, 0, 0});
  EXPECT_EQ(Unpack<Any>(message), Any(Any::Ext{80, Hex({1, 0, 0, 0})}));
  const wire::References none;
  EXPECT_EQ(wire::ReadMessage<Any>(message, &none), Any(Any::Ext{80, Hex({1, 0, 0, 0})}));
  const wire::References two = TableOf(2);
  EXPECT_EQ(wire::ReadMessage<Any>(message, &two), Any(two[1]));
  wire::Reader reader(message, &two);
  EXPECT_TRUE(reader.IsReference());
  EXPECT_EQ(reader.ReadReference(ReferenceKind::kObjectRef), two[1]);
}

TEST(Reference, IsNamedWhereAnotherValueIsExpected) {
  const wire::References one = TableOf(1);
  try {
    wire::ReadMessage<std::vector<int>>(Hex({0xD6, 80, 0, 0, 0, 0}), &one);
    FAIL();
  } catch (const wire::CodecError& error) {
    EXPECT_EQ(error.reason(), std::string("expected list, got ") + wire::NameOf(one[0]->kind()));
  }
  EXPECT_EQ(Failure<std::vector<int>>(Hex({0xD6, 80, 0, 0, 0, 0})),
            "TypeError: expected list, got ext type");
}

TEST(Reference, AnIndexIsOf4BytesAndInTheTable) {
  const wire::References one = TableOf(1);
  for (const Octets& message :
       {Hex({0xD6, 80, 1, 0, 0, 0}), Hex({0xC7, 0, 80}), Hex({0xC7, 3, 80, 0, 0, 0}),
        Hex({0xD7, 80, 0, 0, 0, 0, 0, 0, 0, 0}), Hex({0xD6, 80, 0, 0, 0, 0x80})}) {
    EXPECT_THROW(wire::ReadMessage<Any>(message, &one), wire::CodecError);
    wire::Reader reader(message, &one);
    EXPECT_THROW(reader.ReadReference(), wire::CodecError);
  }
}

TEST(Reference, AWriterForAPeerThatDeclaredThemReservesTheirCode) {
  for (const std::size_t size : {0, 1, 3, 4, 5, 9, 300}) {
    const Any own(Any::Ext{80, Octets(size)});
    wire::Writer declared(wire::Peer::kDeclared);
    EXPECT_THROW(Codec<Any>::Write(declared, own), wire::CodecError) << size;
    EXPECT_EQ(Unpack<Any>(Pack(own)), own) << size;
  }
  wire::Writer declared(wire::Peer::kDeclared);
  EXPECT_NO_THROW(declared.WriteExt(79, {}));
  EXPECT_NO_THROW(declared.WriteReference(TableOf(1)[0]));
}

// A value of any kind, in which an ext value of the references' code may be anywhere.
Any RandomValue(std::mt19937& random, const wire::References& references, int depth = 0) {
  switch (random() % (depth < 4 ? 8 : 6)) {
    case 0:
      return Any(static_cast<std::int64_t>(random()) - (1LL << 31));
    case 1:
      return Any("GRPT" + std::string(random() % 40, 'x'));
    case 2:
      return Any(Octets(random() % 300, std::byte{80}));
    case 3:
      return Any(references[random() % references.size()]);
    case 4:
    case 5: {
      Octets data(random() % 12);
      for (std::byte& byte : data) byte = static_cast<std::byte>(random() % 3);
      return Any(Any::Ext{static_cast<std::int8_t>(random() % 2 == 0 ? 80 : 81), data});
    }
    case 6: {
      Any::List list;
      for (auto left = random() % 5; left > 0; --left)
        list.push_back(RandomValue(random, references, depth + 1));
      return Any(std::move(list));
    }
    default: {
      Any::Map map;
      for (auto left = random() % 3; left > 0; --left) {
        Any key = RandomValue(random, references, depth + 1);
        map.emplace_back(std::move(key), RandomValue(random, references, depth + 1));
      }
      return Any(std::move(map));
    }
  }
}

// Values of any kind are read as they were written or refused, with whatever table: so none of them
// is a reference that nobody wrote.
TEST(Reference, NoValueForgesOne) {
  std::mt19937 random(7);  // NOLINT: the same values each time
  const wire::References known = TableOf(3);
  int written = 0;
  int refused = 0;
  for (int i = 0; i < 20000; ++i) {
    const Any value = RandomValue(random, known);
    for (const wire::Peer peer : {wire::Peer::kDeclared, wire::Peer::kUndeclared}) {
      wire::Writer writer(peer);
      try {
        Codec<Any>::Write(writer, value);
      } catch (const wire::CodecError&) {
        ++refused;
        continue;
      }
      ++written;
      EXPECT_EQ(wire::ReadMessage<Any>(writer.bytes(), &writer.references()), value);
    }
  }
  EXPECT_GT(written, 1000);
  EXPECT_GT(refused, 1000);
}

// Whether every reference in a list is one of `table`.
bool HasOnly(const wire::References& table, const Any& value) {
  if (const auto* reference = std::get_if<wire::ReferencePtr>(&value.variant()))
    return std::ranges::find(table, *reference) != table.end();
  const auto* list = std::get_if<Any::List>(&value.variant());
  return list == nullptr ||
         std::ranges::all_of(*list, [&](const Any& item) { return HasOnly(table, item); });
}

// Bytes that somebody else made, with and without a table.
TEST(Reference, RandomBytesGiveOnlyWhatTheTableHas) {
  std::mt19937 random(8);  // NOLINT
  const wire::References known = TableOf(2);
  for (int i = 0; i < 50000; ++i) {
    Octets message = Hex({0x93});
    for (auto left = random() % 4; left > 0; --left) {
      const int size = static_cast<int>(random() % 6);
      message.insert(message.end(), {std::byte{0xC7}, static_cast<std::byte>(size), std::byte{80}});
      for (int j = 0; j < size; ++j) message.push_back(static_cast<std::byte>(random() % 3));
    }
    if (random() % 2 == 0) message.resize(random() % (message.size() + 1));
    try {
      EXPECT_TRUE(HasOnly(known, wire::ReadMessage<Any>(message, &known)));
    } catch (const wire::CodecError&) {
      continue;
    }
  }
}

}  // namespace
}  // namespace goray::testing
