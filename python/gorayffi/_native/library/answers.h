// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <string_view>

#include "library/library.h"

namespace gorayffi {

/// Where the library reads what a callback answers. Its bytes are malloc'ed, for the library to
/// free.
struct Answer {
  void* data = nullptr;
  long long size = 0;
  long long code = 1;
};

/// What a handler returned: `(bytes, code)`, in the form that `library` reads. Anything else is a
/// failure that says so. References for a library that takes none are taken back. Needs the GIL.
Answer AnswerOf(const Library& library, const nb::object& result, long long command);

/// What a handler raised. `task`: the name of the Python callable that did; null: none did. Needs
/// the GIL. Raises what interrupts Python while it describes the failure, such as KeyboardInterrupt.
Answer FailureOf(const Library& library, nb::python_error& error, long long command,
                 const nb::object& task = {});

/// A failure with a text of ours.
Answer FailureAnswer(std::string_view text);

}  // namespace gorayffi
