// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/arrow.h>
#include <goray/wire/limits.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <string>

namespace goray::wire {
namespace {

std::size_t Padded(std::size_t size) {
  return (size + kArrowAlignment - 1) / kArrowAlignment * kArrowAlignment;
}

/// Writes the description of columns, and collects the memory that goes behind it.
class Columns {
 public:
  explicit Columns(Writer& head) : head_(head) {}

  void Schema(const ArrowSchema& schema) {
    const NestedWrite nesting(head_);
    head_.WriteArray(6);
    head_.WriteString(schema.format);
    head_.WriteString(schema.name == nullptr ? "" : schema.name);
    head_.WriteBytes(MetadataOf(schema));
    head_.WriteSigned(schema.flags);
    head_.WriteArray(static_cast<std::size_t>(schema.n_children));
    for (std::int64_t i = 0; i < schema.n_children; ++i) Schema(*schema.children[i]);
    if (schema.dictionary == nullptr) return head_.WriteNil();
    Schema(*schema.dictionary);
  }

  /// `length` items from `offset` on.
  void Array(const ArrowSchema& schema, const ArrowArray& array, std::int64_t offset,
             std::int64_t length) {
    const ArrowType type = ArrowTypeOf(schema.format);
    if (type.layout == ArrowLayout::kOther) {
      throw CodecError(Fault::kType, "a column of " + ArrowTypeName(schema) +
                                         " cannot be sent; it crosses within a process only");
    }
    const NestedWrite nesting(head_);
    head_.WriteArray(4);
    head_.WriteSigned(length);
    Range children{offset, length};
    Buffers(type, array, offset, length, children);
    head_.WriteArray(static_cast<std::size_t>(schema.n_children));
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
      const ArrowArray& child = *array.children[i];
      Array(*schema.children[i], child, child.offset + children.offset, children.length);
    }
    if (schema.dictionary == nullptr) return head_.WriteNil();
    Array(*schema.dictionary, *array.dictionary, array.dictionary->offset,
          array.dictionary->length);
  }

  std::size_t size() const { return size_; }
  /// Copies the memory to `out`, which has `size()` bytes.
  void CopyTo(std::byte* out) const {
    for (const std::span<const std::byte> piece : pieces_) {
      if (!piece.empty()) std::memcpy(out, piece.data(), piece.size());
      std::memset(out + piece.size(), 0, Padded(piece.size()) - piece.size());
      out += Padded(piece.size());
    }
  }

 private:
  struct Range {
    std::int64_t offset;
    std::int64_t length;
  };

  /// Its pairs, whose count and lengths are of 32 bits.
  static std::span<const std::byte> MetadataOf(const ArrowSchema& schema) {
    if (schema.metadata == nullptr) return {};
    const char* next = schema.metadata;
    const auto take = [&] {
      std::int32_t number = 0;
      std::memcpy(&number, next, sizeof number);
      next += sizeof number;
      return number;
    };
    for (std::int32_t texts = 2 * take(); texts > 0; --texts) next += take();
    return std::as_bytes(std::span(schema.metadata, next));
  }

