// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/error.h>
#include <goray/wire/passenger.h>

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
  /// Lists and dicts in one another.
  static constexpr int kMaxDepth = 512;

  /// `passengers` of the message live longer than the reader.
  explicit Reader(std::span<const std::byte> message, const Passengers* passengers = nullptr)
      : begin_(message.data()),
        next_(begin_),
        end_(begin_ + message.size()),
        passengers_(passengers) {}

  bool AtEnd() const { return next_ == end_; }
  std::size_t Remaining() const { return static_cast<std::size_t>(end_ - next_); }
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
  double ReadDouble();
  /// UTF-8.
  std::string_view ReadString();
  std::span<const std::byte> ReadBytes();
  /// The number of values that follow.
  std::size_t ReadArray();
  /// The number of key-value pairs that follow.
  std::size_t ReadMap();
  ExtView ReadExt();
  /// Whether the next value is a reference or an actor handle.
  bool IsPassenger() const;
  PassengerPtr ReadPassenger();
  PassengerPtr ReadPassenger(PassengerKind kind);
  void Skip();

 private:
  friend class Nesting;

  std::uint8_t Take();
  template <typename T>
  T TakeBigEndian();
  std::span<const std::byte> TakeBytes(std::size_t count);
  std::size_t CheckCount(std::size_t count, std::size_t bytes_each) const;
  std::size_t TakeLength(Kind kind, std::uint8_t head);
  [[noreturn]] void Expected(std::string_view expected) const;

  const std::byte* begin_;
  const std::byte* next_;
  const std::byte* end_;
  const Passengers* passengers_;
  int depth_ = 0;
};

/// Lives while the content of a list or dict is read.
class Nesting {
 public:
  /// Throws `CodecError` beyond `Reader::kMaxDepth`.
  explicit Nesting(Reader& reader);
  ~Nesting() { --reader_.depth_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

 private:
  Reader& reader_;
};

}  // namespace goray::wire
