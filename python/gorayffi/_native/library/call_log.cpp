// SPDX-License-Identifier: Apache-2.0
#include "library/call_log.h"

#include <cstdlib>

#include "base/errors.h"
#include "base/interrupts.h"
#include "base/text.h"

namespace gorayffi {

const bool kCallLogging = [] {
  const char* value = std::getenv("GORAY_DEBUG_LOGGING");
  return value != nullptr && *value != '\0';
}();

void CallTimer::Write(const char* direction, long long request, const std::string& name,
                      std::span<const std::byte> input, long long received, long long code) const {
  static PyObject* cache = nullptr;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start_;
  try {
    const nb::object view = nb::steal(PyMemoryView_FromMemory(
        const_cast<char*>(input.data() == nullptr ? ""
                                                  : reinterpret_cast<const char*>(input.data())),
        static_cast<Py_ssize_t>(input.size()), PyBUF_READ));
    if (!view) nb::raise_python_error();
    ImportOnce(cache, "gorayffi.call_log", "log")(direction, request, Str(name), view, received,
                                                  code, taken.count());
  } catch (nb::python_error& error) {
    if (!error.matches(PyExc_Exception)) return KeepInterrupt(error);
    error.discard_as_unraisable("gorayffi.call_log.log");
  }
}

}  // namespace gorayffi