  void Piece(const void* data, std::size_t size) {
    head_.WriteUnsigned(size_);
    head_.WriteUnsigned(size);
    pieces_.emplace_back(static_cast<const std::byte*>(data), size);
    size_ += Padded(size);
  }
  void Made(std::vector<std::byte> made) {
    made_.push_back(std::move(made));
    Piece(made_.back().data(), made_.back().size());
  }
  void Bits(const void* bits, std::int64_t offset, std::int64_t length) {
    const auto* const first = static_cast<const std::uint8_t*>(bits) + offset / 8;
    const auto size = static_cast<std::size_t>((length + 7) / 8);
    const auto shift = static_cast<unsigned>(offset % 8);
    if (shift == 0) return Piece(first, size);
    const auto last = static_cast<std::size_t>((length + shift + 7) / 8);
    std::vector<std::byte> made(size);
    for (std::size_t i = 0; i < size; ++i) {
      const unsigned next = i + 1 < last ? first[i + 1] : 0U;
      made[i] = static_cast<std::byte>(first[i] >> shift | next << (8 - shift));
    }
    Made(std::move(made));
  }
  void Validity(const ArrowArray& array, std::int64_t offset, std::int64_t length) {
    if (length == 0 || array.null_count == 0 || array.buffers[0] == nullptr)
      return Piece(nullptr, 0);
    Bits(array.buffers[0], offset, length);
  }
  /// Offsets that start with 0; what they show is `shown`.
  template <typename Offset>
  void Offsets(const ArrowArray& array, std::int64_t offset, std::int64_t length, Range& shown) {
    std::vector<std::byte> made(static_cast<std::size_t>(length + 1) * sizeof(Offset));
    shown = {0, 0};
    if (length > 0) {
      const Offset* const first = static_cast<const Offset*>(array.buffers[1]) + offset;
      auto* out = made.data();
      for (std::int64_t i = 0; i <= length; ++i, out += sizeof(Offset)) {
        const auto rebased = static_cast<Offset>(first[i] - first[0]);
        if (first[i] < first[i == 0 ? 0 : i - 1] || first[0] < 0)
          throw CodecError(Fault::kValue, "malformed Arrow data: offsets that go back");
        std::memcpy(out, &rebased, sizeof rebased);
      }
      shown = {first[0], first[length] - first[0]};
    }
    Made(std::move(made));
  }
  template <typename Offset>
  void Text(const ArrowArray& array, std::int64_t offset, std::int64_t length) {
    Range shown{};
    Offsets<Offset>(array, offset, length, shown);
    if (shown.length == 0) return Piece(nullptr, 0);
    Piece(static_cast<const std::byte*>(array.buffers[2]) + shown.offset,
          static_cast<std::size_t>(shown.length));
  }
  void Views(const ArrowArray& array, std::int64_t offset, std::int64_t length) {
    const auto* const views = static_cast<const std::byte*>(array.buffers[1]);
    Piece(length == 0 ? views : views + 16 * offset, static_cast<std::size_t>(16 * length));
    const auto* const sizes = static_cast<const std::int64_t*>(array.buffers[array.n_buffers - 1]);
    for (std::int64_t i = 0; i < array.n_buffers - 3; ++i)
      Piece(array.buffers[2 + i], static_cast<std::size_t>(sizes[i]));
  }

  /// `children`: what the items take of the children.
  void Buffers(ArrowType type, const ArrowArray& array, std::int64_t offset, std::int64_t length,
               Range& children) {
    const std::int64_t count =
        type.layout == ArrowLayout::kTextView ? array.n_buffers - 1 : array.n_buffers;
    head_.WriteArray(2 * static_cast<std::size_t>(count));
    if (type.layout == ArrowLayout::kNull) return;
    Validity(array, offset, length);
    switch (type.layout) {
      case ArrowLayout::kBits:
        return length == 0 ? Piece(nullptr, 0) : Bits(array.buffers[1], offset, length);
      case ArrowLayout::kFixed:
        if (length == 0) return Piece(nullptr, 0);
        return Piece(static_cast<const std::byte*>(array.buffers[1]) + type.width * offset,
                     static_cast<std::size_t>(type.width * length));
      case ArrowLayout::kText32:
        return Text<std::int32_t>(array, offset, length);
      case ArrowLayout::kText64:
        return Text<std::int64_t>(array, offset, length);
      case ArrowLayout::kTextView:
        return Views(array, offset, length);
      case ArrowLayout::kList32:
        return Offsets<std::int32_t>(array, offset, length, children);
      case ArrowLayout::kList64:
        return Offsets<std::int64_t>(array, offset, length, children);
      case ArrowLayout::kFixedList:
        children = {type.width * offset, type.width * length};
        return;
      default:
        return;
    }
  }

  Writer& head_;
  std::vector<std::span<const std::byte>> pieces_;
  std::deque<std::vector<std::byte>> made_;
  std::size_t size_ = 0;
};

}  // namespace

void WriteArrow(Writer& writer, const ArrowBatches& batches) {
  Writer head;
  Columns columns(head);
  head.WriteBool(batches.is_table);
  columns.Schema(*batches.schema);
  head.WriteArray(batches.batches.size());
  for (const ArrowArrayPtr& batch : batches.batches)
    columns.Array(*batches.schema, *batch, batch->offset, batch->length);

  const std::size_t front = kArrowMark.size() + sizeof(std::uint32_t) + head.bytes().size();
  const std::size_t size = columns.size();
  if (front > limits::kLength || size > limits::kLength - front) {
    throw CodecError(Fault::kValue, "a table of " + std::to_string(size) +
                                        " bytes is more than a message can hold; the limit is " +
                                        std::to_string(limits::kLength));
  }
  Buffer& buffer = writer.buffer();
  const auto append = [&](const auto& number) { buffer.Append(&number, sizeof number); };
  buffer.Reserve(front + size + 6);
  append(std::uint8_t{0xC9});
  append(__builtin_bswap32(static_cast<std::uint32_t>(front + size)));
  append(kArrowExt);
  buffer.Append(kArrowMark.data(), kArrowMark.size());
  append(static_cast<std::uint32_t>(head.bytes().size()));
  buffer.Append(head.bytes().data(), head.bytes().size());
  columns.CopyTo(buffer.Extend(size));
}

}  // namespace goray::wire
