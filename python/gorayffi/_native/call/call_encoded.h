// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <span>
#include <string>

#include "library/library.h"

namespace gorayffi {

/// Input of a call with arguments that are packed already, and results of other tasks to insert
/// among them:
/// `(bytes, 0)`, or of a task that failed the text and code.
nb::tuple EncodeCall(const std::string& name, const nb::bytes& raw_args,
                     const nb::sequence& positions, const nb::sequence& refs);

/// Runs it without a copy in between; a failed task is the answer, without a call.
nb::tuple CallEncoded(const Library& library, long long command, unsigned long long index,
                      const std::string& name, const nb::bytes& raw_args,
                      const nb::sequence& positions, const nb::sequence& refs);

/// `(bytes, code)` of a response.
nb::tuple Envelope(std::span<const std::byte> data, long long code);

}  // namespace gorayffi
