# The runtime, as a user's build compiles it; relative to this folder.
set(GORAY_WIRE_SOURCES
  wire/any.cpp
  wire/buffer.cpp
  wire/error.cpp
  wire/reader.cpp
  wire/struct.cpp
  wire/suggest.cpp
  wire/units.cpp
  wire/utf8.cpp
  wire/writer.cpp)
set(GORAY_DISPATCH_SOURCES
  dispatch/actor_store.cpp
  dispatch/call.cpp
  dispatch/execute.cpp
  dispatch/failure.cpp
  dispatch/find.cpp
  dispatch/request.cpp)
set(GORAY_API_SOURCES
  api/actors.cpp
  api/exports.cpp
  api/host.cpp
  api/host_error.cpp
  api/json.cpp
  api/objects.cpp
  api/option.cpp
  api/outgoing_call.cpp)
set(GORAY_RUNTIME_SOURCES ${GORAY_WIRE_SOURCES} ${GORAY_DISPATCH_SOURCES} ${GORAY_API_SOURCES})
