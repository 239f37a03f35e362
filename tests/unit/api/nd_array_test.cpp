// SPDX-License-Identifier: Apache-2.0
#include <goray/codec/container/vector.h>
#include <goray/codec/variant.h>
#include <goray/detail/codecs.h>
#include <goray/nd_array.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <complex>
#include <cstdint>
#include <iterator>
#include <new>
#include <ranges>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace goray::testing {
namespace {

template <typename T>
std::vector<std::byte> Pack(const T& value) {
  wire::Writer writer;
  Codec<T>::Write(writer, value);
  return {writer.bytes().begin(), writer.bytes().end()};
}

template <typename T>
T Unpack(const std::vector<std::byte>& message) {
  wire::Reader reader(message);
  return Codec<T>::Read(reader);
}

template <typename T>
std::string Failure(const std::vector<std::byte>& message) {
  try {
    Unpack<T>(message);
  } catch (const wire::CodecError& error) {
    return error.path() + ": " + error.reason();
  }
  return "";
}

std::vector<std::byte> Encoded(std::string_view dtype, std::vector<std::size_t> shape,
                               std::size_t size) {
  wire::Writer writer;
  std::byte* const items = wire::WriteArray(writer, dtype, shape, size);
  for (std::size_t i = 0; i < size; ++i) items[i] = static_cast<std::byte>(i);
  return {writer.bytes().begin(), writer.bytes().end()};
}

using Matrix = NdArray<std::int32_t, 2>;

Matrix Counted(std::size_t rows, std::size_t columns) {
  Matrix matrix({rows, columns});
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) matrix(i, j) = static_cast<std::int32_t>(10 * i + j);
  }
  return matrix;
}

TEST(NdArray, IsOfZerosInCOrder) {
  const Matrix zeros({2, 3});
  EXPECT_EQ(zeros.ToVector(), std::vector<std::int32_t>(6));
  EXPECT_EQ(zeros.strides(), (Matrix::Strides{3, 1}));
  EXPECT_TRUE(zeros.owns());
  EXPECT_TRUE(zeros.is_contiguous());
  EXPECT_EQ(zeros.span().size(), 6U);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(zeros.data()) % 64, 0U);
  EXPECT_TRUE(Matrix().empty());
  EXPECT_TRUE(Matrix({0, 5}).empty());
}

TEST(NdArray, AViewHasAnyStrides) {
  const Matrix matrix = Counted(3, 4);
  const auto columns = Matrix::View(&matrix(2, 1), {2, 3}, {2, -4});  // [row][column], from below
  EXPECT_EQ(columns.ToVector(), (std::vector<std::int32_t>{21, 11, 1, 23, 13, 3}));
  EXPECT_FALSE(columns.is_contiguous());
  EXPECT_FALSE(columns.owns());
  EXPECT_THROW(columns.span(), std::logic_error);
  EXPECT_EQ(columns.Copy().ToVector(), columns.ToVector());
  EXPECT_TRUE(columns.Copy().is_contiguous());
  EXPECT_EQ(columns.Row(1).ToVector(), (std::vector<std::int32_t>{23, 13, 3}));
  EXPECT_TRUE(Matrix::View(matrix.data(), {1, 4}, {99, 1}).is_contiguous());
}

TEST(NdArray, ACopySharesTheItems) {
  Matrix matrix = Counted(2, 2);
  const Matrix shared = matrix;
  const NdArray<const std::int32_t, 2> read = shared;
  matrix(0, 1) = 7;
  EXPECT_EQ(shared(0, 1), 7);
  EXPECT_EQ(read(0, 1), 7);
  EXPECT_NE(matrix.Copy().data(), matrix.data());
}

TEST(NdArray, AnIndexThatIsCheckedIsOutOfRange) {
  const Matrix matrix = Counted(2, 3);
  EXPECT_EQ(matrix.At(1, 2), 12);
  try {
    static_cast<void>(matrix.At(1, 3));
    FAIL();
  } catch (const std::out_of_range& error) {
    EXPECT_STREQ(error.what(),
                 "goray::NdArray::At(): index 3 of dimension 1 is out of range, it has 3");
  }
}

TEST(NdArray, AdoptsAVectorOfTheRightSize) {
  std::vector<double> items = {1, 2, 3, 4};
  const double* const data = items.data();
  const auto matrix = NdArray<double, 2>::Adopt(std::move(items), {2, 2});
  EXPECT_EQ(matrix.data(), data);
  EXPECT_EQ(matrix(1, 0), 3);
  EXPECT_THROW((NdArray<double, 2>::Adopt({1, 2}, {2, 2})), std::invalid_argument);
  EXPECT_EQ(NdArray<double>::Adopt({1, 2}).size(), 2U);
}

