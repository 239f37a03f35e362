// SPDX-License-Identifier: Apache-2.0
#include "conversion/array_objects.h"

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "base/errors.h"
#include "base/text.h"
#include "conversion/buffer_format.h"
#include "conversion/lent_buffer.h"

namespace gorayffi {
namespace {

struct KeptArrayObject {
  PyObject_HEAD PyObject* library;
  GorayArray array;
  void* owner;
  void (*release)(void* owner);
};

PyTypeObject* kept_array_type = nullptr;

KeptArrayObject& Self(PyObject* self) { return *reinterpret_cast<KeptArrayObject*>(self); }

void Dealloc(PyObject* self) {
  PyTypeObject* const type = Py_TYPE(self);
  if (Self(self).owner != nullptr) Self(self).release(Self(self).owner);
  Py_XDECREF(Self(self).library);
  type->tp_free(self);
  Py_DECREF(type);
}

/// Of Python's struct module; null for what a library may not give.
const char* FormatOf(std::string_view dtype) {
  static constexpr std::pair<std::string_view, const char*> kFormats[] = {
      {"|b1", "?"}, {"|i1", "b"},  {"<i2", "h"},  {"<i4", "i"}, {"<i8", "l"},
      {"|u1", "B"}, {"<u2", "H"},  {"<u4", "I"},  {"<u8", "L"}, {"<f4", "f"},
      {"<f8", "d"}, {"<c8", "Zf"}, {"<c16", "Zd"}};
  for (const auto& [name, format] : kFormats) {
    if (name == dtype) return format;
  }
  return nullptr;
}

/// The number at the end of "<f8".
Py_ssize_t ItemSize(const char* dtype) { return std::atoi(dtype + 2); }

int GetBuffer(PyObject* self, Py_buffer* view, int flags) {
  const GorayArray& array = Self(self).array;
  if ((flags & PyBUF_WRITABLE) != 0 && (array.flags & GORAY_WRITABLE) == 0) {
    PyErr_SetString(PyExc_BufferError, "the array is read-only");
    return -1;
  }
  if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES) {  // numpy asks for all
    PyErr_SetString(PyExc_BufferError, "an array of the library is looked into through numpy");
    return -1;
  }
  *view = {};
  view->buf = array.data;
  view->obj = Py_NewRef(self);
  view->itemsize = ItemSize(array.dtype);
  view->len = view->itemsize;
  for (std::uint64_t i = 0; i < array.rank; ++i) view->len *= array.shape[i];
  view->readonly = (array.flags & GORAY_WRITABLE) == 0 ? 1 : 0;
  view->ndim = static_cast<int>(array.rank);
  view->format = const_cast<char*>(FormatOf(array.dtype));
  view->shape = reinterpret_cast<Py_ssize_t*>(const_cast<std::int64_t*>(array.shape));
  view->strides = reinterpret_cast<Py_ssize_t*>(const_cast<std::int64_t*>(array.strides));
  return 0;
}

PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(Dealloc)},
                       {Py_bf_getbuffer, reinterpret_cast<void*>(GetBuffer)},
                       {0, nullptr}};

PyType_Spec spec = {"gorayffi._native.KeptArray", sizeof(KeptArrayObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};

nb::object OfNumpy(PyObject*& cache, const char* name) {
  return nb::borrow(ImportOnce(cache, "numpy", name));
}

/// "f" of a format with a letter for floats, 0 for what are no numbers.
char KindOf(std::string_view format) {
  if (format == "?") return 'b';
  if (format == "Zf" || format == "Zd" || format == "Zg") return 'c';
  if (format.size() != 1) return 0;
  if (HasLetter(kSignedItems, format[0])) return 'i';
  if (HasLetter(kUnsignedItems, format[0])) return 'u';
  return HasLetter("efdg", format[0]) ? 'f' : '\0';
}

[[noreturn]] void RefuseArray() {
  RaiseProtocolError("the library returned an array that this gorayffi does not know");
}

/// numpy's view of memory that has no owner yet.
struct Made {
  Made(const GorayArray& array, void (*release)(void*)) {
    static PyObject* asarray = nullptr;
    const nb::object make = OfNumpy(asarray, "asarray");
    if (FormatOf(array.dtype) == nullptr) RefuseArray();
    kept = nb::steal(kept_array_type->tp_alloc(kept_array_type, 0));
    if (!kept) nb::raise_python_error();
    Self(kept.ptr()).array = array;
    Self(kept.ptr()).release = release;
    view = make(kept);
  }

  nb::object kept;
  nb::object view;
};

void SetDtype(Dtype& dtype, std::string_view text) {
  dtype[text.copy(dtype, sizeof dtype - 1)] = '\0';
}

}  // namespace

bool DtypeOf(const Py_buffer& view, Dtype& dtype) {
  constexpr std::string_view kOrders = "@=<>!";
  std::string_view format = view.format == nullptr ? "B" : view.format;
  const char order = format.empty() || !HasLetter(kOrders, format[0]) ? '@' : format[0];
  if (order != '@' || format.starts_with('@')) format.remove_prefix(1);
  const char kind = KindOf(format);
  if (kind == 0 || view.suboffsets != nullptr) return false;
  const bool is_big = order == '>' || order == '!';
  const char byte_order = view.itemsize == 1 ? '|' : is_big ? '>' : '<';
  SetDtype(dtype, std::string{byte_order, kind} + std::to_string(view.itemsize));
  return true;
}

