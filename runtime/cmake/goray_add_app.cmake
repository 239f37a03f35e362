#   goray_add_app(<target> SOURCES <file>... [PYTHON_PACKAGE <name>] [SCAN <path>...] [OUTPUT_DIR <dir>]
#                 [PYTHON_OUTPUT_DIR <dir>] [PYTHON_NAMES cpp|snake_case] [PYTHON_STRUCTS typeddict|dataclass]
#                 [PYTHON_TASKS [<module>=]<file>...] [GENERATOR_EXE <path>])
#
# builds lib<name>.so from SOURCES, the generated dispatch table and the runtime's own sources, with your compiler and your
# flags, and puts it beside the generated Python package in <PYTHON_OUTPUT_DIR>/<package>.
#
#   SOURCES            your C++ files; generated ones and $<TARGET_OBJECTS:...> as well. What they and the headers that they
#                      include annotate is the app. An annotated source is compiled as part of its dispatch unit, which
#                      includes it.
#   PYTHON_PACKAGE     name to `import`; default: the target's name. A dotted name makes a nested package.
#   SCAN               headers, sources and folders with more annotations, which no source of SOURCES includes.
#   OUTPUT_DIR         generated C++ and interface.json; default: <binary dir>/goray/<target>.
#   PYTHON_OUTPUT_DIR  what to put into PYTHONPATH; default: <binary dir>/python, for a generator of several configurations
#                      <binary dir>/python/<configuration>.
#   PYTHON_NAMES       snake_case: Python calls the task HelloWorld `hello_world`, and so with methods, factories and
#                      parameters; default: cpp, as C++ spells them.
#   PYTHON_STRUCTS     dataclass: a struct is a dataclass in Python; default: typeddict, a dict with typed keys.
#   PYTHON_TASKS       Python files: what they decorate with @goray.remote and @ray.remote, C++ calls on Ray by the functions of
#                      `<name>.python.h`, which is made of their type hints. They are parsed, never imported. <module>: what
#                      workers import the file as; default: what the file and the packages around it are called.
#   GENERATOR_EXE      the goray-gen to run; default: the one of the package this file belongs to.
#
# Without a CMAKE_BUILD_TYPE the project is built as Release.
#
# The target is an ordinary library: what applies to its code (options, definitions, include folders, standard, precompiled
# headers, of the target or of the project) applies to the scan, which reads the target's own compile commands. Therefore
# the CMake generator must be Ninja, Ninja Multi-Config or a Makefile generator. Target properties set:
# GORAY_INTERFACE_JSON, GORAY_PYTHON_DIR.
#
# A program that tests the same sources without Python links goray::runtime, which is there behind the first app.

# The generator: beside the installed Python package (<prefix>/lib/pythonX/site-packages/goray_gen/runtime/cmake), else in PATH.
function(_goray_find_generator result explicit)
  if(explicit)
    if(NOT EXISTS "${explicit}")
      message(FATAL_ERROR "goray_add_app(): GENERATOR_EXE ${explicit} does not exist; correct the path, or leave it out")
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
  if(DEFINED goray_VERSION AND NOT EXISTS "${GORAY_RUNTIME_DIR}/third_party")  # a source tree within your project
    execute_process(COMMAND "${GORAY_GENERATOR}" --version OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT version STREQUAL "goray-gen ${goray_VERSION}")
      message(FATAL_ERROR "goray_add_app(): ${GORAY_GENERATOR} is \"${version}\", but the runtime in ${GORAY_RUNTIME_DIR} is "
                          "${goray_VERSION}: `pip install goray-cpp==${goray_VERSION}`")
    endif()
  endif()
  set(${result} "${GORAY_GENERATOR}" PARENT_SCOPE)
endfunction()