TEST(NdArray, AShapeThatNoMemoryHasIsBadAlloc) {
  const std::size_t huge = std::size_t{1} << 40;
  EXPECT_THROW((NdArray<double, 2>({huge, huge})), std::bad_alloc);
  EXPECT_THROW((NdArray<double>({huge << 20})), std::bad_alloc);
  try {
    const NdArray<float, 2> negative({static_cast<std::size_t>(-2), 3});
    FAIL();
  } catch (const std::bad_alloc& error) {
    EXPECT_STREQ(error.what(),
                 "goray::NdArray: no memory for an array of the shape (18446744073709551614, 3), "
                 "4 bytes an item");
  }
}

TEST(NdArray, OfOneDimensionIsARangeOfAnyStride) {
  static_assert(std::random_access_iterator<decltype(NdArray<double>().begin())>);
  static_assert(std::ranges::random_access_range<NdArray<const int>>);
  std::vector<int> items = {5, 0, 3, 0, 4, 0};
  const auto every_second = NdArray<int>::View(items.data(), {3}, {2});
  std::ranges::sort(every_second);
  EXPECT_EQ(items, (std::vector<int>{3, 0, 4, 0, 5, 0}));
  const auto backwards = NdArray<const int>::View(&items[4], {3}, {-2});
  EXPECT_EQ(std::vector<int>(backwards.begin(), backwards.end()), (std::vector<int>{5, 4, 3}));
  int sum = 0;
  for (const int item : NdArray<int>::View(&items[4], {4}, {0})) sum += item;
  EXPECT_EQ(sum, 20);
  EXPECT_EQ(NdArray<int>().begin(), NdArray<int>().end());
}

TEST(NdArray, LargeMemoryIsKeptAndCleared) {
  constexpr std::size_t kSize = std::size_t{3} << 20;
  const void* before = nullptr;
  {
    auto first = NdArray<std::uint8_t>::Uninitialized({kSize});
    before = first.data();
    first.ForEach([](std::uint8_t& item) { item = 1; });
  }
  const NdArray<std::uint8_t> second({kSize});
  EXPECT_EQ(second.data(), before);
  std::size_t set = 0;
  second.ForEach([&](std::uint8_t item) { set += item; });
  EXPECT_EQ(set, 0U);
}

TEST(NdArray, IsListsForWhomDeclaredNoArrays) {
  const Matrix matrix = Counted(2, 2);
  EXPECT_EQ(Pack(matrix), Pack(std::vector<std::vector<std::int32_t>>{{0, 1}, {10, 11}}));
  EXPECT_EQ(Unpack<Matrix>(Pack(matrix)).ToVector(), matrix.ToVector());
  EXPECT_EQ((Unpack<NdArray<bool>>(Pack(std::vector<bool>{true, false})).ToVector()),
            (std::vector<bool>{true, false}));
  EXPECT_EQ(Failure<Matrix>(Pack(std::vector<std::vector<int>>{{1, 2}, {3}})),
            "[1]: expected lists of the same length, 2, got one of 1");
  EXPECT_EQ(Failure<Matrix>(Pack(std::vector<int>{1})), "[0]: expected list, got int");
}

TEST(NdArray, ReadsAnArrayInAMessage) {
  const auto array = Unpack<NdArray<std::int16_t, 2>>(Encoded("<i2", {2, 1}, 4));
  EXPECT_EQ(array.ToVector(), (std::vector<std::int16_t>{0x0100, 0x0302}));
  EXPECT_TRUE((Unpack<NdArray<double>>(Encoded("<f8", {0}, 0)).empty()));
  EXPECT_EQ((Failure<NdArray<double>>(Encoded("<i2", {2, 1}, 4))),
            ": expected float64[n], got int16[2, 1]; convert it with .astype(\"float64\")");
  EXPECT_EQ((Failure<NdArray<std::int16_t>>(Encoded("<i2", {2, 1}, 4))),
            ": expected int16[n], got int16[2, 1]");
}

