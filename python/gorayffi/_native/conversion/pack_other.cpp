// SPDX-License-Identifier: Apache-2.0
#include "conversion/pack_other.h"

#include <array>
#include <cmath>
#include <cstring>

#include "abi/protocol.h"
#include "base/errors.h"
#include "base/text.h"
#include "conversion/arrow_objects.h"
#include "wire/units.h"

namespace gorayffi {
namespace {

/// A buffer view for the time of a scope.
class View {
 public:
  /// Throws `PackError` with the buffer's own reason: gaps, a released memoryview.
  explicit View(PyObject* value) {
    if (PyObject_GetBuffer(value, &view_, PyBUF_FORMAT | PyBUF_ANY_CONTIGUOUS) == 0) return;
    nb::python_error reason;
    if (!reason.matches(PyExc_Exception)) {
      reason.restore();
      nb::raise_python_error();
    }
    throw PackError{PyExc_TypeError, TypeName(value) + " cannot cross as one piece of memory (" +
                                         ShownValue(reason.value()) + "); pass bytes() of it"};
  }
  View(const View&) = delete;
  ~View() { PyBuffer_Release(&view_); }
  const Py_buffer* operator->() const { return &view_; }
  std::string_view bytes() const {
    return {static_cast<const char*>(view_.buf), static_cast<std::size_t>(view_.len)};
  }
  bool Is(const char* format) const {
    return view_.format != nullptr && std::strcmp(view_.format, format) == 0;
  }
  bool IsComplex() const { return view_.format != nullptr && view_.format[0] == 'Z'; }
  /// `bytes`, `array('b')`, a numpy array of one-byte integers: nothing is lost when its bytes
  /// travel alone.
  bool HoldsBytes() const { return view_.format == nullptr || Is("B") || Is("b") || Is("c"); }

