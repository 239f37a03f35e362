// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/arrow.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace goray::wire {
namespace {

[[noreturn]] void RefuseTable(const std::string& what) {
  throw CodecError(Fault::kValue, "a table in the message " + what);
}

template <typename T>
T ItemAt(std::span<const std::byte> bytes, std::int64_t index) {
  T item;
  std::memcpy(&item, bytes.data() + static_cast<std::size_t>(index) * sizeof item, sizeof item);
  return item;
}

/// Whether an item is no null; all are there without a buffer that says it.
bool IsThere(std::span<const std::byte> validity, std::int64_t index) {
  return validity.empty() || (ItemAt<std::uint8_t>(validity, index / 8) >> (index % 8) & 1) != 0;
}

/// Reads the head of a message's table, and makes columns in a memory of their own.
class Parser {
 public:
  Parser(std::span<const std::byte> head, std::span<const std::byte> body)
      : reader_(head), size_(body.size()), tree_(std::make_shared<ArrowTree>()) {
    const std::shared_ptr<std::byte> memory = AllocateArrow(size_);
    if (size_ > 0) std::memcpy(memory.get(), body.data(), size_);
    body_ = memory.get();
    tree_->Keep(memory);
  }

  ArrowBatches Read() {
    ArrowBatches read{reader_.ReadBool(), nullptr, {}};
    const ArrowSchema& schema = Schema();
    read.schema = {tree_, &schema};
    const std::size_t count = reader_.ReadArray();
    const Nesting nesting(reader_);
    for (std::size_t i = 0; i < count; ++i) {
      const ArrowArray& batch = Array(schema);
      CheckArrowBatch(schema, batch);
      read.batches.emplace_back(tree_, &batch);
    }
    if (!reader_.AtEnd()) RefuseTable("has more in its head than it says");
    if (!read.is_table && count != 1) RefuseTable("is not the one batch that it says");
    return read;
  }

 private:
  using Bytes = std::span<const std::byte>;

  void Expect(std::size_t count) {
    if (reader_.ReadArray() != count) RefuseTable("has a head of another shape");
  }

  ArrowSchema& Schema() {
    Expect(6);
    const Nesting nesting(reader_);
    const std::string_view format = reader_.ReadString();
    const std::string_view name = reader_.ReadString();
    const Bytes metadata = reader_.ReadBytes();
    const std::int64_t flags = reader_.ReadSigned(64);
    std::vector<ArrowSchema*> children;
    for (std::size_t left = reader_.ReadArray(); left > 0; --left) children.push_back(&Schema());
    ArrowSchema& schema = tree_->AddSchema(format, name, std::move(children));
    schema.flags = flags;
    if (!metadata.empty())
      schema.metadata =
          tree_->Text({reinterpret_cast<const char*>(metadata.data()), metadata.size()});
    CheckMetadata(metadata);
    if (!reader_.TryNil()) schema.dictionary = &Schema();
    return schema;
  }

  static void CheckMetadata(Bytes metadata) {
    if (metadata.empty()) return;
    const auto take = [&] {
      if (metadata.size() < sizeof(std::int32_t)) RefuseTable("has metadata that is cut short");
      const auto number = ItemAt<std::int32_t>(metadata, 0);
      metadata = metadata.subspan(sizeof number);
      if (number < 0 || number > (1 << 30)) RefuseTable("has metadata that is cut short");
      return static_cast<std::size_t>(number);
    };
    for (std::size_t texts = 2 * take(); texts > 0; --texts) {
      const std::size_t size = take();
      if (metadata.size() < size) RefuseTable("has metadata that is cut short");
      metadata = metadata.subspan(size);
    }
  }

  Bytes NextBuffer() {
    const std::uint64_t offset = reader_.ReadUnsigned(64);
    const std::uint64_t size = reader_.ReadUnsigned(64);
    if (offset > size_ || size > size_ - offset || offset % kArrowAlignment != 0)
      RefuseTable("has columns that are cut short");
    return {body_ + offset, size};
  }

