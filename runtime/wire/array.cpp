// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/array.h>

#include <algorithm>
#include <array>
#include <complex>
#include <cstring>
#include <utility>

#include "wire/text.h"

namespace goray::wire {
namespace {

/// Takes what stands at the beginning of the data of an array.
class Head {
 public:
  explicit Head(std::span<const std::byte> data) : rest_(data) {}

  std::span<const std::byte> Take(std::size_t size) {
    if (rest_.size() < size)
      throw CodecError(Fault::kValue, "an array in the message is cut short");
    const std::span<const std::byte> taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  std::size_t Byte() { return static_cast<std::size_t>(Take(1)[0]); }
  std::uint64_t Extent() {
    std::uint64_t extent = 0;
    std::memcpy(&extent, Take(sizeof extent).data(), sizeof extent);
    return extent;
  }
  std::span<const std::byte> rest() const { return rest_; }

 private:
  std::span<const std::byte> rest_;
};

/// The size of an item in bytes, 0 of an unknown one: the number at the end of "<f8".
std::size_t ItemSize(std::string_view dtype) {
  std::size_t size = 0;
  for (const char digit : dtype.substr(std::min<std::size_t>(dtype.size(), 2))) {
    if (digit < '0' || digit > '9' || size > 99) return 0;
    size = 10 * size + static_cast<std::size_t>(digit - '0');
  }
  return size;
}

/// In front of the first dimension without items; as many as can be counted.
std::size_t RowsOf(std::span<const std::size_t> shape) {
  std::size_t rows = 1;
  for (const std::size_t extent : shape) {
    if (extent == 0) break;
    if (__builtin_mul_overflow(rows, extent, &rows)) return SIZE_MAX;
  }
  return rows;
}

bool StandsInOrder(const SharedArray& array, std::size_t item_size) {
  auto expected = static_cast<std::int64_t>(item_size);
  for (std::size_t i = array.shape.size(); i-- > 0;) {
    if (array.shape[i] != 1 && array.strides[i] != expected) return false;
    expected *= array.shape[i];
  }
  return true;
}

/// The items of a dimension and those behind it, side by side from `next` on.
void CopyInOrder(const SharedArray& array, std::size_t item_size, std::size_t dimension,
                 const std::byte* first, std::byte*& next) {
  if (dimension == array.shape.size()) {
    std::memcpy(next, first, item_size);
    next += item_size;
    return;
  }
  for (std::int64_t i = 0; i < array.shape[dimension]; ++i, first += array.strides[dimension])
    CopyInOrder(array, item_size, dimension + 1, first, next);
}

template <typename T>
T Taken(const std::byte*& next) {
  T item;
  std::memcpy(&item, next, sizeof item);
  next += sizeof item;
  return item;
}

/// Calls `body` with a function that writes the next item of this type; false for types that C++ has not.
template <typename Body>
bool WithWriterOf(std::string_view dtype, Body body) {
  using Next = const std::byte*;
  const auto with = [&]<typename T>(T, auto write) {
    body([write](Writer& writer, Next& next) { write(writer, Taken<T>(next)); });
    return true;
  };
  const auto as_signed = [](Writer& writer, auto item) { writer.WriteSigned(item); };
  const auto as_unsigned = [](Writer& writer, auto item) { writer.WriteUnsigned(item); };
  const auto as_double = [](Writer& writer, auto item) { writer.WriteDouble(item); };
  const auto as_complex = [](Writer& writer, auto item) {
    writer.WriteArray(2);
    writer.WriteDouble(item.real());
    writer.WriteDouble(item.imag());
  };
  if (dtype == "|b1")
    return with(std::uint8_t{}, [](Writer& writer, auto item) { writer.WriteBool(item != 0); });
  if (dtype == "|i1") return with(std::int8_t{}, as_signed);
  if (dtype == "<i2") return with(std::int16_t{}, as_signed);
  if (dtype == "<i4") return with(std::int32_t{}, as_signed);
  if (dtype == "<i8") return with(std::int64_t{}, as_signed);
  if (dtype == "|u1") return with(std::uint8_t{}, as_unsigned);
  if (dtype == "<u2") return with(std::uint16_t{}, as_unsigned);
  if (dtype == "<u4") return with(std::uint32_t{}, as_unsigned);
  if (dtype == "<u8") return with(std::uint64_t{}, as_unsigned);
  if (dtype == "<f4") return with(float{}, as_double);
  if (dtype == "<f8") return with(double{}, as_double);
  if (dtype == "<c8") return with(std::complex<float>{}, as_complex);
  if (dtype == "<c16") return with(std::complex<double>{}, as_complex);
  return false;
}

template <typename Write>
void WriteLists(Writer& writer, std::span<const std::size_t> shape, const std::byte*& next,
                Write write) {
  if (shape.empty()) return write(writer, next);
  writer.WriteArray(shape[0]);
  const NestedWrite nesting(writer);
  for (std::size_t i = 0; i < shape[0]; ++i) WriteLists(writer, shape.subspan(1), next, write);
}

}  // namespace

bool IsArray(const ExtView& ext) {
  return ext.type == kArrayExt && ext.data.size() >= kArrayMark.size() &&
         std::memcmp(ext.data.data(), kArrayMark.data(), kArrayMark.size()) == 0;
}

EncodedArray ParseArray(std::span<const std::byte> data) {
  Head head(data);
  head.Take(kArrayMark.size());
  EncodedArray array;
  const std::span<const std::byte> dtype = head.Take(head.Byte());
  array.dtype = {reinterpret_cast<const char*>(dtype.data()), dtype.size()};
  const std::size_t rank = head.Byte();
  if (rank > limits::kDimensions)
    throw CodecError(Fault::kValue,
                     "an array in the message has " + std::to_string(rank) + " dimensions");
  std::size_t size = ItemSize(array.dtype);
  bool is_whole = size > 0;
  for (std::size_t i = 0; i < rank; ++i) {
    const std::uint64_t extent = head.Extent();
    is_whole = is_whole && !__builtin_mul_overflow(size, extent, &size);
    array.shape.push_back(extent);
  }
  array.items = head.rest();
  if (!is_whole || array.items.size() != size)
    throw CodecError(Fault::kValue,
                     "an array in the message has not the items that its shape says");
  return array;
}

std::optional<EncodedArray> TryArray(Reader& reader) {
  if (!reader.ExtIsNext()) return std::nullopt;
  if (auto shared = TrySharedArray(reader)) return InOrder(std::move(shared));
  if (reader.IsReference()) return std::nullopt;
  Reader next = reader;
  const ExtView ext = next.ReadExt();
  if (!IsArray(ext)) return std::nullopt;
  reader = next;
  return ParseArray(ext.data);
}

EncodedArray InOrder(std::shared_ptr<const SharedArray> array) {
  EncodedArray encoded;
  encoded.dtype = array->dtype;
  encoded.shape.assign(array->shape.begin(), array->shape.end());
  const std::size_t item_size = ItemSize(encoded.dtype);
  std::size_t size = item_size;
  for (const std::size_t extent : encoded.shape) size *= extent;
  if (StandsInOrder(*array, item_size)) {
    encoded.items = {static_cast<const std::byte*>(array->data), size};
    encoded.owner = std::move(array);
    return encoded;
  }
  // The items and what `dtype` views.
  const auto copied =
      std::make_shared<std::pair<std::shared_ptr<const SharedArray>, std::vector<std::byte>>>(
          std::move(array), std::vector<std::byte>(size));
  std::byte* next = copied->second.data();
  CopyInOrder(*copied->first, item_size, 0, static_cast<const std::byte*>(copied->first->data),
              next);
  encoded.items = copied->second;
  encoded.owner = copied;
  return encoded;
}

Buffer ListsOf(const EncodedArray& array) {
  if (array.items.empty() && RowsOf(array.shape) > limits::kEmptyArrayRows) {
    throw CodecError(Fault::kValue, "an array without items has " +
                                        std::to_string(RowsOf(array.shape)) +
                                        " rows, as lists; the limit is " +
                                        std::to_string(limits::kEmptyArrayRows));
  }
  Writer writer;
  const std::byte* next = array.items.data();
  if (!WithWriterOf(array.dtype,
                    [&](auto write) { WriteLists(writer, array.shape, next, write); })) {
    throw CodecError(Fault::kType,
                     "C++ has no type for the items of an array of " + DtypeName(array.dtype));
  }
  return writer.TakeBuffer();
}

std::byte* WriteArray(Writer& writer, std::string_view dtype, std::span<const std::size_t> shape,
                      std::size_t size) {
  const std::size_t head =
      kArrayMark.size() + 2 + dtype.size() + sizeof(std::uint64_t) * shape.size();
  if (size > limits::kLength - head) {
    throw CodecError(Fault::kValue, "an array of " + std::to_string(size) +
                                        " bytes is more than a message can hold; the limit is " +
                                        std::to_string(limits::kLength));
  }
  Buffer& buffer = writer.buffer();
  const auto append = [&](const auto& number) { buffer.Append(&number, sizeof number); };
  buffer.Reserve(head + size + 6);
  append(std::uint8_t{0xC9});
  append(__builtin_bswap32(static_cast<std::uint32_t>(head + size)));
  append(kArrayExt);
  buffer.Append(kArrayMark.data(), kArrayMark.size());
  append(static_cast<std::uint8_t>(dtype.size()));
  buffer.Append(dtype.data(), dtype.size());
  append(static_cast<std::uint8_t>(shape.size()));
  for (const std::uint64_t extent : shape) append(extent);
  return buffer.Extend(size);
}

void RefuseArray(std::string_view dtype, std::size_t rank, std::string_view got,
                 std::span<const std::int64_t> shape) {
  RefuseArray(dtype, std::vector<std::int64_t>(rank, kAnyExtent), got, shape);
}

void RefuseArray(std::string_view dtype, std::span<const std::int64_t> extents,
                 std::string_view got, std::span<const std::int64_t> shape) {
  std::string text = "expected " + ArrayName(dtype, extents) + ", got " + ArrayName(got, shape);
  if (got != dtype) text += "; convert it with .astype(\"" + DtypeName(dtype) + "\")";
  throw CodecError(Fault::kType, text);
}

std::string DtypeName(std::string_view dtype) {
  static constexpr std::array<std::pair<char, std::string_view>, 7> kNames = {
      {{'b', "bool"},
       {'i', "int"},
       {'u', "uint"},
       {'f', "float"},
       {'c', "complex"},
       {'M', "datetime64"},
       {'m', "timedelta64"}}};
  if (dtype.size() < 3 || std::string_view("<>|=").find(dtype[0]) == std::string_view::npos)
    return Shown(dtype);  // a name already
  const auto* const kind =
      std::ranges::find(kNames, dtype[1], &std::pair<char, std::string_view>::first);
  if (kind == kNames.end()) return Shown(dtype);
  std::string name = dtype[0] == '>' ? "big-endian " : "";
  name += kind->second;
  const std::size_t unit = dtype.find('[');
  if (unit != std::string_view::npos) return name + std::string(dtype.substr(unit));  // "<M8[ns]"
  if (const std::size_t size = ItemSize(dtype);
      kind->first != 'b' && kind->second.find('6') == std::string_view::npos)
    name += std::to_string(8 * size);
  return name;
}

std::string ArrayName(std::string_view dtype, std::span<const std::int64_t> shape) {
  std::string name = DtypeName(dtype) + "[";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (i > 0) name += ", ";
    name += shape[i] == kAnyExtent ? "n" : std::to_string(shape[i]);
  }
  return name + "]";
}

}  // namespace goray::wire
