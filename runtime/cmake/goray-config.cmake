# find_package(goray CONFIG): C++ on Ray.
#
#   goray_add_app(<target> SOURCES <file>... [PYTHON_PACKAGE <name>] [SCAN <path>...] [OUTPUT_DIR <dir>]
#                 [PYTHON_OUTPUT_DIR <dir>] [GENERATOR_EXE <path>])
#
# builds lib<name>.so from SOURCES, the generated dispatch table and the runtime's own sources, with your compiler and your
# flags, and puts it beside the generated Python package in <PYTHON_OUTPUT_DIR>/<package>.
#
#   SOURCES            your C++ files. One that holds annotated declarations is compiled as part of the dispatch table.
#   PYTHON_PACKAGE     name to `import`; default: the target's name. A dotted name makes a nested package.
#   SCAN               headers, sources and folders to look for annotations in; default: the folders of SOURCES.
#   OUTPUT_DIR         generated C++ and interface.json; default: <binary dir>/goray/<target>.
#   PYTHON_OUTPUT_DIR  what to put into PYTHONPATH; default: <binary dir>/python.
#   GENERATOR_EXE      the goray-gen to run (cross builds); default: the one of the package this file belongs to.
#
# Without a CMAKE_BUILD_TYPE the project is built as Release.
#
# The target is an ordinary library: target_link_libraries, target_include_directories and target_compile_definitions apply
# to your code and to the scan. Target properties set: GORAY_INTERFACE_JSON, GORAY_PYTHON_DIR.
cmake_minimum_required(VERSION 3.22)

set(GORAY_RUNTIME_DIR "${CMAKE_CURRENT_LIST_DIR}/.." CACHE INTERNAL "goray: the runtime's sources")
get_filename_component(GORAY_RUNTIME_DIR "${GORAY_RUNTIME_DIR}" ABSOLUTE)
find_package(Threads REQUIRED)
option(GORAY_UNITY_BUILD "goray: compile the runtime's sources in few units, in half the time" ON)