  ArrowArray& Array(const ArrowSchema& schema) {
    Expect(4);
    const Nesting nesting(reader_);
    const std::int64_t length = reader_.ReadSigned(64);
    const ArrowType type = ArrowTypeOf(schema.format);
    if (length < 0 || length > INT64_MAX / 64 || type.layout == ArrowLayout::kOther)
      RefuseTable("has a column that no table has");
    std::vector<Bytes> buffers;
    for (std::size_t left = reader_.ReadArray(); left > 0; left -= 2) {
      if (left == 1) RefuseTable("has a head of another shape");
      buffers.push_back(NextBuffer());
    }
    std::vector<ArrowArray*> children;
    std::size_t count = reader_.ReadArray();
    if (count != static_cast<std::size_t>(schema.n_children))
      RefuseTable("has another number of columns than its schema");
    children.reserve(count);
    for (std::size_t i = 0; i < count; ++i) children.push_back(&Array(*schema.children[i]));
    const std::int64_t end = EndOfItems(type, buffers, length);
    std::vector<const void*> pointers;
    pointers.reserve(buffers.size() + 1);
    for (const Bytes buffer : buffers) pointers.push_back(buffer.data());
    if (!buffers.empty() && buffers[0].empty()) pointers[0] = nullptr;
    if (type.layout == ArrowLayout::kTextView) pointers.push_back(SizesOf(buffers));
    for (const ArrowArray* child : children) {
      if (child->length < end) RefuseTable("has lists of more than there is");
    }
    ArrowArray& array = tree_->AddArray(length, std::move(pointers), std::move(children));
    if (reader_.TryNil() != (schema.dictionary == nullptr))
      RefuseTable("has no dictionary where it says one");
    if (schema.dictionary == nullptr) return array;
    array.dictionary = &Array(*schema.dictionary);
    if (type.layout != ArrowLayout::kFixed) RefuseTable("has a dictionary without indices");
    CheckIndices(schema, buffers, length, array.dictionary->length);
    return array;
  }

  /// Requires the buffers that a column needs. Where its items end in the children.
  std::int64_t EndOfItems(ArrowType type, std::span<const Bytes> buffers, std::int64_t length) {
    const auto bits = static_cast<std::size_t>((length + 7) / 8);
    if (type.layout == ArrowLayout::kNull) return RequireBuffers(buffers, 0), 0;
    if (buffers.empty()) RefuseTable("has a column without buffers");
    if (!buffers[0].empty()) RequireSize(buffers[0], bits);
    switch (type.layout) {
      case ArrowLayout::kBits:
        RequireBuffers(buffers, 2);
        return RequireSize(buffers[1], bits), 0;
      case ArrowLayout::kFixed:
        RequireBuffers(buffers, 2);
        return RequireItems(buffers[1], length, type.width), 0;
      case ArrowLayout::kText32:
        RequireBuffers(buffers, 3);
        return RequireSize(buffers[2], EndOfOffsets<std::int32_t>(buffers[1], length)), 0;
      case ArrowLayout::kText64:
        RequireBuffers(buffers, 3);
        return RequireSize(buffers[2], EndOfOffsets<std::int64_t>(buffers[1], length)), 0;
      case ArrowLayout::kTextView:
        return CheckViews(buffers, length), 0;
      case ArrowLayout::kList32:
        RequireBuffers(buffers, 2);
        return static_cast<std::int64_t>(EndOfOffsets<std::int32_t>(buffers[1], length));
      case ArrowLayout::kList64:
        RequireBuffers(buffers, 2);
        return static_cast<std::int64_t>(EndOfOffsets<std::int64_t>(buffers[1], length));
      case ArrowLayout::kFixedList: {
        RequireBuffers(buffers, 1);
        std::int64_t end = 0;
        if (__builtin_mul_overflow(length, type.width, &end))
          RefuseTable("has a column without end");
        return end;
      }
      default:
        RequireBuffers(buffers, 1);
        return length;
    }
  }