 private:
  Py_buffer view_{};
};

bool IsA(PyObject* value, nb::handle type) {
  const int result = PyObject_IsInstance(value, type.ptr());
  if (result < 0) nb::raise_python_error();
  return result == 1;
}

PackError CannotCross(PyObject* value) {
  return {PyExc_TypeError,
          TypeName(value) +
              " cannot cross to the library; pass None, bool, int, float, str, bytes, a list, a "
              "dict, a set or a dataclass"};
}

/// Whether a value of numpy's, whose bytes alone say nothing: of times or structures.
bool IsOfNoNumbers(PyObject* value) {
  if (PyByteArray_Check(value) || PyMemoryView_Check(value)) return false;
  const nb::object dtype = nb::getattr(value, "dtype", nb::none());
  const nb::object kind = nb::getattr(dtype, "kind", nb::none());
  if (!PyUnicode_Check(kind.ptr())) return false;
  const std::string text = Utf8(kind);
  return text == "m" || text == "M" || text == "V";
}

/// Whether the error that is set was a TypeError, which is dropped.
bool ClearedTypeError() {
  if (!PyErr_ExceptionMatches(PyExc_TypeError)) return false;
  PyErr_Clear();
  return true;
}

/// Throws `PackError` if a finite number became an infinite float.
void RequireRange(PyObject* value, PyObject* real) {
  if (!std::isinf(PyFloat_AS_DOUBLE(real))) return;
  const int is_infinite = PyObject_RichCompareBool(value, real, Py_EQ);
  if (is_infinite < 0) nb::raise_python_error();
  if (is_infinite == 0)
    throw PackError{PyExc_OverflowError, ShownValue(value) + " is too large for a float"};
}

}  // namespace

bool ValuePacker::Subclass(PyObject* value) {
  if (PyLong_Check(value)) {
    Int(value);
  } else if (PyFloat_Check(value)) {
    Float(PyFloat_AS_DOUBLE(value));
  } else if (PyUnicode_Check(value)) {
    Str(value);
  } else if (PyBytes_Check(value)) {
    Bin(ViewBytes(value));
  } else if (PyList_Check(value) || PyTuple_Check(value)) {
    Array(value);
  } else if (PyDict_Check(value)) {
    Map(value);
  } else if (PyComplex_Check(value)) {
    Complex(value);
  } else {
    return false;
  }
  return true;
}

/// `ExtType` is a tuple, so this comes before `Subclass`.
bool ValuePacker::Extension(PyObject* value) {
  static PyObject* ext_type = nullptr;
  static PyObject* timestamp = nullptr;
  nb::object ext;
  if (nb::handle(value).type().is(ImportOnce(ext_type, "gorayffi.ext", "ExtType"))) {
    ext = nb::borrow(value);
  } else if (nb::handle(value).type().is(ImportOnce(timestamp, "gorayffi.ext", "Timestamp"))) {
    ext = nb::handle(value).attr("to_ext")();
  } else {
    return false;
  }
  ExtensionPair(ext.ptr());
  return true;
}

/// Not even an exact ExtType has two items for certain: `tuple.__new__` makes any.
void ValuePacker::ExtensionPair(PyObject* pair) {
  const bool is_pair = PyTuple_Check(pair) && PyTuple_GET_SIZE(pair) == 2;
  PyObject* number = is_pair ? PyTuple_GET_ITEM(pair, 0) : nullptr;
  PyObject* data = is_pair ? PyTuple_GET_ITEM(pair, 1) : nullptr;
  long long code = INT64_MAX;
  int overflow = 0;
  if (is_pair && PyLong_Check(number)) code = PyLong_AsLongLongAndOverflow(number, &overflow);
  if (overflow != 0 || code < INT8_MIN || code > INT8_MAX || !PyBytes_Check(data)) {
    throw PackError{PyExc_ValueError, "an ExtType is a code in -128..127 and bytes"};
  }
  if (code == goray::abi::kReferenceExt && references_.reserves_ext()) {
    throw PackError{PyExc_ValueError, "the ExtType code " +
                                          std::to_string(goray::abi::kReferenceExt) +
                                          " is reserved for references; use another one"};
  }
  Ext(static_cast<std::int8_t>(code), std::as_bytes(std::span(ViewBytes(data))));
}

/// Of a complex number, also of numpy's.
void ValuePacker::Complex(PyObject* value) {
  const Py_complex number = PyComplex_AsCComplex(value);
  if (number.real == -1 && PyErr_Occurred() != nullptr) nb::raise_python_error();
  Complex({number.real, number.imag});
}

/// Of an `os.PathLike[str]`.
bool ValuePacker::Path(PyObject* value) {
  if (PyObject_HasAttrString(nb::handle(value).type().ptr(), "__fspath__") == 0) return false;
  const nb::object text = nb::steal(PyOS_FSPath(value));
  if (!text) nb::raise_python_error();
  if (!PyUnicode_Check(text.ptr()))
    throw PackError{PyExc_TypeError, TypeName(value) + " is a path of bytes; pass one of str"};
  Str(text.ptr());
  return true;
}

/// A duration is a float of seconds, a point in time msgpack's timestamp.
bool ValuePacker::Time(PyObject* value) {
  static PyObject* timedelta = nullptr;
  static PyObject* datetime = nullptr;
  static PyObject* timestamp = nullptr;
  if (IsA(value, ImportOnce(timedelta, "datetime", "timedelta"))) {
    const nb::object seconds = nb::handle(value).attr("total_seconds")();
    Value(seconds.ptr());
    return true;
  }
  if (!IsA(value, ImportOnce(datetime, "datetime", "datetime"))) return false;
  if (nb::handle(value).attr("utcoffset")().is_none()) {
    throw PackError{PyExc_ValueError,
                    "a datetime without a time zone does not say when it is; give it one, as "
                    ".astimezone() does for local time"};
  }
  const nb::handle type = ImportOnce(timestamp, "gorayffi.ext", "Timestamp");
  const nb::object ext = type.attr("from_datetime")(nb::handle(value)).attr("to_ext")();
  ExtensionPair(ext.ptr());
  return true;
}

bool ValuePacker::Bytes(PyObject* value) {
  if (!PyObject_CheckBuffer(value)) return false;
  if (IsOfNoNumbers(value)) throw CannotCross(value);
  const View view(value);
  const bool plain = PyByteArray_Check(value) || PyMemoryView_Check(value);
  if (plain && PyBuffer_IsContiguous(view.operator->(), 'C')) {
    Bin(view.bytes());
    return true;
  }
  if (view->ndim == 0) {  // a numpy scalar
    if (view.Is("?")) {
      out_.WriteBool(*static_cast<const char*>(view->buf) != 0);
      return true;
    }
    if (!view.IsComplex()) return false;
    Complex(value);
    return true;
  }
  if (view->ndim == 1 && view.HoldsBytes()) {
    Bin(view.bytes());
    return true;
  }
  throw PackError{
      PyExc_TypeError,
      TypeName(value) +
          " holds neither bytes nor numbers that C++ has: pass its tolist() for a list, its "
          "tobytes() for bytes"};
}

bool ValuePacker::Table(PyObject* value) {
  if (!HasArrow(value)) return false;
  if (!references_.takes_arrow())
    throw PackError{PyExc_TypeError,
                    TypeName(value) +
                        " cannot cross: the library does not know Arrow's tables; rebuild it "
                        "with this goray-cpp"};
  const ArrowObject object = ArrowOf(value);
  try {
    wire::WriteArrow(out_, BatchesOf(object));
  } catch (const wire::CodecError& error) {
    throw PackError{error.fault() == wire::Fault::kType ? PyExc_TypeError : PyExc_ValueError,
                    error.reason()};
  }
  return true;
}

bool ValuePacker::Number(PyObject* value) {
  const PyNumberMethods* number = Py_TYPE(value)->tp_as_number;
  if (number == nullptr) return false;
  if (number->nb_index != nullptr) {
    if (const nb::object integer = nb::steal(PyNumber_Index(value))) {
      Int(integer.ptr());
      return true;
    }
    // A numpy array of one float has the slot, and refuses.
    if (!ClearedTypeError()) nb::raise_python_error();
  }
  if (number->nb_float == nullptr) return false;
  const nb::object real = nb::steal(PyNumber_Float(value));
  if (!real) {
    if (!ClearedTypeError()) nb::raise_python_error();
    return false;
  }
  RequireRange(value, real.ptr());
  Float(PyFloat_AS_DOUBLE(real.ptr()));
  return true;
}

bool ValuePacker::Collection(PyObject* value) {
  static PyObject* mapping = nullptr;
  static PyObject* sequence = nullptr;
  static PyObject* set = nullptr;
  if (IsA(value, ImportOnce(mapping, "collections.abc", "Mapping"))) {
    nb::object dict = nb::steal(PyDict_New());
    if (!dict || PyDict_Update(dict.ptr(), value) != 0) nb::raise_python_error();
    Map(dict.ptr());
    return true;
  }
  if (PyAnySet_Check(value) || IsA(value, ImportOnce(sequence, "collections.abc", "Sequence")) ||
      IsA(value, ImportOnce(set, "collections.abc", "Set"))) {
    const nb::object list = nb::steal(PySequence_List(value));
    if (!list) nb::raise_python_error();
    Array(list.ptr());
    return true;
  }
  return false;
}

/// What travels beside the bytes; see references.h.
bool ValuePacker::Reference(PyObject* value) {
  std::uint32_t index = 0;
  if (!references_.Add(value, index)) return false;
  WriteIndex(index);
  return true;
}

void ValuePacker::WriteIndex(std::uint32_t index) {
  std::array<std::byte, goray::abi::kReferenceIndexSize> data{};
  wire::StoreUint32(data.data(), index);
  Ext(goray::abi::kReferenceExt, data);
}

void ValuePacker::Other(PyObject* value) {
  if (Extension(value) || Subclass(value) || Object(value) || Numbers(value) || Table(value) ||
      Bytes(value) || Number(value) || Path(value) || Time(value) || Collection(value) ||
      Reference(value)) {
    return;
  }
  throw CannotCross(value);
}

}  // namespace gorayffi
