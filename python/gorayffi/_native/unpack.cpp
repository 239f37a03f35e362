// SPDX-License-Identifier: Apache-2.0
#include "unpack.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

#include "errors.h"
#include "key_cache.h"
#include "pack.h"
#include "references.h"

namespace gorayffi {
namespace {

/// Reads by the msgpack specification (https://github.com/msgpack/msgpack/blob/master/spec.md).
class Reader {
 public:
  Reader(const char* data, std::size_t size, nb::handle references)
      : begin_(reinterpret_cast<const unsigned char*>(data)),
        at_(begin_),
        end_(begin_ + size),
        references_(references),
        has_references_(!references.is_none() && nb::len(references) > 0) {}

  bool Done() const { return at_ == end_; }
  nb::object Value();

 private:
  std::size_t Left() const { return static_cast<std::size_t>(end_ - at_); }

  [[noreturn]] void Fail(const std::string& what) const {
    throw UnpackError{what + " at byte " + std::to_string(at_ - begin_)};
  }

  const char* Take(std::size_t count) {
    if (count > Left()) {
      Fail("the message ends too early: " + std::to_string(count) + " bytes announced, " +
           std::to_string(Left()) + " left,");
    }
    const unsigned char* taken = at_;
    at_ += count;
    return reinterpret_cast<const char*>(taken);
  }

  template <typename Unsigned>
  Unsigned Number() {
    const char* bytes = Take(sizeof(Unsigned));
    Unsigned value = 0;
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
      value =
          static_cast<Unsigned>((std::uint64_t{value} << 8) | static_cast<unsigned char>(bytes[i]));
    }
    return value;
  }

  /// Length of a str, bin or ext by the last two bits of its tag.
  std::size_t Length(unsigned width) {
    return width == 0   ? Number<std::uint8_t>()
           : width == 1 ? Number<std::uint16_t>()
                        : Number<std::uint32_t>();
  }

  nb::object Tagged(unsigned char tag);
  nb::object Integer(unsigned char tag);
  nb::object Str(std::size_t size);
  nb::object Ext(std::size_t size);
  nb::object Reference(const char* data) const;
  nb::object Array(std::size_t count);
  nb::object Map(std::size_t count);
  void Enter(std::size_t children);

