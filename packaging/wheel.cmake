# What the Python package carries beside its Python: the runtime's sources, the templates, and private copies of the header-only
# libraries the runtime's sources include, so that a user needs no -dev package.
install(DIRECTORY runtime/abi runtime/api runtime/cmake runtime/debugging runtime/dispatch runtime/ffi runtime/include runtime/wire
  DESTINATION goray_gen/runtime
  FILES_MATCHING PATTERN "*.h" PATTERN "*.cpp" PATTERN "cmake/*.cmake" PATTERN "exports.map")
install(FILES runtime/sources.cmake DESTINATION goray_gen/runtime)

# The runtime as three sources, which include the others: a user compiles it in half the time, and ccache knows it again in every
# project.
include(runtime/sources.cmake)
function(goray_write_unit name)
  list(TRANSFORM ARGN REPLACE "(.+)" "#include \"\\1\"\n" OUTPUT_VARIABLE includes)
  list(JOIN includes "" includes)
  file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/units/${name}.cpp" CONTENT "${includes}" @ONLY)
endfunction()
goray_write_unit(wire ${GORAY_WIRE_SOURCES})
goray_write_unit(dispatch ${GORAY_DEBUGGING_SOURCES} ${GORAY_DISPATCH_SOURCES})
goray_write_unit(api ${GORAY_FFI_SOURCES} ${GORAY_API_SOURCES})
install(DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/units" DESTINATION goray_gen/runtime)

install(DIRECTORY templates DESTINATION goray_gen FILES_MATCHING PATTERN "*.j2")
install(DIRECTORY docs/diagnostics DESTINATION goray_gen FILES_MATCHING PATTERN "GR*.md")  # what `goray-gen explain` prints

find_path(MSGPACK_INCLUDE_DIR msgpack.hpp REQUIRED)
find_path(NLOHMANN_INCLUDE_DIR nlohmann/json.hpp REQUIRED)
set(third_party goray_gen/runtime/third_party)
install(FILES "${MSGPACK_INCLUDE_DIR}/msgpack.hpp" DESTINATION ${third_party}/include)
install(DIRECTORY "${MSGPACK_INCLUDE_DIR}/msgpack" DESTINATION ${third_party}/include)
install(DIRECTORY "${NLOHMANN_INCLUDE_DIR}/nlohmann" DESTINATION ${third_party}/include)
foreach(package libmsgpack-cxx-dev nlohmann-json3-dev)
  if(EXISTS "/usr/share/doc/${package}/copyright")
    install(FILES "/usr/share/doc/${package}/copyright" DESTINATION ${third_party}/licences RENAME ${package})
  endif()
endforeach()