TEST(NdArray, AnArrayInAMessageThatIsNotWholeIsAnError) {
  constexpr const char* kNotWhole =
      ": an array in the message has not the items that its shape says";
  using Array = NdArray<std::int16_t>;
  EXPECT_EQ(Failure<Array>(Encoded("<i2", {3}, 4)), kNotWhole);
  EXPECT_EQ(Failure<Array>(Encoded("<i2", {std::size_t{1} << 63}, 0)), kNotWhole);
  EXPECT_EQ(Failure<Array>(Encoded("<i", {3}, 6)), kNotWhole);
  EXPECT_EQ(Failure<Array>(Encoded("<i999", {3}, 6)), kNotWhole);
  EXPECT_EQ(Failure<Array>(Encoded("<i2", std::vector<std::size_t>(33, 1), 2)),
            ": an array in the message has 33 dimensions");
  const std::vector<std::byte> whole = Encoded("<i2", {1}, 2);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_NE(Failure<Array>({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}),
              "");
  wire::Writer short_ext;
  short_ext.WriteExt(wire::kArrayExt, std::as_bytes(std::span(wire::kArrayMark)));
  EXPECT_EQ(Failure<Array>({short_ext.bytes().begin(), short_ext.bytes().end()}),
            ": an array in the message is cut short");
}

TEST(NdArray, RowsWithoutItemsAreBoundedWhereTheyBecomeLists) {
  constexpr std::size_t kMany = std::size_t{1} << 40;
  EXPECT_EQ((Unpack<NdArray<double, 2>>(Encoded("<f8", {kMany, 0}, 0)).shape()[0]), kMany);
  using Lists = std::vector<std::vector<double>>;
  EXPECT_EQ(Unpack<Lists>(Encoded("<f8", {3, 0}, 0)), Lists(3));
  EXPECT_EQ(Failure<Lists>(Encoded("<f8", {kMany, 0}, 0)),
            ": an array without items has 1099511627776 rows, as lists; the limit is 1048576");
  EXPECT_NE(Failure<Lists>(Encoded("<f8", {kMany, kMany, 0}, 0)), "");
}

TEST(NdArray, AnArrayInAMessageIsListsToOtherTypes) {
  using Lists = std::vector<std::vector<int>>;
  EXPECT_EQ(Unpack<Lists>(Encoded("|u1", {2, 2}, 4)), (Lists{{0, 1}, {2, 3}}));
  EXPECT_EQ(Unpack<std::vector<std::int16_t>>(Encoded("<i2", {2}, 4)),
            (std::vector<std::int16_t>{0x0100, 0x0302}));
  EXPECT_EQ(Failure<std::vector<int>>(Encoded("|u1", {2, 2}, 4)), "[0]: expected int, got list");
  EXPECT_EQ(Failure<std::vector<int>>(Encoded("<f2", {2}, 4)),
            ": C++ has no type for the items of an array of float16");
}

TEST(ArrayName, IsNumpys) {
  const std::vector<std::int64_t> shape = {wire::kAnyExtent, 3};
  EXPECT_EQ(wire::ArrayName("<f8", shape), "float64[n, 3]");
  EXPECT_EQ(wire::DtypeName("|b1"), "bool");
  EXPECT_EQ(wire::DtypeName("|u1"), "uint8");
  EXPECT_EQ(wire::DtypeName("<c16"), "complex128");
  EXPECT_EQ(wire::DtypeName(">i4"), "big-endian int32");
  EXPECT_EQ(wire::DtypeName("datetime64[ns]"), "datetime64[ns]");
  EXPECT_EQ(wire::DtypeName("object"), "object");
  EXPECT_EQ(wire::DtypeName("<V2"), "<V2");
}

TEST(NdArray, InAVariantIsToldApartByTypeAndRank) {
  using V = std::variant<NdArray<float>, NdArray<double>, NdArray<double, 2>>;
  EXPECT_EQ(Unpack<V>(Encoded("<f8", {1}, 8)).index(), 1U);
  EXPECT_EQ(Unpack<V>(Encoded("<f8", {1, 1}, 8)).index(), 2U);
  EXPECT_EQ(Unpack<V>(Pack(std::vector<double>{1})).index(), 0U) << "both take a list of floats";
  EXPECT_EQ(Unpack<V>(Pack(std::vector<std::vector<int>>{{1}})).index(), 2U);
  using Lists = std::variant<std::vector<std::string>, std::vector<double>>;
  EXPECT_EQ(Unpack<Lists>(Encoded("<f8", {1}, 8)).index(), 1U);
  EXPECT_EQ((Failure<std::variant<NdArray<float>, NdArray<int>>>(Encoded("<f8", {1}, 8))),
            ": expected float32[n] or int32[n], got another array");
}

}  // namespace
}  // namespace goray::testing