  static void RequireBuffers(std::span<const Bytes> buffers, std::size_t count) {
    if (buffers.size() != count) RefuseTable("has a column with another number of buffers");
  }
  static void RequireSize(Bytes buffer, std::size_t size) {
    if (buffer.size() < size) RefuseTable("has columns that are cut short");
  }
  static void RequireItems(Bytes buffer, std::int64_t length, std::int64_t width) {
    std::size_t size = 0;
    if (__builtin_mul_overflow(length, width, &size)) RefuseTable("has a column without end");
    RequireSize(buffer, size);
  }
  template <typename Offset>
  static std::size_t EndOfOffsets(Bytes offsets, std::int64_t length) {
    RequireItems(offsets, length + 1, sizeof(Offset));
    Offset last = 0;
    for (std::int64_t i = 0; i <= length; ++i) {
      const auto next = ItemAt<Offset>(offsets, i);
      if (next < last) RefuseTable("has offsets that go back");
      last = next;
    }
    return static_cast<std::size_t>(last);
  }
  static void CheckViews(std::span<const Bytes> buffers, std::int64_t length) {
    if (buffers.size() < 2) RefuseTable("has a column with another number of buffers");
    RequireItems(buffers[1], length, 16);
    const std::span<const Bytes> texts = buffers.subspan(2);
    for (std::int64_t i = 0; i < length; ++i) {
      const auto view =
          ItemAt<std::array<std::int32_t, 4>>(buffers[1], i);  // size, start, text, offset
      if ((view[0] >= 0 && view[0] <= 12) || !IsThere(buffers[0], i)) continue;
      const auto text = static_cast<std::size_t>(view[2]);
      if (view[0] < 0 || view[2] < 0 || text >= texts.size() || view[3] < 0)
        RefuseTable("has text that is not there");
      RequireSize(texts[text],
                  static_cast<std::size_t>(view[0]) + static_cast<std::size_t>(view[3]));
    }
  }
  /// The last buffer of text that is looked at by views: the sizes of the texts.
  const void* SizesOf(std::span<const Bytes> buffers) {
    const std::span<const Bytes> texts = buffers.subspan(2);
    const std::shared_ptr<std::byte> sizes = AllocateArrow(texts.size() * sizeof(std::int64_t));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto size = static_cast<std::int64_t>(texts[i].size());
      std::memcpy(sizes.get() + i * sizeof size, &size, sizeof size);
    }
    tree_->Keep(sizes);
    return sizes.get();
  }
  template <typename Index>
  static bool AreWithin(std::span<const Bytes> buffers, std::int64_t length, std::int64_t count) {
    for (std::int64_t i = 0; i < length; ++i) {
      const auto index = ItemAt<Index>(buffers[1], i);
      if (IsThere(buffers[0], i) &&
          (std::cmp_less(index, 0) || std::cmp_greater_equal(index, count)))
        return false;
    }
    return true;
  }
  static void CheckIndices(const ArrowSchema& schema, std::span<const Bytes> buffers,
                           std::int64_t length, std::int64_t count) {
    const auto are_within = [&]() {
      switch (schema.format[0]) {
        case 'c':
          return AreWithin<std::int8_t>(buffers, length, count);
        case 'C':
          return AreWithin<std::uint8_t>(buffers, length, count);
        case 's':
          return AreWithin<std::int16_t>(buffers, length, count);
        case 'S':
          return AreWithin<std::uint16_t>(buffers, length, count);
        case 'i':
          return AreWithin<std::int32_t>(buffers, length, count);
        case 'I':
          return AreWithin<std::uint32_t>(buffers, length, count);
        case 'l':
          return AreWithin<std::int64_t>(buffers, length, count);
        case 'L':
          return AreWithin<std::uint64_t>(buffers, length, count);
        default:
          return false;
      }
    };
    if (!are_within()) RefuseTable("has a dictionary without what its indices mean");
  }

  Reader reader_;
  std::size_t size_;
  std::byte* body_ = nullptr;
  std::shared_ptr<ArrowTree> tree_;
};

}  // namespace

bool IsArrow(const ExtView& ext) {
  return ext.type == kArrowExt && ext.data.size() >= kArrowMark.size() &&
         std::memcmp(ext.data.data(), kArrowMark.data(), kArrowMark.size()) == 0;
}

ArrowBatches ParseArrow(std::span<const std::byte> data) {
  std::uint32_t size = 0;
  data = data.subspan(kArrowMark.size());
  if (data.size() < sizeof size) RefuseTable("is cut short");
  std::memcpy(&size, data.data(), sizeof size);
  data = data.subspan(sizeof size);
  if (data.size() < size) RefuseTable("is cut short");
  return Parser(data.first(size), data.subspan(size)).Read();
}

std::optional<ArrowBatches> TryArrow(Reader& reader) {
  if (!reader.ExtIsNext() || reader.IsReference()) return std::nullopt;
  Reader next = reader;
  const ExtView ext = next.ReadExt();
  if (!IsArrow(ext)) return std::nullopt;
  reader = next;
  return ParseArrow(ext.data);
}

}  // namespace goray::wire
