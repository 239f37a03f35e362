# Writes a Python source as a C++ string constant: cmake -D INPUT=source.py -D OUTPUT=helper_source.h -P embed.cmake
file(READ "${INPUT}" source)
file(WRITE "${OUTPUT}" "// Made from a Python source by embed.cmake.
#pragma once
#include <string_view>
namespace goray::rpyc_bridge {
inline constexpr std::string_view kHelperSource = R\"python(${source})python\";
}
")
