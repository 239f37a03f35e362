// SPDX-License-Identifier: Apache-2.0
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/chrono.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "../functions.h"

namespace nb = nanobind;
using nb::literals::operator""_a;

NB_MODULE(nanobind_calls, module) {
  module.def("add_held", &functions::Add, "a"_a, "b"_a);
  module.def("add", &functions::Add, "a"_a, "b"_a, nb::call_guard<nb::gil_scoped_release>());
  module.def("hello_held", &functions::Hello, "name"_a);
  module.def("hello", &functions::Hello, "name"_a, nb::call_guard<nb::gil_scoped_release>());
  module.def("fail", [] { functions::Fail(); });
  module.def("work", &functions::Work, "us"_a, nb::call_guard<nb::gil_scoped_release>());
  module.def("same_bytes",
             [](const nb::bytes& data) { return nb::bytes(data.data(), data.size()); });
  module.def("same_floats", [](std::vector<double> floats) { return floats; });
  nb::class_<functions::Order>(module, "Order")
      .def(nb::init<std::int64_t, std::string, double, bool>())
      .def_rw("id", &functions::Order::id)
      .def_rw("name", &functions::Order::name)
      .def_rw("price", &functions::Order::price)
      .def_rw("ok", &functions::Order::ok);
  module.def("same_orders", [](std::vector<functions::Order> orders) { return orders; });
  module.def("same_texts", [](std::vector<std::string> texts) { return texts; });
  module.def("same_map", [](std::map<std::string, double> map) { return map; });
  module.def("same_times",
             [](std::vector<std::chrono::system_clock::time_point> times) { return times; });
  using Array = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
  module.def("last", [](const Array& values) { return values(values.size() - 1); }, "values"_a);
  module.def("array", [](std::size_t count) {
    auto* const items = new double[count]();
    const nb::capsule owner(items,
                            [](void* owned) noexcept { delete[] static_cast<double*>(owned); });
    return nb::ndarray<nb::numpy, double, nb::ndim<1>>(items, {count}, owner);
  });
  module.def("add_each", [](const Array& a, const Array& b) {
    const std::size_t count = a.size();
    auto* const items = new double[count];
    const nb::capsule owner(items,
                            [](void* owned) noexcept { delete[] static_cast<double*>(owned); });
    {
      const nb::gil_scoped_release release;
      for (std::size_t i = 0; i < count; ++i) items[i] = functions::Add(a(i), b(i));
    }
    return nb::ndarray<nb::numpy, double, nb::ndim<1>>(items, {count}, owner);
  });
  module.def("callbacks", [](const nb::callable& same, std::int64_t count) {
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < count; ++i) sum += nb::cast<std::int64_t>(same(i));
    return sum;
  });
  using I = std::int64_t;
  module.def("sum1", [](I a) { return a; });
  module.def("sum2", [](I a, I b) { return a + b; });
  module.def("sum4", [](I a, I b, I c, I d) { return a + b + c + d; });
  module.def("sum8",
             [](I a, I b, I c, I d, I e, I f, I g, I h) { return a + b + c + d + e + f + g + h; });
  nb::class_<functions::Counter>(module, "Counter")
      .def(nb::init<I>())
      .def("incr", &functions::Counter::Incr, "by"_a);
}
