// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/error.h>
#include <goray/wire/limits.h>
#include <goray/wire/reference.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace goray::wire {

/// What a message's next value is.
enum class Kind { kNil, kBool, kInt, kFloat, kString, kBytes, kArray, kMap, kExt };

/// Python's name of a kind: "int", "dict".
std::string_view PythonName(Kind kind);

/// A msgpack integer: its value is `bits`, or `int64_t(bits)` if `negative`.
struct Integer {
  std::uint64_t bits;
  bool negative;
};

/// A msgpack extension value; `data` is a view.
struct ExtView {
  std::int8_t type;
  std::span<const std::byte> data;
};

/// Reads msgpack values from a message, one after another. Every length is checked against what
/// remains before it is believed. Views point into the message. Throws `CodecError`; what was read
/// of a failed value is lost. Format: https://github.com/msgpack/msgpack/blob/master/spec.md
class Reader {
 public:
  /// `references`: the message's table. It lives longer than the reader; null or empty: none.
  explicit Reader(std::span<const std::byte> message, const References* references = nullptr)
      : begin_(message.data()),
        next_(begin_),
        end_(begin_ + message.size()),
        references_(references),
        room_(limits::kReservedFactor * message.size()),
        look_ahead_(limits::kLookAheadFactor * message.size()) {}

  bool AtEnd() const { return next_ == end_; }
  std::size_t Remaining() const { return static_cast<std::size_t>(end_ - next_); }
  /// How many bytes were read.
  std::size_t Offset() const { return static_cast<std::size_t>(next_ - begin_); }
  /// The kind of the next value, which stays.
  Kind Peek() const;
  /// True and past it if the next value is nil.
  bool TryNil();

  void ReadNil();
  bool ReadBool();
  /// Accepts a bool, as Python's `int` does. `bits` is 8, 16, 32 or 64.
  std::int64_t ReadSigned(int bits);
  std::uint64_t ReadUnsigned(int bits);
  Integer ReadInteger();
  /// Accepts an integer, as Python's `float` does.
  double ReadDouble() {
    double value = 0;
    return TryDouble(value) ? value : ReadNumber();
  }
  /// True and past it if the next value is a float of 64 bits, which long lists are made of.
  bool TryDouble(double& value) {
    if (Remaining() < 1 + sizeof(double) || *next_ != std::byte{0xCB}) return false;
    ++next_;
    value = std::bit_cast<double>(TakeBigEndian<std::uint64_t>());
    return true;
  }
  /// UTF-8.
  std::string_view ReadString();
  std::span<const std::byte> ReadBytes();
  /// The number of values that follow.
  std::size_t ReadArray();
  /// The number of key-value pairs that follow.
  std::size_t ReadMap();
  ExtView ReadExt();
  /// Whether an ext value comes next that may be an array or a table, quickly: of any size, or of four bytes, as references
  /// are.
  bool ExtIsNext() const {
    return next_ != end_ &&
           ((*next_ >= std::byte{0xC7} && *next_ <= std::byte{0xC9}) || *next_ == std::byte{0xD6});
  }
  /// Whether the next value is a reference or an actor handle.
  bool IsReference() const;
  ReferencePtr ReadReference();
  ReferencePtr ReadReference(ReferenceKind kind);
  void Skip();

  /// Reads the next value, whatever it is, by one switch: calls the method of `visitor` for its
  /// kind and returns the result.
  ///   OnNil()  OnBool(bool)  OnSigned(std::int64_t)  OnUnsigned(std::uint64_t)  OnFloat(double)
  ///   OnString(std::string_view), which is not checked to be UTF-8
  ///   OnBytes(std::span<const std::byte>)  OnExt(ExtView)
  ///   OnArray(std::size_t) and OnMap(std::size_t), which read the items themselves
  /// An integer below 0 is signed; any other is unsigned.
  template <typename Visitor>
  decltype(auto) Visit(Visitor&& visitor);
  /// What an ext value stands for that `Visit` gave. `IsReference` is false without a table.
  bool IsReference(const ExtView& ext) const;
  ReferencePtr ReferenceOf(const ExtView& ext) const;

  /// For how many of `count` items, of `item_size` bytes each, a container may reserve memory
  /// before it reads them. What all reservations of a message take is bounded by its size, so that
  /// headers which announce what does not come cost no more than honest ones.
  std::size_t TakeRoom(std::size_t count, std::size_t item_size) {
    const std::size_t granted = count < room_ / item_size ? count : room_ / item_size;
    room_ -= granted * item_size;
    return granted;
  }

  /// How many bytes may still be looked at before they are read.
  std::size_t& LookAhead() { return look_ahead_; }

  /// Throws that the next value is of another kind: "expected int, got str".
  [[noreturn]] void Expected(std::string_view expected) const;
  /// Throws that `what` stands before the next byte: "<what> at byte 5".
  [[noreturn]] void Malformed(std::string_view what) const;

 private:
  friend class Nesting;

