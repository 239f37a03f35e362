// SPDX-License-Identifier: Apache-2.0
// Tables in messages that are cut short, or that lie; and columns of other libraries that are not what they say.
#include <goray/arrow.h>
#include <goray/error.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace goray::testing {
namespace {

RecordBatch Sample() {
  const RecordBatch batch = RecordBatchBuilder()
                                .Add("number", std::vector<std::int64_t>{1, 2, 3})
                                .Add("text", std::vector<std::string>{"a", "bb", ""})
                                .Add("maybe", std::vector<std::optional<double>>{1.5, {}, 2.5})
                                .Add("flag", std::vector<bool>{true, false, true})
                                .Finish();
  return batch;
}

std::vector<std::byte> Packed(const wire::ArrowBatches& batches) {
  wire::Writer writer;
  wire::WriteArrow(writer, batches);
  return {writer.bytes().begin(), writer.bytes().end()};
}

goray::Table Unpacked(std::span<const std::byte> message) {
  wire::Reader reader(message);
  return detail::TableOf(wire::TryArrow(reader).value());
}

/// All that C++ can look at.
std::size_t LookAt(const goray::Table& table) {
  std::size_t seen = 0;
  for (const RecordBatch& batch : table.batches()) {
    for (std::size_t i = 0; i < batch.num_columns(); ++i) {
      const ArrowColumn column = batch[i];
      seen += column.type().size() + column.null_count();
      for (std::size_t row = 0; row < batch.num_rows(); ++row) {
        try {
          seen += column.Get<std::string_view>(row).value_or("").size();
        } catch (const Error&) {
          ++seen;
        }
        try {
          seen += static_cast<std::size_t>(column.Get<std::int64_t>(row).value_or(0)) % 2;
        } catch (const TypeError&) {
          ++seen;
        }
      }
    }
  }
  return seen;
}

std::string FailureOf(std::span<const std::byte> message) {
  try {
    static_cast<void>(LookAt(Unpacked(message)));
  } catch (const wire::CodecError& error) {
    return error.reason();
  }
  return "";
}

TEST(TablesTest, AMessageGivesBackWhatWasWritten) {
  const RecordBatch batch = Sample();
  const goray::Table read = Unpacked(Packed(detail::BatchesOf(batch)));
  ASSERT_EQ(read.batches().size(), 1U);
  const RecordBatch& same = read.batches()[0];
  EXPECT_EQ(same.names(), batch.names());
  EXPECT_EQ(same.Column<std::int64_t>("number")[2], 3);
  EXPECT_EQ(same["text"].Get<std::string_view>(1), "bb");
  EXPECT_EQ(same["maybe"].Get<double>(1), std::nullopt);
  EXPECT_EQ(same["maybe"].ValuesUnderNulls<double>()[2], 2.5);
  EXPECT_EQ(same["flag"].Get<bool>(2), true);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(same.Column<std::int64_t>(0).data()) % 64, 0U);
}

TEST(TablesTest, AMessageThatIsCutShortIsRefused) {
  const std::vector<std::byte> whole = Packed(detail::BatchesOf(Sample()));
  const std::span<const std::byte> data = std::span(whole).subspan(6);  // behind the ext's head
  for (std::size_t size = wire::kArrowMark.size(); size < data.size() - 63; ++size) {
    EXPECT_THROW(static_cast<void>(wire::ParseArrow(data.first(size))), wire::CodecError) << size;
  }
}

TEST(TablesTest, NoByteOfAMessageLeadsOutOfIt) {
  std::mt19937 random(7);
  const std::vector<std::byte> whole = Packed(detail::BatchesOf(Sample()));
  std::size_t refused = 0;
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::byte> changed = whole;
    for (int j = 0; j < 3; ++j)
      changed[11 + random() % (changed.size() - 11)] = static_cast<std::byte>(random());
    if (!FailureOf(changed).empty()) ++refused;
  }
  EXPECT_GT(refused, 100U);
}

