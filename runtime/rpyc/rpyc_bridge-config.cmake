# find_package(rpyc_bridge CONFIG), with CMAKE_PREFIX_PATH from `goray-gen rpyc --where`, gives the target rpyc_bridge::rpyc_bridge:
# C through rpyc_bridge.h, C++20 through goray/rpyc/client.h.
if(NOT TARGET rpyc_bridge::rpyc_bridge)
  get_filename_component(_rpyc_bridge_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
  add_library(rpyc_bridge::rpyc_bridge SHARED IMPORTED)
  set_target_properties(rpyc_bridge::rpyc_bridge PROPERTIES
    IMPORTED_LOCATION "${_rpyc_bridge_prefix}/lib/librpyc_bridge.so"
    INTERFACE_INCLUDE_DIRECTORIES "${_rpyc_bridge_prefix}/include")
  unset(_rpyc_bridge_prefix)
endif()