get_property(_goray_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
if(NOT CMAKE_BUILD_TYPE AND NOT _goray_multi_config)
  message(STATUS "goray: CMAKE_BUILD_TYPE is not set, building Release")
  set(CMAKE_BUILD_TYPE Release)
endif()

# The generator: beside the installed Python package (<prefix>/lib/pythonX/site-packages/goray_gen/runtime/cmake), else in PATH.
function(_goray_find_generator result explicit)
  if(explicit)
    if(NOT EXISTS "${explicit}")
      message(FATAL_ERROR "goray_add_app(): GENERATOR_EXE ${explicit} does not exist")
    endif()
    set(${result} "${explicit}" PARENT_SCOPE)
    return()
  endif()
  if(GORAY_GENERATOR AND NOT EXISTS "${GORAY_GENERATOR}")  # of an environment that is gone
    unset(GORAY_GENERATOR CACHE)
  endif()
  find_program(GORAY_GENERATOR goray-gen HINTS "${GORAY_RUNTIME_DIR}/../../../../../bin" DOC "goray's generator")
  if(NOT GORAY_GENERATOR)
    message(FATAL_ERROR "goray_add_app(): goray-gen not found beside ${GORAY_RUNTIME_DIR} nor in PATH: "
                        "`pip install goray-cpp`, activate its environment, or pass GENERATOR_EXE")
  endif()
  set(${result} "${GORAY_GENERATOR}" PARENT_SCOPE)
endfunction()

# The runtime, compiled once a project with the project's flags. An object library: every app takes all of it, hidden.
function(_goray_add_runtime)
  if(TARGET goray_runtime_objects)
    return()
  endif()
  include("${GORAY_RUNTIME_DIR}/sources.cmake")
  list(TRANSFORM GORAY_RUNTIME_SOURCES PREPEND "${GORAY_RUNTIME_DIR}/")
  # Units of the package's own, not CMake's in the build folder: of their paths ccache knows them again in every project.
  file(GLOB units "${GORAY_RUNTIME_DIR}/units/*.cpp")
  if(GORAY_UNITY_BUILD AND units)
    set(GORAY_RUNTIME_SOURCES ${units})
  endif()
  add_library(goray_runtime_objects OBJECT EXCLUDE_FROM_ALL ${GORAY_RUNTIME_SOURCES})
  target_compile_features(goray_runtime_objects PUBLIC cxx_std_20)
  set_target_properties(goray_runtime_objects PROPERTIES
    POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_include_directories(goray_runtime_objects
    PUBLIC "${GORAY_RUNTIME_DIR}/include" PRIVATE "${GORAY_RUNTIME_DIR}")
  if(EXISTS "${GORAY_RUNTIME_DIR}/third_party/include")
    target_include_directories(goray_runtime_objects SYSTEM PRIVATE "${GORAY_RUNTIME_DIR}/third_party/include")
  endif()
  target_compile_definitions(goray_runtime_objects PRIVATE ${GORAY_RUNTIME_DEFINITIONS})
  target_link_options(goray_runtime_objects INTERFACE ${GORAY_RUNTIME_LINK_OPTIONS})
  target_link_libraries(goray_runtime_objects INTERFACE ${GORAY_RUNTIME_LINK_LIBRARIES})
endfunction()

# Folders of `sources`, absolute, each once.
function(_goray_folders result)
  set(folders "")
  foreach(source IN LISTS ARGN)
    get_filename_component(folder "${source}" DIRECTORY)
    list(APPEND folders "${folder}")
  endforeach()
  list(REMOVE_DUPLICATES folders)
  set(${result} "${folders}" PARENT_SCOPE)
endfunction()

# Compiles a source with annotations only as part of the dispatch table, which includes it.
function(_goray_leave_annotated_sources_to_dispatch)
  foreach(source IN LISTS ARGN)
    file(STRINGS "${source}" annotations LIMIT_COUNT 1
      REGEX "GORAY_(TASKS|ACTORS|DRIVER|OPTIONS)|//[ \t]*(raytasks|rayactors)")
    if(annotations)
      set_source_files_properties("${source}" PROPERTIES HEADER_FILE_ONLY ON)
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
  endforeach()
endfunction()

function(goray_add_app target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PYTHON_PACKAGE;OUTPUT_DIR;PYTHON_OUTPUT_DIR;GENERATOR_EXE" "SOURCES;SCAN")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "goray_add_app(${target}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "goray_add_app(${target}): no value for ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  if(NOT arg_SOURCES)
    message(FATAL_ERROR "goray_add_app(${target}): SOURCES is missing: name your C++ files")
  endif()
  if(NOT arg_PYTHON_PACKAGE)
    set(arg_PYTHON_PACKAGE "${target}")
  endif()
  if(NOT arg_PYTHON_PACKAGE MATCHES "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*$")
    message(FATAL_ERROR "goray_add_app(${target}): PYTHON_PACKAGE \"${arg_PYTHON_PACKAGE}\" is not a Python package name")
  endif()
  if(NOT arg_OUTPUT_DIR)
    set(arg_OUTPUT_DIR "${CMAKE_CURRENT_BINARY_DIR}/goray/${target}")
  endif()
  if(NOT arg_PYTHON_OUTPUT_DIR)
    set(arg_PYTHON_OUTPUT_DIR "${CMAKE_CURRENT_BINARY_DIR}/python")
  endif()
  set(sources "")
  foreach(source IN LISTS arg_SOURCES)
    get_filename_component(source "${source}" ABSOLUTE)
    if(NOT EXISTS "${source}")
      message(FATAL_ERROR "goray_add_app(${target}): source ${source} does not exist")
    endif()
    list(APPEND sources "${source}")
  endforeach()
  set(scan "")
  foreach(path IN LISTS arg_SCAN)
    get_filename_component(path "${path}" ABSOLUTE)
    list(APPEND scan "${path}")
  endforeach()
  if(NOT scan)
    _goray_folders(scan ${sources})
  endif()

  string(REGEX REPLACE ".*\\." "" name "${arg_PYTHON_PACKAGE}")
  string(REPLACE "." "/" package_path "${arg_PYTHON_PACKAGE}")
  set(cpp_dir "${arg_OUTPUT_DIR}/cpp")
  _goray_find_generator(generator "${arg_GENERATOR_EXE}")
  _goray_add_runtime()
  _goray_leave_annotated_sources_to_dispatch(${sources})

  add_library(${target} SHARED ${sources} "${cpp_dir}/${name}.dispatch.cpp")
  target_link_libraries(${target} PRIVATE goray_runtime_objects Threads::Threads)
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}" "${cpp_dir}")
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME "${name}"
    LIBRARY_OUTPUT_DIRECTORY "${arg_PYTHON_OUTPUT_DIR}/${package_path}"
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    GORAY_INTERFACE_JSON "${arg_OUTPUT_DIR}/interface.json"
    GORAY_PYTHON_DIR "${arg_PYTHON_OUTPUT_DIR}"
    LINK_DEPENDS "${GORAY_RUNTIME_DIR}/cmake/exports.map")
  target_link_options(${target} PRIVATE "LINKER:--version-script=${GORAY_RUNTIME_DIR}/cmake/exports.map")
  if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    target_link_options(${target} PRIVATE "LINKER:--no-undefined")
  endif()
  _goray_generate(${target} GENERATOR "${generator}" PACKAGE "${arg_PYTHON_PACKAGE}" NAME "${name}"
    OUTPUT_DIR "${arg_OUTPUT_DIR}" PYTHON_OUTPUT_DIR "${arg_PYTHON_OUTPUT_DIR}" SCAN ${scan} SOURCES ${sources})
endfunction()

# Runs the generator when a scanned file, or anything they include, changed. The stamp carries the time; the generated files keep
# theirs when their text is the same, so nothing is compiled again for nothing. NAME: of the generated C++ files.
function(_goray_generate target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "GENERATOR;PACKAGE;NAME;OUTPUT_DIR;PYTHON_OUTPUT_DIR" "SCAN;SOURCES")
  set(cpp_dir "${arg_OUTPUT_DIR}/cpp")
  set(stamp "${arg_OUTPUT_DIR}/${target}.stamp")
  set(headers "")
  foreach(path IN LISTS arg_SCAN)
    if(IS_DIRECTORY "${path}")
      file(GLOB_RECURSE found CONFIGURE_DEPENDS "${path}/*.h" "${path}/*.hpp" "${path}/*.hh")
      list(FILTER found EXCLUDE REGEX "^${CMAKE_BINARY_DIR}/")
      list(APPEND headers ${found})
    else()
      list(APPEND headers "${path}")
    endif()
  endforeach()
  set(includes "$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>")
  set(definitions "$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>")
  add_custom_command(
    OUTPUT "${stamp}" "${cpp_dir}/${arg_NAME}.dispatch.cpp"
    BYPRODUCTS "${cpp_dir}/${arg_NAME}.goray.h" "${arg_OUTPUT_DIR}/interface.json"
    COMMAND "${arg_GENERATOR}" ${arg_SCAN} --root "${CMAKE_CURRENT_SOURCE_DIR}" --package "${arg_PACKAGE}"
            -o "${arg_OUTPUT_DIR}" --python-out "${arg_PYTHON_OUTPUT_DIR}"
            --depfile "${stamp}.d" --depfile-target "${stamp}" --
            -std=c++$<IF:$<BOOL:$<TARGET_PROPERTY:${target},CXX_STANDARD>>,$<TARGET_PROPERTY:${target},CXX_STANDARD>,20>
            "$<$<BOOL:${includes}>:-I$<JOIN:${includes},;-I>>" "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    DEPENDS ${arg_SOURCES} ${headers}
    DEPFILE "${stamp}.d"
    COMMENT "goray-gen: ${target}"
    COMMAND_EXPAND_LISTS VERBATIM)
  add_custom_target(${target}_goray_generate DEPENDS "${stamp}")
  add_dependencies(${target} ${target}_goray_generate)
endfunction()
