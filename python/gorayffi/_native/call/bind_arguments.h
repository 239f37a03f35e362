// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/writer.h>
#include <nanobind/nanobind.h>

#include <cstddef>
#include <string>
#include <vector>

#include "conversion/references.h"

namespace gorayffi {

struct Parameter {
  nb::str name;         // interned
  nb::object fallback;  // the default; null if there is none
  bool omitted;         // the default is `OMITTED`: only the library can evaluate it
};

/// What can be called. `variadic`: further positional arguments follow those of `parameters`.
struct Signature {
  std::string name;
  std::vector<Parameter> parameters;
  std::size_t required = 0;  // number of leading parameters without a default
  bool variadic = false;
};

/// A vectorcall's arguments: `positional` values, then one for each of `keywords` (null or a
/// tuple).
struct Arguments {
  PyObject* const* values;
  std::size_t positional;
  PyObject* keywords;
};

/// Appends the arguments, packed, in the order of the parameters. A default is sent only if an
/// argument stands behind it. Raises TypeError in Python's own words, and what `Pack` throws with
/// the parameter's name.
void PackArguments(wire::Writer& out, const Signature& signature, const Arguments& arguments,
                   ReferenceTable& references);

/// The argument at `index`, packed. Raises what `Pack` throws, with the parameter's name.
void PackArgument(wire::Writer& out, const Signature& signature, std::size_t index, PyObject* value,
                  ReferenceTable& references);

/// One value; what `Pack` throws is raised, beginning with `what`.
void PackNamed(wire::Writer& out, PyObject* value, ReferenceTable& references,
               const std::string& what);

}  // namespace gorayffi