bool NameOf(PyObject* value, Dtype& dtype, std::vector<std::int64_t>& shape) {
  const nb::object type = nb::getattr(value, "dtype", nb::none());
  const nb::object kind = nb::getattr(type, "kind", nb::none());
  const nb::object name = nb::getattr(type, "name", nb::none());
  const nb::object extents = nb::getattr(value, "shape", nb::none());
  if (!nb::isinstance<nb::str>(kind) || !nb::isinstance<nb::str>(name) ||
      !nb::isinstance<nb::tuple>(extents))
    return false;
  // Of numbers there is a buffer, or a reason why there is none.
  if (HasLetter("biufc", Utf8(kind).front())) return false;
  SetDtype(dtype, Utf8(name));
  for (const nb::handle extent : extents) {
    const long long size = PyLong_AsLongLong(extent.ptr());
    if (size == -1 && PyErr_Occurred() != nullptr) nb::raise_python_error();
    shape.push_back(size);
  }
  return true;
}

bool IsMasked(PyObject* value) {
  // numpy's own arrays, which are the commonest, are of no class that Python made.
  PyTypeObject* const type = Py_TYPE(value);
  if ((type->tp_flags & Py_TPFLAGS_HEAPTYPE) == 0) return false;
  auto* const of = reinterpret_cast<PyObject*>(type);
  return nb::hasattr(of, "filled") && nb::hasattr(of, "harden_mask");
}

nb::object ArrayOf(PyObject* value) {
  static PyObject* from_dlpack = nullptr;
  static PyObject* asarray = nullptr;
  const bool has_dlpack = nb::hasattr(value, "__dlpack__");
  if (PyType_Check(value) || (!has_dlpack && !nb::hasattr(value, "__array__"))) return {};
  try {
    return has_dlpack ? OfNumpy(from_dlpack, "from_dlpack")(nb::handle(value))
                      : OfNumpy(asarray, "asarray")(nb::handle(value));
  } catch (nb::python_error& error) {
    if (!error.matches(PyExc_Exception)) throw;
    Raise(PyExc_TypeError, TypeName(value) + " cannot be looked into as an array on the CPU: " +
                               ShownValue(error.value()) +
                               "; move or convert it first, torch's by .detach().cpu() or "
                               ".to(dtype), cupy's by .get()");
  }
}

void AddKeptArrayType(nb::module_& module) {
  nb::object type = nb::steal(PyType_FromSpec(&spec));
  if (!type) nb::raise_python_error();
  kept_array_type = reinterpret_cast<PyTypeObject*>(type.ptr());
  module.attr("KeptArray") = type;
}

nb::object KeptArray(nb::handle library, GorayResult& result) {
  if (result.owner == nullptr) RefuseArray();
  Made made(*static_cast<const GorayArray*>(result.value.data), result.release);
  Self(made.kept.ptr()).library = Py_NewRef(library.ptr());
  Self(made.kept.ptr()).owner = std::exchange(result.owner, nullptr);
  return made.view;
}

nb::object ArrayIn(KeptArrayMemory& memory) {
  Made made(memory.array(), memory.release());  // libraries live as long as the process
  Self(made.kept.ptr()).owner = memory.TakeOwner();
  return made.view;
}

LentArray::LentArray(PyObject* value) : buffer_(new Py_buffer{}) {
  if (PyObject_GetBuffer(value, buffer_.get(), PyBUF_FULL_RO) != 0) {
    buffer_.reset();
    nb::raise_python_error();
  }
  static_assert(sizeof(Py_ssize_t) == sizeof(std::int64_t));
  const Py_buffer& view = *buffer_;
  held_.array.data = view.buf;
  held_.array.shape = reinterpret_cast<const std::int64_t*>(view.shape);
  held_.array.strides = reinterpret_cast<const std::int64_t*>(view.strides);
  held_.array.rank = static_cast<std::uint64_t>(view.ndim);
  held_.array.flags = view.readonly == 0 ? GORAY_WRITABLE : 0;
  held_.owner = buffer_.get();
  held_.release = ReleaseLentBuffer;
  if (DtypeOf(view, held_.array.dtype)) return;
  PyBuffer_Release(buffer_.get());
  buffer_.reset();
  Raise(PyExc_TypeError, TypeName(value) + " is not an array of numbers");
}

LentArray::~LentArray() {
  if (buffer_) PyBuffer_Release(&*buffer_);
}

nb::object CopiedArray(const wire::EncodedArray& array) {
  static PyObject* empty = nullptr;
  nb::list shape;
  for (const std::size_t extent : array.shape) shape.append(extent);
  nb::object copied = OfNumpy(empty, "empty")(nb::tuple(shape), Str(array.dtype));
  Py_buffer view;
  if (PyObject_GetBuffer(copied.ptr(), &view, PyBUF_CONTIG) != 0) nb::raise_python_error();
  if (!array.items.empty()) std::memcpy(view.buf, array.items.data(), array.items.size());
  PyBuffer_Release(&view);
  return copied;
}

}  // namespace gorayffi
