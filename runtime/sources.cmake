# The runtime, as a user's build compiles it; relative to this folder.
set(GORAY_WIRE_SOURCES
  wire/any.cpp
  wire/array.cpp
  wire/arrow_check.cpp
  wire/arrow_read.cpp
  wire/arrow_share.cpp
  wire/arrow_type.cpp
  wire/arrow_write.cpp
  wire/buffer.cpp
  wire/error.cpp
  wire/references/opaque.cpp
  wire/references/random_ids.cpp
  wire/reader.cpp
  wire/references/reference.cpp
  wire/references/shared_array.cpp
  wire/resolve.cpp
  wire/struct.cpp
  wire/suggest.cpp
  wire/table.cpp
  wire/text.cpp
  wire/time.cpp
  wire/units.cpp
  wire/utf8.cpp
  wire/writer.cpp)
set(GORAY_DEBUGGING_SOURCES
  debugging/crash.cpp
  debugging/debug_info.cpp
  debugging/exception_type.cpp
  debugging/failure.cpp
  debugging/stack.cpp
  debugging/symbols.cpp)
set(GORAY_DISPATCH_SOURCES
  dispatch/actor_store.cpp
  dispatch/slots/array_slot.cpp
  dispatch/invocation.cpp
  dispatch/call_table.cpp
  dispatch/choose_overload.cpp
  dispatch/declaration.cpp
  dispatch/execute.cpp
  dispatch/find.cpp
  dispatch/flush_stdio.cpp
  dispatch/slots/held_slot.cpp
  dispatch/instance.cpp
  dispatch/interruption.cpp
  dispatch/slots/matrix_slot.cpp
  dispatch/no_app.cpp
  dispatch/request.cpp
  dispatch/shared_arrays.cpp
  dispatch/streams/open_stream.cpp
  dispatch/streams/stream_store.cpp)
set(GORAY_FFI_SOURCES
  ffi/exports.cpp
  ffi/host.cpp
  ffi/host_error.cpp
  ffi/interface.cpp
  ffi/references.cpp)
set(GORAY_API_SOURCES
  api/actors.cpp
  api/array_memory.cpp
  api/arrow_column.cpp
  api/ask_python.cpp
  api/background/detached_thread.cpp
  api/background/interrupt_ticker.cpp
  api/context.cpp
  api/interrupt.cpp
  api/json.cpp
  api/log.cpp
  api/map.cpp
  api/metrics/metrics.cpp
  api/metrics/reporter.cpp
  api/objects.cpp
  api/option.cpp
  api/outgoing_call.cpp
  api/own_library.cpp
  api/placement_group.cpp
  api/python.cpp
  api/python_function.cpp
  api/record_batch.cpp
  api/record_batch_builder.cpp
  api/streams/stream_refs.cpp
  api/table_columns.cpp
  api/table_slot.cpp
  api/typed_call.cpp)
set(GORAY_RUNTIME_SOURCES ${GORAY_WIRE_SOURCES} ${GORAY_DEBUGGING_SOURCES} ${GORAY_DISPATCH_SOURCES} ${GORAY_FFI_SOURCES}
  ${GORAY_API_SOURCES})

# What links the runtime needs these. Stacks of exceptions are taken in `__cxa_throw`, and debug information is read for one
# module at a time, not for all that dl_iterate_phdr() knows (runtime/debugging/{stack,debug_info}.cpp).
set(GORAY_RUNTIME_LINK_OPTIONS "LINKER:--wrap=__cxa_throw" "LINKER:--wrap=dl_iterate_phdr")

# The reader of debug information that GCC brings along (Debian and others install it with the compiler, for Clang as well).
# Without it stacks have the names of exported functions, and addresses.
include(CheckCXXSourceCompiles)
set(CMAKE_REQUIRED_LIBRARIES backtrace)
check_cxx_source_compiles("
  extern \"C\" { struct backtrace_state; backtrace_state* backtrace_create_state(const char*, int, void*, void*); }
  int main() { return backtrace_create_state(nullptr, 1, nullptr, nullptr) == nullptr; }" GORAY_HAS_LIBBACKTRACE)
unset(CMAKE_REQUIRED_LIBRARIES)
set(GORAY_RUNTIME_LINK_LIBRARIES ${CMAKE_DL_LIBS})
set(GORAY_RUNTIME_DEFINITIONS MSGPACK_NO_BOOST)
if(GORAY_HAS_LIBBACKTRACE)
  list(APPEND GORAY_RUNTIME_LINK_LIBRARIES backtrace)
  list(APPEND GORAY_RUNTIME_DEFINITIONS GORAY_LIBBACKTRACE)
endif()