  double ReadNumber();
  std::uint8_t Take() {
    if (AtEnd()) EndsTooEarly(1);
    return static_cast<std::uint8_t>(*next_++);
  }
  std::span<const std::byte> TakeBytes(std::size_t count) {
    if (Remaining() < count) EndsTooEarly(count);
    const std::span<const std::byte> bytes(next_, count);
    next_ += count;
    return bytes;
  }
  template <typename T>
  T TakeBigEndian() {
    const std::byte* bytes = TakeBytes(sizeof(T)).data();
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
    return static_cast<T>(value);
  }
  /// Of 1, 2 or 4 bytes for a `width` of 0, 1 or 2: the last bits of a head.
  std::size_t TakeLength(unsigned width) {
    return width == 0   ? TakeBigEndian<std::uint8_t>()
           : width == 1 ? TakeBigEndian<std::uint16_t>()
                        : TakeBigEndian<std::uint32_t>();
  }
  std::string_view TakeText(std::size_t size) {
    const std::span<const std::byte> bytes = TakeBytes(size);
    return {reinterpret_cast<const char*>(bytes.data()), size};
  }
  ExtView TakeExt(std::size_t size) {
    const auto type = static_cast<std::int8_t>(Take());
    return {type, TakeBytes(size)};
  }
  /// `count` items of at least `bytes_each` follow.
  std::size_t CheckCount(std::size_t count, std::size_t bytes_each) const {
    if (count > Remaining() / bytes_each) PromisesTooMuch(count * bytes_each);
    return count;
  }
  template <typename Visitor>
  decltype(auto) VisitLong(std::uint8_t head, Visitor&& visitor);

  [[noreturn]] void EndsTooEarly(std::size_t announced) const;
  [[noreturn]] void PromisesTooMuch(std::size_t items) const;
  /// The next value, which is a reference and stays.
  ReferencePtr ReferenceHere() const;

  const std::byte* begin_;
  const std::byte* next_;
  const std::byte* end_;
  const References* references_;
  std::size_t promised_ =
      0;              // items that open containers still have to bring, a byte each at least
  std::size_t room_;  // bytes that may still be reserved
  std::size_t look_ahead_;
  int depth_ = 0;
};

/// Lives while the content of a list or dict is read.
class Nesting {
 public:
  /// Throws `CodecError` beyond `limits::kDepth`. `items`: how many values the container has,
  /// twice as many as pairs, if memory for all of them is taken before they are read; `Next` is
  /// then called before each. All that open containers promise must be there, so that a message
  /// costs no more memory than a fixed multiple of its size.
  explicit Nesting(Reader& reader, std::size_t items = 0) : reader_(reader), items_(items) {
    if (items > reader.Remaining() || reader.promised_ > reader.Remaining() - items)
      reader.PromisesTooMuch(items);
    if (reader.depth_ == limits::kDepth) TooDeep();
    ++reader.depth_;
    reader.promised_ += items;
  }
  ~Nesting() {
    --reader_.depth_;
    reader_.promised_ -= items_;
  }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

  void Next() {
    --items_;
    --reader_.promised_;
  }

 private:
  [[noreturn]] void TooDeep() const;

  Reader& reader_;
  std::size_t items_;
};

template <typename Visitor>
decltype(auto) Reader::Visit(Visitor&& visitor) {
  const std::uint8_t head = Take();
  if (head < 0x80) return visitor.OnUnsigned(std::uint64_t{head});
  if (head < 0x90) return visitor.OnMap(CheckCount(head & 0x0FU, 2));
  if (head < 0xA0) return visitor.OnArray(CheckCount(head & 0x0FU, 1));
  if (head < 0xC0) return visitor.OnString(TakeText(head & 0x1FU));
  if (head >= 0xE0) return visitor.OnSigned(std::int64_t{static_cast<std::int8_t>(head)});
  return VisitLong(head, visitor);
}

template <typename Visitor>
decltype(auto) Reader::VisitLong(std::uint8_t head, Visitor&& visitor) {
  const auto number = [&](std::int64_t value) {
    return value < 0 ? visitor.OnSigned(value)
                     : visitor.OnUnsigned(static_cast<std::uint64_t>(value));
  };
  switch (head) {
    case 0xC0:
      return visitor.OnNil();
    case 0xC2:
    case 0xC3:
      return visitor.OnBool(head == 0xC3);
    case 0xC4:
    case 0xC5:
    case 0xC6:
      return visitor.OnBytes(TakeBytes(TakeLength(head - 0xC4U)));
    case 0xC7:
    case 0xC8:
    case 0xC9:
      return visitor.OnExt(TakeExt(TakeLength(head - 0xC7U)));
    case 0xCA:
      return visitor.OnFloat(double{std::bit_cast<float>(TakeBigEndian<std::uint32_t>())});
    case 0xCB:
      return visitor.OnFloat(std::bit_cast<double>(TakeBigEndian<std::uint64_t>()));
    case 0xCC:
      return visitor.OnUnsigned(std::uint64_t{TakeBigEndian<std::uint8_t>()});
    case 0xCD:
      return visitor.OnUnsigned(std::uint64_t{TakeBigEndian<std::uint16_t>()});
    case 0xCE:
      return visitor.OnUnsigned(std::uint64_t{TakeBigEndian<std::uint32_t>()});
    case 0xCF:
      return visitor.OnUnsigned(TakeBigEndian<std::uint64_t>());
    case 0xD0:
      return number(TakeBigEndian<std::int8_t>());
    case 0xD1:
      return number(TakeBigEndian<std::int16_t>());
    case 0xD2:
      return number(TakeBigEndian<std::int32_t>());
    case 0xD3:
      return number(TakeBigEndian<std::int64_t>());
    case 0xD4:
    case 0xD5:
    case 0xD6:
    case 0xD7:
    case 0xD8:
      return visitor.OnExt(TakeExt(std::size_t{1} << (head - 0xD4U)));
    case 0xD9:
    case 0xDA:
    case 0xDB:
      return visitor.OnString(TakeText(TakeLength(head - 0xD9U)));
    case 0xDC:
    case 0xDD:
      return visitor.OnArray(CheckCount(TakeLength(head - 0xDCU + 1), 1));
    case 0xDE:
    case 0xDF:
      return visitor.OnMap(CheckCount(TakeLength(head - 0xDEU + 1), 2));
    default:
      Malformed("the tag 0xc1, which msgpack never uses, ends");
  }
}

}  // namespace goray::wire