  const unsigned char* begin_;
  const unsigned char* at_;
  const unsigned char* end_;
  nb::handle references_;  // a list, or None
  bool has_references_;
  std::size_t promised_ =
      0;  // values that open containers still have to bring, at least a byte each
  int depth_ = 0;
  bool in_key_ = false;
};

nb::object Own(PyObject* value) {
  if (value == nullptr) nb::raise_python_error();
  return nb::steal(value);
}

nb::object Reader::Value() {
  const auto tag = static_cast<unsigned char>(*Take(1));
  if (tag < 0x80) return Own(PyLong_FromLong(tag));
  if (tag < 0x90) return Map(tag & 0x0fU);
  if (tag < 0xa0) return Array(tag & 0x0fU);
  if (tag < 0xc0) return Str(tag & 0x1fU);
  if (tag >= 0xe0) return Own(PyLong_FromLong(static_cast<signed char>(tag)));
  return Tagged(tag);
}

nb::object Reader::Tagged(unsigned char tag) {
  switch (tag) {
    case 0xc0:
      return nb::none();
    case 0xc2:
      return nb::bool_(false);
    case 0xc3:
      return nb::bool_(true);
    case 0xc4:
    case 0xc5:
    case 0xc6: {
      const std::size_t size = Length(tag - 0xc4U);
      return nb::bytes(Take(size), size);
    }
    case 0xc7:
    case 0xc8:
    case 0xc9:
      return Ext(Length(tag - 0xc7U));
    case 0xca:
      return Own(PyFloat_FromDouble(std::bit_cast<float>(Number<std::uint32_t>())));
    case 0xcb:
      return Own(PyFloat_FromDouble(std::bit_cast<double>(Number<std::uint64_t>())));
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8:
      return Ext(std::size_t{1} << (tag - 0xd4U));
    case 0xd9:
    case 0xda:
    case 0xdb:
      return Str(Length(tag - 0xd9U));
    case 0xdc:
    case 0xdd:
      return Array(Length(tag - 0xdcU + 1));
    case 0xde:
    case 0xdf:
      return Map(Length(tag - 0xdeU + 1));
    default:
      return Integer(tag);
  }
}

nb::object Reader::Integer(unsigned char tag) {
  switch (tag) {
    case 0xcc:
      return Own(PyLong_FromLong(Number<std::uint8_t>()));
    case 0xcd:
      return Own(PyLong_FromLong(Number<std::uint16_t>()));
    case 0xce:
      return Own(PyLong_FromUnsignedLong(Number<std::uint32_t>()));
    case 0xcf:
      return Own(PyLong_FromUnsignedLongLong(Number<std::uint64_t>()));
    case 0xd0:
      return Own(PyLong_FromLong(static_cast<std::int8_t>(Number<std::uint8_t>())));
    case 0xd1:
      return Own(PyLong_FromLong(static_cast<std::int16_t>(Number<std::uint16_t>())));
    case 0xd2:
      return Own(PyLong_FromLong(static_cast<std::int32_t>(Number<std::uint32_t>())));
    case 0xd3:
      return Own(PyLong_FromLongLong(static_cast<std::int64_t>(Number<std::uint64_t>())));
    default:
      Fail("the tag 0xc1, which msgpack never uses, ends");
  }
}

nb::object Reader::Str(std::size_t size) {
  const char* text = Take(size);
  if (in_key_) {
    if (nb::object known = KeyCache::Find(text, size)) return known;
  }
  PyObject* value = PyUnicode_DecodeUTF8(text, static_cast<Py_ssize_t>(size), nullptr);
  if (value == nullptr) {
    if (!PyErr_ExceptionMatches(PyExc_UnicodeError)) nb::raise_python_error();
    PyErr_Clear();
    Fail("a str that is not UTF-8 (the library has to return it as bytes) ends");
  }
  if (in_key_) KeyCache::Store(text, size, value);
  return nb::steal(value);
}

nb::object Reader::Ext(std::size_t size) {
  static PyObject* cache = nullptr;
  const nb::handle make = ImportOnce(cache, "gorayffi.ext", "make_ext");
  const auto code = static_cast<signed char>(*Take(1));
  const char* data = Take(size);
  if (code == kReferenceExt && size == 4 && has_references_) return Reference(data);
  return make(static_cast<int>(code), nb::bytes(data, size));
}

nb::object Reader::Reference(const char* data) const {
  std::uint32_t index = 0;
  for (int i = 3; i >= 0; --i) index = index << 8 | static_cast<unsigned char>(data[i]);
  if (index >= nb::len(references_)) {
    Fail("a reference " + std::to_string(index) + " that the message did not bring ends");
  }
  return references_[index];
}

/// The memory for `children` is taken before they are read; so all that open containers promise
/// must be there.
void Reader::Enter(std::size_t children) {
  if (children > Left() || promised_ > Left() - children) {
    Fail("the message ends too early: " + std::to_string(children) + " values announced, " +
         std::to_string(Left()) + " bytes left,");
  }
  if (depth_ >= kMaxDepth) Fail("nested deeper than " + std::to_string(kMaxDepth) + " levels");
  ++depth_;
  promised_ += children;
}

nb::object Reader::Array(std::size_t count) {
  Enter(count);
  const auto size = static_cast<Py_ssize_t>(count);
  nb::object array = Own(in_key_ ? PyTuple_New(size) : PyList_New(size));
  for (Py_ssize_t i = 0; i < size; ++i) {
    --promised_;
    PyObject* item = Value().release().ptr();
    in_key_ ? PyTuple_SET_ITEM(array.ptr(), i, item) : PyList_SET_ITEM(array.ptr(), i, item);
  }
  --depth_;
  return array;
}

nb::object Reader::Map(std::size_t count) {
  if (in_key_) Fail("a map as the key of a map, which Python has no value for,");
  Enter(count > Left() ? count : 2 * count);  // not doubled past a 32-bit size_t
  nb::object dict = Own(PyDict_New());
  for (; count > 0; --count) {
    --promised_;
    in_key_ = true;
    const nb::object key = Value();
    in_key_ = false;
    --promised_;
    const nb::object item = Value();
    if (PyDict_SetItem(dict.ptr(), key.ptr(), item.ptr()) != 0) nb::raise_python_error();
  }
  --depth_;
  return dict;
}

}  // namespace

nb::list UnpackAll(const char* data, std::size_t size, nb::handle references) {
  Reader reader(data, size, references);
  nb::list values;
  while (!reader.Done()) values.append(reader.Value());
  return values;
}

nb::object UnpackResult(const char* data, std::size_t size, nb::handle references) {
  if (size == 0) return nb::none();
  Reader reader(data, size, references);
  nb::object first = reader.Value();
  if (reader.Done()) return first;
  nb::list values;
  values.append(first);
  while (!reader.Done()) values.append(reader.Value());
  return values;
}

}  // namespace gorayffi
