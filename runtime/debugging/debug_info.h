// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace goray::debugging {

/// A file mapped into the process. Lives for ever.
struct Module {
  std::uintptr_t base = 0;  ///< What its addresses are relative to.
  std::string path;
  std::string_view FileName() const {
    return std::string_view(path).substr(path.rfind('/') + 1);  // npos + 1 is 0
  }
};

/// The module an address lies in; one without a path if there is none. Thread-safe.
const Module& ModuleAt(std::uintptr_t address);

/// A call at an address.
struct SourceFrame {
  std::string symbol;  ///< Mangled; "" if unknown.
  std::string file;    ///< As the compiler was given it; "" without debug information.
  int line = 0;
};

/// The call at an address and those it was inlined into, innermost first; at least one. Reads the
/// module's file the first time. Not thread-safe.
///
/// Done by GCC's libbacktrace where the build found it, else by the dynamic loader, which knows
/// exported names alone.
std::vector<SourceFrame> SourceFramesAt(const Module& module, std::uintptr_t address);

}  // namespace goray::debugging
