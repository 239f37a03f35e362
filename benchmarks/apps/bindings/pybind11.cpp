// SPDX-License-Identifier: Apache-2.0
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../functions.h"

namespace py = pybind11;
using py::literals::operator""_a;

PYBIND11_MODULE(pybind11_calls, module) {
  module.def("add_held", &functions::Add, "a"_a, "b"_a);
  module.def("add", &functions::Add, "a"_a, "b"_a, py::call_guard<py::gil_scoped_release>());
  module.def("hello_held", &functions::Hello, "name"_a);
  module.def("fail", [] { functions::Fail(); });
  module.def("same_bytes", [](const py::bytes& data) {
    const std::string_view view = data;
    return py::bytes(view.data(), view.size());
  });
  module.def("same_floats", [](std::vector<double> floats) { return floats; });
  module.def("add_each", py::vectorize(&functions::Add));
  module.def("callbacks", [](const py::function& same, std::int64_t count) {
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < count; ++i) sum += same(i).cast<std::int64_t>();
    return sum;
  });
  py::class_<functions::Counter>(module, "Counter")
      .def(py::init<std::int64_t>())
      .def("incr", &functions::Counter::Incr, "by"_a);
}
