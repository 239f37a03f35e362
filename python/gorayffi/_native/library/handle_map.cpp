// SPDX-License-Identifier: Apache-2.0
#include "library/handle_map.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/leaf_lock.h"

namespace gorayffi {

std::uint64_t HandleMap::NewId() {
  for (;;) {
    if (used_ == random_.size()) {
      if (getentropy(random_.data(), sizeof random_) != 0)
        throw std::system_error(errno, std::generic_category(), "getentropy");
      used_ = 0;
    }
    const std::uint64_t id = std::exchange(random_[used_++], 0) >> 11;  // 53 bits
    if (id != 0 && !values_.contains(id)) return id;
  }
}

std::uint64_t HandleMap::Insert(nb::object value) {
  const LeafLock lock;
  const std::uint64_t id = NewId();
  values_.emplace(id, value.ptr());
  value.release();  // the map's
  return id;
}

nb::object HandleMap::Get(std::uint64_t id) const {
  const LeafLock lock;
  const auto found = values_.find(id);
  return found == values_.end() ? nb::object() : nb::borrow(found->second);
}

nb::object HandleMap::Pop(std::uint64_t id) {
  const LeafLock lock;
  const auto found = values_.find(id);
  if (found == values_.end()) return {};
  nb::object value = nb::steal(found->second);
  values_.erase(found);
  return value;
}

std::size_t HandleMap::size() const {
  const LeafLock lock;
  return values_.size();
}

int HandleMap::Traverse(visitproc visit, void* arg) const {
  const LeafLock lock;
  for (const auto& [id, value] : values_) Py_VISIT(value);
  return 0;
}

void HandleMap::Clear() {
  std::unordered_map<std::uint64_t, PyObject*> values;
  {
    const LeafLock lock;
    values.swap(values_);
  }
  for (const auto& [id, value] : values) Py_DECREF(value);
}

namespace {

/// What is no id is 0, which no object has.
std::uint64_t IdOf(const nb::int_& id) {
  const std::uint64_t value = PyLong_AsUnsignedLongLong(id.ptr());
  if (PyErr_Occurred()) {  // negative, or beyond 64 bits
    PyErr_Clear();
    return 0;
  }
  return value;
}

nb::object OrKeyError(nb::object value, const nb::int_& id) {
  if (!value) {
    PyErr_SetObject(PyExc_KeyError, id.ptr());
    nb::raise_python_error();
  }
  return value;
}

int Traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  if (!nb::inst_ready(self)) return 0;
  return nb::inst_ptr<HandleMap>(self)->Traverse(visit, arg);
}

int Clear(PyObject* self) {
  nb::inst_ptr<HandleMap>(self)->Clear();
  return 0;
}

PyType_Slot slots[] = {{Py_tp_traverse, reinterpret_cast<void*>(Traverse)},
                       {Py_tp_clear, reinterpret_cast<void*>(Clear)},
                       {0, nullptr}};

}  // namespace

void AddHandleMapType(nb::module_& module) {
  nb::class_<HandleMap>(module, "HandleMap", nb::type_slots(slots))
      .def(nb::init<>())
      .def("insert", &HandleMap::Insert, nb::arg("value").none())
      .def(
          "get",
          [](const HandleMap& map, const nb::int_& id) {
            return OrKeyError(map.Get(IdOf(id)), id);
          },
          nb::arg("handle"))
      .def(
          "pop",
          [](HandleMap& map, const nb::int_& id) { return OrKeyError(map.Pop(IdOf(id)), id); },
          nb::arg("handle"))
      .def("__len__", &HandleMap::size);
}

}  // namespace gorayffi