# The header-only libraries that the runtime's sources include: the package has copies, a source tree has none.
function(_goray_find_third_party result)
  set(folders "${GORAY_RUNTIME_DIR}/third_party/include")
  if(NOT EXISTS "${folders}")
    find_path(GORAY_MSGPACK_INCLUDE_DIR msgpack.hpp)
    find_path(GORAY_NLOHMANN_INCLUDE_DIR nlohmann/json.hpp)
    set(folders ${GORAY_MSGPACK_INCLUDE_DIR} ${GORAY_NLOHMANN_INCLUDE_DIR})
    if(NOT GORAY_MSGPACK_INCLUDE_DIR OR NOT GORAY_NLOHMANN_INCLUDE_DIR)
      message(FATAL_ERROR "goray: the source tree ${GORAY_RUNTIME_DIR} needs msgpack.hpp and nlohmann/json.hpp: "
                          "`apt install libmsgpack-cxx-dev nlohmann-json3-dev`, or use find_package(goray) of the Python package")
    endif()
  endif()
  set(${result} "${folders}" PARENT_SCOPE)
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
  target_include_directories(goray_runtime_objects PRIVATE "${GORAY_RUNTIME_DIR}" "${GORAY_RUNTIME_DIR}/include")
  target_include_directories(goray_runtime_objects SYSTEM INTERFACE "${GORAY_RUNTIME_DIR}/include")
  # The warnings that your project asks for are not about our code, and it may do without what ours needs.
  target_compile_options(goray_runtime_objects PRIVATE -w -fexceptions -frtti)
  _goray_find_third_party(third_party)
  target_include_directories(goray_runtime_objects SYSTEM PRIVATE ${third_party})
  target_compile_definitions(goray_runtime_objects PRIVATE ${GORAY_RUNTIME_DEFINITIONS})
  target_link_options(goray_runtime_objects INTERFACE ${GORAY_RUNTIME_LINK_OPTIONS})
  target_link_libraries(goray_runtime_objects INTERFACE ${GORAY_RUNTIME_LINK_LIBRARIES})
  add_library(goray::runtime ALIAS goray_runtime_objects)  # for programs of yours that test an app's sources
endfunction()

# Headers and sources below a folder of SCAN: a new one is noticed at the next build. `[` would begin a pattern.
function(_goray_glob result folder)
  string(REPLACE "[" "[[]" folder "${folder}")
  set(patterns "")
  foreach(extension h hh hpp hxx h++ cpp cc cxx c++ C)
    list(APPEND patterns "${folder}/*.${extension}")
  endforeach()
  file(GLOB_RECURSE found CONFIGURE_DEPENDS ${patterns})
  set(kept "")
  foreach(file IN LISTS found)
    string(FIND "${file}" "${CMAKE_BINARY_DIR}/" place)
    if(NOT place EQUAL 0)
      list(APPEND kept "${file}")
    endif()
  endforeach()
  set(${result} "${kept}" PARENT_SCOPE)
endfunction()

# Whether the text of a source has an annotation, be it in a comment: what such a source declares can be named in it alone.
function(_goray_is_annotated result source)
  set(annotations "")
  if(EXISTS "${source}")
    file(STRINGS "${source}" annotations LIMIT_COUNT 1
      REGEX "GORAY_(TASKS|ACTORS|DRIVER|OPTIONS)|//[ \t]*(raytasks|rayactors)")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
  endif()
  set(${result} "${annotations}" PARENT_SCOPE)
endfunction()

# The files of PYTHON_TASKS, and the same as goray-gen takes them: absolute, with the module where one is given.
function(_goray_python_tasks files_result tasks_result target given)
  set(files "")
  set(tasks "")
  foreach(item IN LISTS given)
    set(module "")
    get_filename_component(file "${item}" ABSOLUTE)
    if(NOT EXISTS "${file}" AND item MATCHES "^([A-Za-z_][A-Za-z0-9_.]*=)(.+)$")
      set(module "${CMAKE_MATCH_1}")
      get_filename_component(file "${CMAKE_MATCH_2}" ABSOLUTE)
    endif()
    if(NOT EXISTS "${file}")
      message(FATAL_ERROR "goray_add_app(${target}): PYTHON_TASKS: ${file} does not exist")
    endif()
    list(APPEND files "${file}")
    list(APPEND tasks "${module}${file}")
  endforeach()
  set(${files_result} "${files}" PARENT_SCOPE)
  set(${tasks_result} "${tasks}" PARENT_SCOPE)
endfunction()

