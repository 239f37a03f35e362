// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What goray needs of the compiler. `GORAY_INTERNAL_UNSUPPORTED` says that something is missing, so
/// that the one error that tells what is not followed by a hundred others.
#if __cplusplus < 202002L
#error "goray needs C++20: compile with -std=c++20, in CMake with set(CMAKE_CXX_STANDARD 20)"
#define GORAY_INTERNAL_UNSUPPORTED
#elif !defined(__cpp_exceptions)
#error \
    "goray needs C++ exceptions: remove -fno-exceptions from the flags of this target, or add -fexceptions behind it"
#define GORAY_INTERNAL_UNSUPPORTED
#elif !defined(__cpp_rtti)
#error \
    "goray needs run-time type information: remove -fno-rtti from the flags of this target, or add -frtti behind it"
#define GORAY_INTERNAL_UNSUPPORTED
#endif
