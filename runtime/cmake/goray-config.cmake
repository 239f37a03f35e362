# find_package(goray CONFIG): C++ on Ray; see goray_add_app.cmake.
cmake_minimum_required(VERSION 3.22)

set(GORAY_RUNTIME_DIR "${CMAKE_CURRENT_LIST_DIR}/.." CACHE INTERNAL "goray: the runtime's sources")
get_filename_component(GORAY_RUNTIME_DIR "${GORAY_RUNTIME_DIR}" ABSOLUTE)
option(GORAY_UNITY_BUILD "goray: compile the runtime's sources in few units, in half the time" ON)

get_property(_goray_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
if(NOT CMAKE_BUILD_TYPE AND NOT _goray_multi_config)
  message(STATUS "goray: CMAKE_BUILD_TYPE is not set, building Release")
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, Debug, RelWithDebInfo or MinSizeRel" FORCE)
endif()

include("${CMAKE_CURRENT_LIST_DIR}/goray_add_app.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/remove_former_targets.cmake")