TEST(TablesTest, ColumnsThatAreNotWhatTheySayAreRefused) {
  struct Lie {
    const char* text;
    void (*tell)(ArrowSchema&, ArrowArray&);
  };
  const std::vector<Lie> lies = {
      {"a column of struct is longer than its child",
       [](ArrowSchema&, ArrowArray& batch) { batch.length = 4; }},
      {"a column of int64 has no items",
       [](ArrowSchema&, ArrowArray& batch) { batch.children[0]->buffers[1] = nullptr; }},
      {"a column of int64 has another number of buffers",
       [](ArrowSchema&, ArrowArray& batch) { batch.children[0]->n_buffers = 1; }},
      {"a column of int64 has no length",
       [](ArrowSchema&, ArrowArray& batch) { batch.children[0]->offset = -1; }},
      {"a column of int64 has more nulls than items",
       [](ArrowSchema&, ArrowArray& batch) { batch.children[0]->null_count = 9; }},
      {"a column of int64 has nulls, and does not say where",
       [](ArrowSchema&, ArrowArray& batch) { batch.children[0]->null_count = 1; }},
      {"a column of struct has another number of children",
       [](ArrowSchema& schema, ArrowArray&) { schema.n_children = 1; }},
      {"a column of struct has a child that is not there",
       [](ArrowSchema&, ArrowArray& batch) { batch.children[1] = nullptr; }},
      {"expected a table, got a single column of int64",
       [](ArrowSchema& schema, ArrowArray&) { schema.format = "l"; }},
  };
  for (const Lie& lie : lies) {
    ArrowSchema schema{};
    ArrowArray array{};
    const RecordBatch sample = RecordBatchBuilder()
                                   .Add("a", std::vector<std::int64_t>{1, 2, 3})
                                   .Add("b", std::vector<std::int64_t>{1, 2, 3})
                                   .Finish();
    sample.Export(&schema, &array);
    lie.tell(schema, array);
    try {
      RecordBatch::Import(&schema, &array);
      ADD_FAILURE() << lie.text;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find(lie.text), std::string::npos) << error.what();
    }
    EXPECT_EQ(schema.release, nullptr);
    EXPECT_EQ(array.release, nullptr);
  }
}

TEST(TablesTest, ABatchIsReleasedOnceWhenItsLastOwnerGoes) {
  static int released = 0;
  released = 0;
  ArrowSchema schema{};
  ArrowArray array{};
  Sample().Export(&schema, &array);
  static void (*release)(ArrowArray*) = nullptr;
  release = array.release;
  array.release = [](ArrowArray* self) {
    ++released;
    release(self);
  };
  {
    RecordBatch batch = RecordBatch::Import(&schema, &array);
    const ArrowColumn column = batch["number"];
    batch = RecordBatch();
    EXPECT_EQ(released, 0);
    EXPECT_EQ(column.Values<std::int64_t>()[0], 1);
  }
  EXPECT_EQ(released, 1);
  EXPECT_THROW(RecordBatch::Import(&schema, &array), ValueError);
  EXPECT_EQ(released, 1);
}

TEST(TablesTest, ChildrenOfAnExportMayOutliveIt) {
  ArrowSchema schema{};
  ArrowArray array{};
  Sample().Export(&schema, &array);
  ArrowArray child = *array.children[0];
  array.children[0]->release = nullptr;
  array.release(&array);
  EXPECT_EQ(static_cast<const std::int64_t*>(child.buffers[1])[2], 3);
  child.release(&child);
  schema.release(&schema);
}

TEST(TablesTest, BatchesOfOtherColumnsAreNoTable) {
  const RecordBatch other = RecordBatchBuilder().Add("a", std::vector<double>(2)).Finish();
  EXPECT_THROW(goray::Table({Sample(), other}), std::invalid_argument);
  EXPECT_THROW(goray::Table(std::vector<RecordBatch>()), std::invalid_argument);
  EXPECT_EQ(goray::Table({other, other}).num_rows(), 4U);
}

}  // namespace
}  // namespace goray::testing
