// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/writer.h>

#include <array>
#include <bit>
#include <msgpack/pack.hpp>
#include <string>

#include "abi/protocol.h"
#include "wire/units.h"
#include "wire/utf8.h"

namespace goray::wire {
namespace {

// The stream `msgpack::packer` wants.
class Stream {
 public:
  explicit Stream(Buffer& buffer) : buffer_(buffer) {}
  void write(const char* bytes, std::size_t count) { buffer_.Append(bytes, count); }

 private:
  Buffer& buffer_;
};

// msgpack holds lengths in 32 bits.
std::uint32_t Length(std::size_t count, std::string_view what) {
  if (count > limits::kLength) {
    throw CodecError(Fault::kValue, std::string(what) + " of " + std::to_string(count) +
                                        " items is too long for msgpack, whose limit is " +
                                        std::to_string(limits::kLength));
  }
  return static_cast<std::uint32_t>(count);
}

[[noreturn]] void RefuseReservedExt() {
  throw CodecError(Fault::kValue, "the ext code " + std::to_string(abi::kReferenceExt) +
                                      " is reserved: goray's references to objects and actors "
                                      "have it; choose another code for your own ext values");
}

template <typename T>
void AppendBigEndian(Buffer& buffer, std::uint8_t head, T bits) {
  std::byte* out = buffer.Extend(1 + sizeof bits);
  *out = std::byte{head};
  for (std::size_t i = sizeof bits; i > 0; --i, bits >>= 8)
    out[i] = static_cast<std::byte>(bits & 0xFF);
}

}  // namespace

void Writer::WriteNil() {
  Stream stream(buffer_);
  msgpack::packer<Stream>(stream).pack_nil();
}

void Writer::WriteBool(bool value) {
  Stream stream(buffer_);
  msgpack::packer<Stream> packer(stream);
  value ? packer.pack_true() : packer.pack_false();
}

void Writer::WriteSigned(std::int64_t value) {
  Stream stream(buffer_);
  msgpack::packer<Stream>(stream).pack_int64(value);
}

void Writer::WriteUnsigned(std::uint64_t value) {
  Stream stream(buffer_);
  msgpack::packer<Stream>(stream).pack_uint64(value);
}

// Floats are not left to `msgpack::packer`: it writes 1.0 as the integer 1, and -0.0 as 0.
void Writer::WriteFloat(float value) {
  AppendBigEndian(buffer_, 0xCA, std::bit_cast<std::uint32_t>(value));
}

void Writer::WriteString(std::string_view value) {
  if (const std::size_t at = FindInvalidUtf8(value); at != std::string_view::npos) {
    throw CodecError(Fault::kValue, "string is not UTF-8 at byte " + std::to_string(at) +
                                        "; binary data needs std::vector<std::byte>");
  }
  WriteUtf8(value);
}

void Writer::WriteUtf8(std::string_view value) {
  Stream stream(buffer_);
  msgpack::packer<Stream>(stream).pack_str(Length(value.size(), "a string"));
  buffer_.Append(value.data(), value.size());
}

void Writer::WriteBytes(std::span<const std::byte> value) {
  Stream stream(buffer_);
  msgpack::packer<Stream>(stream).pack_bin(Length(value.size(), "bytes"));
  buffer_.Append(value.data(), value.size());
}

void Writer::WriteArray(std::size_t count) {
  Stream stream(buffer_);
  msgpack::packer<Stream>(stream).pack_array(Length(count, "a list"));
}

void Writer::WriteMap(std::size_t count) {
  Stream stream(buffer_);
  msgpack::packer<Stream>(stream).pack_map(Length(count, "a dict"));
}

void Writer::WriteExt(std::int8_t type, std::span<const std::byte> data) {
  if (type == abi::kReferenceExt) {
    if (peer_ == Peer::kDeclared || !references_.empty()) RefuseReservedExt();
    has_own_ext_ = true;
  }
  AppendExt(type, data);
}

void Writer::WriteReference(ReferencePtr reference) {
  if (has_own_ext_) RefuseReservedExt();
  std::array<std::byte, abi::kReferenceIndexSize> index{};
  StoreUint32(index.data(), Length(references_.size(), "a table of references"));
  references_.push_back(std::move(reference));
  AppendExt(abi::kReferenceExt, index);
}

void NestedWrite::TooDeep() {
  throw CodecError(Fault::kValue,
                   "nested deeper than " + std::to_string(limits::kDepth) + " levels");
}

void Writer::AppendExt(std::int8_t type, std::span<const std::byte> data) {
  Stream stream(buffer_);
  msgpack::packer<Stream>(stream).pack_ext(Length(data.size(), "an ext value"), type);
  buffer_.Append(data.data(), data.size());
}

}  // namespace goray::wire
