// SPDX-License-Identifier: Apache-2.0
#include <nanobind/eigen/dense.h>
#include <nanobind/nanobind.h>

#include "functions.h"

NB_MODULE(nanobind_eigen, module) {
  module.def("solve", &functions::Solve);
  module.def("corner", &functions::Corner);
  module.def("last", &functions::Last);
  module.def("made", &functions::Made);
}