# A source that compiles `generated`, which is below one of the target's include folders: there before the first scan, and the
# same for every configuration. `path`: of the source.
function(_goray_write_unit target path generated)
  file(CONFIGURE OUTPUT "${path}" CONTENT "#include <${generated}>  // by goray-gen\n" @ONLY)
  set_source_files_properties("${path}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE "${path}")
endfunction()

function(goray_add_app target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PYTHON_PACKAGE;OUTPUT_DIR;PYTHON_OUTPUT_DIR;PYTHON_NAMES;PYTHON_STRUCTS;GENERATOR_EXE" "SOURCES;SCAN;PYTHON_TASKS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "goray_add_app(${target}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "goray_add_app(${target}): no value for ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  if(NOT arg_SOURCES)
    message(FATAL_ERROR "goray_add_app(${target}): SOURCES is missing: name your C++ files")
  endif()
  if(NOT CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
    message(FATAL_ERROR "goray_add_app(${target}): the scan reads the compile commands that CMake writes, and the generator "
                        "\"${CMAKE_GENERATOR}\" writes none: use Ninja, Ninja Multi-Config or Makefiles (cmake -G)")
  endif()
  if(NOT arg_PYTHON_PACKAGE)
    set(arg_PYTHON_PACKAGE "${target}")
  endif()
  if(NOT arg_PYTHON_PACKAGE MATCHES "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*$")
    message(FATAL_ERROR "goray_add_app(${target}): PYTHON_PACKAGE \"${arg_PYTHON_PACKAGE}\" is not a Python package name; "
      "use letters, digits and underscores, with dots between nested packages")
  endif()
  if(NOT arg_PYTHON_NAMES)
    set(arg_PYTHON_NAMES cpp)
  endif()
  if(NOT arg_PYTHON_NAMES MATCHES "^(cpp|snake_case)$")
    message(FATAL_ERROR "goray_add_app(${target}): PYTHON_NAMES \"${arg_PYTHON_NAMES}\": expected cpp or snake_case")
  endif()
  if(NOT arg_PYTHON_STRUCTS)
    set(arg_PYTHON_STRUCTS typeddict)
  endif()
  if(NOT arg_PYTHON_STRUCTS MATCHES "^(typeddict|dataclass)$")
    message(FATAL_ERROR "goray_add_app(${target}): PYTHON_STRUCTS \"${arg_PYTHON_STRUCTS}\": expected typeddict or dataclass")
  endif()
  get_property(is_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(is_multi_config)
    set(configuration "/$<CONFIG>")
  else()
    set(configuration "")
  endif()
  if(NOT arg_OUTPUT_DIR)
    set(arg_OUTPUT_DIR "${CMAKE_CURRENT_BINARY_DIR}/goray/${target}")
  endif()
  if(NOT arg_PYTHON_OUTPUT_DIR)
    set(arg_PYTHON_OUTPUT_DIR "${CMAKE_CURRENT_BINARY_DIR}/python${configuration}")
  endif()
  string(REGEX REPLACE ".*\\." "" name "${arg_PYTHON_PACKAGE}")
  string(REPLACE "." "/" package_path "${arg_PYTHON_PACKAGE}")
  set(generated_dir "${arg_OUTPUT_DIR}${configuration}")
  _goray_find_generator(generator "${arg_GENERATOR_EXE}")
  _goray_add_runtime()

  set(library "${arg_PYTHON_OUTPUT_DIR}/${package_path}/lib${name}.so")
  list(POP_FRONT GORAY_MADE_${target} former)
  if(former AND NOT former STREQUAL library)
    _goray_remove_library("${former}")
  endif()
  set(GORAY_MADE_${target} "${library}" "${generated_dir}" "${arg_PYTHON_OUTPUT_DIR}" "${arg_PYTHON_PACKAGE}"
    CACHE INTERNAL "goray: library, folders and package of ${target}")

  add_library(${target} SHARED)
  set(files "")
  set(annotated "")
  set(units "${name}.dispatch.cpp" "${name}.goray.h" "${name}.remote.h")
  foreach(source IN LISTS arg_SOURCES)
    if(source MATCHES "\\$<")
      target_sources(${target} PRIVATE "${source}")
      continue()
    endif()
    get_source_file_property(is_generated "${source}" GENERATED)
    get_filename_component(source "${source}" ABSOLUTE)
    string(FIND "${source}" "${CMAKE_BINARY_DIR}/" place)
    if(NOT EXISTS "${source}" AND NOT is_generated AND NOT place EQUAL 0)
      message(FATAL_ERROR "goray_add_app(${target}): source ${source} does not exist")
    endif()
    list(APPEND files "${source}")
    _goray_is_annotated(is_annotated "${source}")
    if(NOT is_annotated)
      target_sources(${target} PRIVATE "${source}")
      continue()
    endif()
    list(APPEND annotated "${source}")
    file(RELATIVE_PATH unit "${CMAKE_CURRENT_SOURCE_DIR}" "${source}")
    # goray-gen names no folder of the machine in what it writes (generator/model/order.cpp), so it could not include this one.
    string(REGEX MATCH "^/[^/]*/" tree "${source}")
    string(FIND "${CMAKE_CURRENT_SOURCE_DIR}/" "${tree}" place)
    if(NOT place EQUAL 0)
      message(FATAL_ERROR "goray_add_app(${target}): the annotated source ${source} has no folder in common with the project in "
                          "${CMAKE_CURRENT_SOURCE_DIR}: annotate structs in a source of the project, which may call what is in this one")
    endif()
    string(REGEX REPLACE "(\\.[^./]*)$" ".dispatch\\1" unit "${name}.dispatch/${unit}")
    string(REPLACE "../" "__/" unit "${unit}")
    list(APPEND units "${unit}")
    _goray_write_unit(${target} "${arg_OUTPUT_DIR}/units/${unit}" "${unit}")
  endforeach()
  _goray_write_unit(${target} "${arg_OUTPUT_DIR}/units/${name}.dispatch.cpp" "${name}.dispatch.cpp")
  set(scan "")
  foreach(path IN LISTS arg_SCAN)
    get_filename_component(path "${path}" ABSOLUTE)
    list(APPEND scan "${path}")
  endforeach()

  _goray_python_tasks(python_files python_tasks ${target} "${arg_PYTHON_TASKS}")
  if(python_tasks)
    list(APPEND units "${name}.python.h")
  endif()

  find_package(Threads REQUIRED)
  target_link_libraries(${target} PRIVATE goray_runtime_objects Threads::Threads)
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  # Warnings that you ask for are about your code; generated code and the runtime's headers are ours.
  target_include_directories(${target} SYSTEM PRIVATE "${generated_dir}/cpp")
  set_target_properties(${target} PROPERTIES
    PREFIX lib OUTPUT_NAME "${name}" SUFFIX .so
    EXPORT_COMPILE_COMMANDS ON
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    GORAY_INTERFACE_JSON "${generated_dir}/interface.json"
    GORAY_PYTHON_DIR "${arg_PYTHON_OUTPUT_DIR}"
    LINK_DEPENDS "${GORAY_RUNTIME_DIR}/cmake/exports.map")
  foreach(suffix "" ${CMAKE_CONFIGURATION_TYPES} ${CMAKE_BUILD_TYPE})
    string(TOUPPER "${suffix}" suffix)
    if(suffix)
      set_target_properties(${target} PROPERTIES ${suffix}_POSTFIX "")
      set(suffix "_${suffix}")
    endif()
    # The generator expression keeps CMake from adding the configuration's name to the folder.
    set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY${suffix} "$<1:${arg_PYTHON_OUTPUT_DIR}/${package_path}>")
  endforeach()
  target_link_options(${target} PRIVATE "LINKER:--version-script=${GORAY_RUNTIME_DIR}/cmake/exports.map")
  # Clang links a sanitizer's runtime into programs only: a library that uses it has undefined symbols.
  if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    set(sanitized "$<FILTER:$<TARGET_PROPERTY:${target},COMPILE_OPTIONS>,INCLUDE,^-fsanitize>")
    target_link_options(${target} PRIVATE "$<$<STREQUAL:${sanitized},>:LINKER:--no-undefined>")
  endif()

  # All apps' sources, also of folders that CMake reads after this one.
  if(NOT TARGET goray_apps)
    add_library(goray_apps INTERFACE)
  endif()
  set_property(TARGET goray_apps APPEND PROPERTY INTERFACE_GORAY_SOURCES ${files})
  list(TRANSFORM units PREPEND "${generated_dir}/cpp/")
  set_target_properties(${target} PROPERTIES
    GORAY_FILES "${files}" GORAY_ANNOTATED "${annotated}" GORAY_SCAN "${scan}" GORAY_UNITS "${units}"
    GORAY_PYTHON_FILES "${python_files}" GORAY_PYTHON_TASKS "${python_tasks}"
    GORAY_PACKAGE "${arg_PYTHON_PACKAGE}" GORAY_PYTHON_NAMES "${arg_PYTHON_NAMES}"
    GORAY_PYTHON_STRUCTS "${arg_PYTHON_STRUCTS}" GORAY_GENERATED_DIR "${generated_dir}" GORAY_GENERATOR "${generator}")
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _goray_generate [[${target}]])")
endfunction()

# Runs the generator when a scanned file, or anything they include, changed. The stamp carries the time; the generated files keep
# theirs when their text is the same, so nothing is compiled again for nothing.
#
# Called at the end of the folder's CMakeLists.txt, when all is known that the target is made of. The command belongs to the
# target itself: what is built before the target's objects, such as libraries with generated headers, is built before the scan.
function(_goray_generate target)
  foreach(property FILES ANNOTATED SCAN UNITS PACKAGE PYTHON_FILES PYTHON_TASKS PYTHON_NAMES PYTHON_STRUCTS GENERATED_DIR GENERATOR PYTHON_DIR)
    get_target_property(${property} ${target} GORAY_${property})
  endforeach()
  set(stamp "${GENERATED_DIR}/${target}.stamp")
  set(prerequisites ${FILES} ${PYTHON_FILES})
  foreach(path IN LISTS SCAN)
    if(IS_DIRECTORY "${path}")
      _goray_glob(found "${path}")
      list(APPEND prerequisites ${found})
    else()
      list(APPEND prerequisites "${path}")
    endif()
  endforeach()
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    get_source_file_property(is_generated "${source}" GENERATED)
    if(is_generated)
      list(APPEND prerequisites "${source}")
    endif()
  endforeach()
  get_property(is_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  set(objects "CMakeFiles/${target}.dir")
  if(is_multi_config)
    string(APPEND objects "/$<CONFIG>")
  endif()
  # The scan depends on the commands of this target alone, which stay when CMake runs again, or when another target changes.
  set(commands "${GENERATED_DIR}/${target}.commands")
  set(comment "goray: compile commands of ${target}")
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    set(comment "")  # make runs this in each build until the commands change
  endif()
  add_custom_command(
    OUTPUT "${commands}"
    COMMAND "${CMAKE_COMMAND}" "-DFROM=${CMAKE_BINARY_DIR}/compile_commands.json" "-DOBJECTS=${objects}" "-DTO=${commands}"
            -P "${GORAY_RUNTIME_DIR}/cmake/write_compile_commands.cmake"
    DEPENDS "${CMAKE_BINARY_DIR}/compile_commands.json"
    COMMENT "${comment}"
    VERBATIM)
  set(units "$<$<BOOL:${ANNOTATED}>:--unit;$<JOIN:${ANNOTATED},;--unit;>>")
  set(python_tasks "$<$<BOOL:${PYTHON_TASKS}>:--python-tasks;$<JOIN:${PYTHON_TASKS},;--python-tasks;>>")
  set(others "$<TARGET_PROPERTY:goray_apps,INTERFACE_GORAY_SOURCES>")
  add_custom_command(
    OUTPUT "${stamp}"
    BYPRODUCTS ${UNITS} "${GENERATED_DIR}/interface.json"
    COMMAND "${GENERATOR}" ${FILES} ${SCAN} --root "${CMAKE_CURRENT_SOURCE_DIR}" --package "${PACKAGE}"
            -o "${GENERATED_DIR}" --python-out "${PYTHON_DIR}" --python-names "${PYTHON_NAMES}"
            --python-structs "${PYTHON_STRUCTS}" -p "${CMAKE_BINARY_DIR}" --objects "${objects}"
            "${units}" "${python_tasks}" "--other;$<JOIN:${others},;--other;>" --depfile "${stamp}.d" --depfile-target "${stamp}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    DEPENDS ${prerequisites} "${commands}"
    DEPFILE "${stamp}.d"
    COMMENT "goray-gen: ${target}"
    COMMAND_EXPAND_LISTS VERBATIM)
  target_sources(${target} PRIVATE "${stamp}")
endfunction()
