# What the Python package carries beside its Python: the runtime's sources, the templates, and private copies of the header-only
# libraries the runtime's sources include, so that a user needs no -dev package.
install(DIRECTORY runtime/include runtime/abi runtime/wire runtime/dispatch runtime/api runtime/cmake DESTINATION goray_gen/runtime
  FILES_MATCHING PATTERN "*.h" PATTERN "*.cpp" PATTERN "goray-config.cmake" PATTERN "exports.map")
install(FILES runtime/sources.cmake DESTINATION goray_gen/runtime)

# Each stage as one source, which includes the others: a user compiles the runtime in half the time, and ccache knows it again in
# every project.
include(runtime/sources.cmake)
foreach(stage WIRE DISPATCH API)
  string(TOLOWER "${stage}" name)
  list(TRANSFORM GORAY_${stage}_SOURCES REPLACE "(.+)" "#include \"\\1\"\n" OUTPUT_VARIABLE includes)
  list(JOIN includes "" includes)
  file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/units/${name}.cpp" CONTENT "${includes}" @ONLY)
endforeach()
install(DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/units" DESTINATION goray_gen/runtime)

install(DIRECTORY templates DESTINATION goray_gen FILES_MATCHING PATTERN "*.j2")

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
