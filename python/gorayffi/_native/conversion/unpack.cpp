// SPDX-License-Identifier: Apache-2.0
#include "conversion/unpack.h"

#include <goray/wire/reader.h>

#include <cstdint>
#include <limits>
#include <string>

#include "abi/protocol.h"
#include "base/errors.h"
#include "base/text.h"
#include "conversion/array_objects.h"
#include "conversion/arrow_objects.h"
#include "conversion/key_cache.h"
#include "conversion/pack.h"
#include "wire/units.h"

namespace gorayffi {
namespace {

nb::object Own(PyObject* value) {
  if (value == nullptr) nb::raise_python_error();
  return nb::steal(value);
}

/// Makes Python's values of a message's; what a visitor of `wire::Reader` does.
class ValueReader {
 public:
  ValueReader(std::span<const std::byte> message, nb::handle references)
      : reader_(message),
        references_(references),
        has_references_(!references.is_none() && nb::len(references) > 0) {}

  bool AtEnd() const { return reader_.AtEnd(); }
  nb::object Value() { return reader_.Visit(*this); }

  nb::object OnNil() { return nb::none(); }
  nb::object OnBool(bool value) { return nb::bool_(value); }
  nb::object OnSigned(std::int64_t value) { return Own(PyLong_FromLongLong(value)); }
  nb::object OnUnsigned(std::uint64_t value) {
    return value <= std::numeric_limits<long>::max()
               ? Own(PyLong_FromLong(static_cast<long>(value)))
               : Own(PyLong_FromUnsignedLongLong(value));
  }
  nb::object OnFloat(double value) { return Own(PyFloat_FromDouble(value)); }
  nb::object OnString(std::string_view text);
  nb::object OnBytes(std::span<const std::byte> bytes) {
    return nb::bytes(bytes.data(), bytes.size());
  }
  nb::object OnExt(const wire::ExtView& ext);
  nb::object OnArray(std::size_t count);
  nb::object OnMap(std::size_t count);

 private:
  nb::object Reference(std::span<const std::byte> data) const;

  wire::Reader reader_;
  nb::handle references_;  // a list, or None
  bool has_references_;
  bool in_key_ = false;
};

nb::object ValueReader::OnString(std::string_view text) {
  if (in_key_) {
    if (nb::object known = KeyCache::Find(text.data(), text.size())) return known;
  }
  nb::object value = StrIfUtf8(text);
  if (!value)
    reader_.Malformed("a str that is not UTF-8 (the library must return it as bytes) ends");
  if (in_key_) KeyCache::Store(text.data(), text.size(), value.ptr());
  return value;
}

nb::object ValueReader::OnExt(const wire::ExtView& ext) {
  static PyObject* cache = nullptr;
  if (has_references_ && ext.type == goray::abi::kReferenceExt &&
      ext.data.size() == goray::abi::kReferenceIndexSize) {
    return Reference(ext.data);
  }
  if (wire::IsArray(ext)) return CopiedArray(wire::ParseArray(ext.data));
  if (wire::IsArrow(ext)) return TableOf(wire::ParseArrow(ext.data));
  const nb::handle make = ImportOnce(cache, "gorayffi.ext", "make_ext");
  return make(static_cast<int>(ext.type), nb::bytes(ext.data.data(), ext.data.size()));
}

nb::object ValueReader::Reference(std::span<const std::byte> data) const {
  const std::uint32_t index = wire::TakeUint32(data);
  if (index >= nb::len(references_)) {
    reader_.Malformed("a reference " + std::to_string(index) +
                      " that the message did not bring ends");
  }
  return references_[index];
}

nb::object ValueReader::OnArray(std::size_t count) {
  wire::Nesting nesting(reader_, count);
  const auto size = static_cast<Py_ssize_t>(count);
  nb::object array = Own(in_key_ ? PyTuple_New(size) : PyList_New(size));
  for (Py_ssize_t i = 0; i < size; ++i) {
    nesting.Next();
    double number = 0;
    PyObject* item = reader_.TryDouble(number) ? Own(PyFloat_FromDouble(number)).release().ptr()
                                               : Value().release().ptr();
    in_key_ ? PyTuple_SET_ITEM(array.ptr(), i, item) : PyList_SET_ITEM(array.ptr(), i, item);
  }
  return array;
}

nb::object ValueReader::OnMap(std::size_t count) {
  if (in_key_) reader_.Malformed("a map as the key of a map, which Python has no value for,");
  wire::Nesting nesting(reader_, 2 * count);
  nb::object dict = Own(PyDict_New());
  for (; count > 0; --count) {
    nesting.Next();
    in_key_ = true;
    const nb::object key = Value();
    in_key_ = false;
    nesting.Next();
    const nb::object item = Value();
    if (PyDict_SetItem(dict.ptr(), key.ptr(), item.ptr()) != 0) nb::raise_python_error();
  }
  return dict;
}

}  // namespace

nb::list UnpackAll(std::span<const std::byte> message, nb::handle references) {
  ValueReader reader(message, references);
  nb::list values;
  while (!reader.AtEnd()) values.append(reader.Value());
  return values;
}

nb::object UnpackResult(std::span<const std::byte> message, nb::handle references) {
  if (message.empty()) return nb::none();
  ValueReader reader(message, references);
  nb::object first = reader.Value();
  if (reader.AtEnd()) return first;
  nb::list values;
  values.append(first);
  while (!reader.AtEnd()) values.append(reader.Value());
  return values;
}

}  // namespace gorayffi
