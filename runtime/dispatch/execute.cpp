// SPDX-License-Identifier: Apache-2.0
#include "dispatch/execute.h"

#include <goray/codec/container/vector.h>
#include <goray/codec/string.h>
#include <goray/error.h>
#include <goray/wire/opaque.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "debugging/call_frame.h"
#include "debugging/crash.h"
#include "dispatch/catch_failure.h"
#include "dispatch/find.h"
#include "dispatch/interruption.h"
#include "dispatch/request.h"
#include "dispatch/shared_arrays.h"
#include "dispatch/streams/open_stream.h"
#include "dispatch/streams/stream_store.h"
#include "wire/table.h"

namespace goray::dispatch {
namespace {

using abi::LibraryCommand;
using debugging::CallableInfo;
using debugging::CallFrameScope;

// What a command works on; `current` is set once it is known whose failure an exception would be.
struct Context {
  const App& app;
  ActorStore& store;
  std::uint64_t index;
  std::span<const std::byte> data;
  const Callable* current = nullptr;
};

Response Failed(const Context& context, const std::exception* exception) {
  return FailureResponse(context.current == nullptr ? CallableInfo{} : InfoOf(*context.current),
                         exception);
}

Response GetInitOptions(const Context& context) {
  return TextResponse(Code::kSuccess,
                      context.app.options == nullptr ? "{}" : context.app.options());
}

Response StartDriver(const Context& context) {
  if (context.app.driver == nullptr) {
    return TextResponse(Code::kFailed,
                        "this library has no driver: annotate a function with GORAY_DRIVER");
  }
  std::vector<std::string> arguments{""};  // of GoRay's hosts, which give none
  if (!context.data.empty()) {
    wire::Reader reader(context.data);
    arguments = Codec<std::vector<std::string>>::Read(reader);
  }
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const int code = context.app.driver(static_cast<int>(arguments.size()), argv.data());
  return TextResponse(Code::kSuccess, std::to_string(code));
}

Response ListTasksAndActors(const Context& context) {
  const nlohmann::json json = {Names(context.app.tasks), Names(context.app.actors)};
  return TextResponse(Code::kSuccess, json.dump());
}

Response ListMethods(const Context& context) {
  const std::string_view name(reinterpret_cast<const char*>(context.data.data()),
                              context.data.size());
  const Actor* actor = Find(context.app.actors, name);
  if (actor == nullptr)
    return TextResponse(Code::kFailed, NotFound("actor", name, Names(context.app.actors)));
  return TextResponse(Code::kSuccess, nlohmann::json(Names(actor->methods)).dump());
}

bool GivesStream(const Callable& callable) { return *callable.kinds == kStreamKind; }

void RequireHostForStreams(const Callable& callable) {
  if (wire::HostTakesStreams()) return;
  throw Error(std::string(callable.name) +
              "() gives a stream, which the Python that runs this library does not know; upgrade "
              "the Python package goray-cpp to this library's version");
}

/// The id of the stream as a value. A coroutine becomes one as well.
GORAY_ENDS_STACKS Response OpenStreamOf(Context& context, const Callable& callable,
                                        Request& request, std::shared_ptr<void> self) {
  context.current = &callable;
  RequireHostForStreams(callable);
  SortRefs(request, callable.name);
  void* const object = self.get();
  auto call = std::make_unique<KeptCall>(context.data, std::move(request), std::move(self));
  EncodedCall encoded(call->request.arguments, call->request.refs);
  encoded.begins = true;
  Invocation invocation(callable, encoded, object);
  const CallableInfo info = InfoOf(callable);
  const CallFrameScope scope(info);
  callable.invoke(invocation);
  wire::Writer id;
  id.WriteUnsigned(Streams().Add(
      std::make_shared<OpenStream>(callable, std::move(call), std::move(encoded.stream))));
  return {Code::kSuccess, id.TakeBuffer()};
}

GORAY_ENDS_STACKS Response InvokeCallable(Context& context, const Callable& callable,
                                          Request& request,
                                          const std::shared_ptr<void>& self = nullptr) {
  if (GivesStream(callable)) return OpenStreamOf(context, callable, request, self);
  context.current = &callable;
  SortRefs(request, callable.name);
  EncodedCall encoded(request.arguments, request.refs);
  Invocation call(callable, encoded, self.get());
  const CallableInfo info = InfoOf(callable);
  const CallFrameScope scope(info);
  callable.invoke(call);
  const Code code = encoded.ReturnsReferences() ? Code::kSuccessWithReferences : Code::kSuccess;
  return {code, encoded.TakeResult()};
}

GORAY_ENDS_STACKS Response MakeActor(Context& context, const Actor& actor, Request& request) {
  context.current = &actor.factory;
  SortRefs(request, actor.factory.name);
  EncodedCall encoded(request.arguments, request.refs);
  std::shared_ptr<void> made;
  Invocation call(actor.factory, encoded, &made);
  const CallableInfo info = InfoOf(actor.factory);
  const CallFrameScope scope(info);
  actor.factory.invoke(call);
  return TextResponse(Code::kSuccess, std::to_string(context.store.Add({std::move(made), &actor})));
}

Response RunTask(Context& context, Request& request) {
  const Callable* task = Find(context.app.tasks, request.name);
  if (task == nullptr) throw Error(NotFound("task", request.name, Names(context.app.tasks)));
  return InvokeCallable(context, *task, request);
}

Response NewActor(Context& context, Request& request) {
  const Actor* actor = Find(context.app.actors, request.name);
  if (actor == nullptr) throw Error(NotFound("actor", request.name, Names(context.app.actors)));
  return MakeActor(context, *actor, request);
}

/// Throws Error if `actor` has no such method.
const Callable& MethodNamed(const Actor& actor, std::string_view name) {
  const Callable* const method = Find(actor.methods, name);
  if (method != nullptr) return *method;
  throw Error(NotFound("method of " + std::string(actor.factory.name), name, Names(actor.methods)));
}

Response CallMethod(Context& context, Request& request) {
  const ActorStore::Pin actor = context.store.Find(context.index);
  if (!actor) throw NoActor(context.index);
  return InvokeCallable(context, MethodNamed(*actor->type, request.name), request, actor->object);
}

/// A coroutine as a stream of what it waits for, and at last of its result; see goray/detail/async.h.
Response BeginMethodCall(Context& context, Request& request) {
  const ActorStore::Pin actor = context.store.Find(context.index);
  if (!actor) throw NoActor(context.index);
  const Callable& method = MethodNamed(*actor->type, request.name);
  if (!method.is_coroutine)
    throw Error(std::string(method.name) + "() is not a coroutine: call it by the command 6");
  return OpenStreamOf(context, method, request, actor->object);
}

Response NotAt(std::string_view what, std::uint64_t index, std::size_t count) {
  return TextResponse(Code::kFailed, "there is no " + std::string(what) + " at index " +
                                         std::to_string(index) + ": there are " +
                                         std::to_string(count) +
                                         ", counted from 0 as this library lists them");
}

Response RunTaskAt(Context& context, Request& request) {
  const auto tasks = context.app.tasks;
  if (context.index >= tasks.size()) return NotAt("task", context.index, tasks.size());
  return InvokeCallable(context, tasks[context.index], request);
}

Response NewActorAt(Context& context, Request& request) {
  const auto actors = context.app.actors;
  if (context.index >= actors.size()) return NotAt("actor", context.index, actors.size());
  return MakeActor(context, actors[context.index], request);
}

Response CallMethodAt(Context& context, Request& request) {
  const std::uint64_t id = context.index >> abi::kMethodBits;
  const std::uint64_t index = context.index & ((1U << abi::kMethodBits) - 1);
  const ActorStore::Pin actor = context.store.Find(id);
  if (!actor) return TextResponse(Code::kFailed, NoActor(id).what());
  const auto methods = actor->type->methods;
  if (index >= methods.size())
    return NotAt("method of " + std::string(actor->type->factory.name), index, methods.size());
  return InvokeCallable(context, methods[index], request, actor->object);
}

Response CloseActor(const Context& context) {
  switch (context.store.Close(context.index)) {
    case Closing::kClosed:
      return {};
    case Closing::kClosedBefore:
      return TextResponse(Code::kFailed,
                          "actor " + std::to_string(context.index) + " is closed already");
    case Closing::kUnknown:
      break;
  }
  throw NoActor(context.index);
}

Response NoOpaque(const Context& context) {
  return TextResponse(Code::kFailed, "there is no object " + std::to_string(context.index) +
                                         " in this process: it was released, or was never here");
}

Response Keep(const Context& context) {
  const auto name = wire::KeepOpaque(context.index);
  return name ? TextResponse(Code::kSuccess, *name) : NoOpaque(context);
}

Response Release(const Context& context) {
  return wire::ReleaseOpaque(context.index) ? Response{} : NoOpaque(context);
}

Response NoStream(const Context& context) {
  return TextResponse(Code::kFailed, "there is no stream " + std::to_string(context.index) +
                                         " in this process: it has ended, was closed, or was "
                                         "never here");
}

/// One value, or none at the end, after which there is no such stream any more.
GORAY_ENDS_STACKS Response NextItem(Context& context) {
  const std::shared_ptr<OpenStream> stream = Streams().Find(context.index);
  if (stream == nullptr) return NoStream(context);
  context.current = &stream->callable();
  const CallableInfo info = InfoOf(stream->callable());
  const CallFrameScope scope(info);
  wire::Writer item{wire::HostPeer()};
  bool has_item = false;
  try {
    has_item = stream->Next(item);
  } catch (...) {
    if (stream->IsOver()) Streams().Remove(context.index);
    throw;
  }
  if (!has_item) {
    Streams().Remove(context.index);
    return {};
  }
  if (item.references().empty()) return {Code::kSuccess, item.TakeBuffer()};
  return {Code::kSuccessWithReferences, wire::ExportedMessage(item.references(), item.bytes())};
}

GORAY_ENDS_STACKS Response CloseStream(Context& context) {
  const std::shared_ptr<OpenStream> stream = Streams().Remove(context.index);
  if (stream == nullptr) return NoStream(context);
  context.current = &stream->callable();
  const CallableInfo info = InfoOf(stream->callable());
  const CallFrameScope scope(info);
  stream->Close();
  return {};
}

std::string Text(LibraryCommand command) {
  return std::to_string(static_cast<std::uint64_t>(command));
}

bool CarriesCall(LibraryCommand command) {
  return (command >= LibraryCommand::kRunTask && command <= LibraryCommand::kActorMethodCall) ||
         command == LibraryCommand::kBeginMethodCall ||
         (command >= LibraryCommand::kRunTaskAt && command <= LibraryCommand::kActorMethodCallAt);
}

Response DispatchCommand(LibraryCommand command, Context& context) {
  // Before any check, because the references in it are this library's already.
  Request request;
  if (CarriesCall(command)) {
    const bool is_at =
        command >= LibraryCommand::kRunTaskAt && command <= LibraryCommand::kActorMethodCallAt;
    request = ParseRequest(context.data, is_at ? HasName::kNo : HasName::kYes);
  }
  if (command < LibraryCommand::kActorMethodCall && context.index != 0) {
    return TextResponse(Code::kFailed, "command " + Text(command) + " takes no index, got " +
                                           std::to_string(context.index));
  }
  switch (command) {
    case LibraryCommand::kGetInitOptions:
      return GetInitOptions(context);
    case LibraryCommand::kStartDriver:
      return StartDriver(context);
    case LibraryCommand::kGetTaskActorList:
      return ListTasksAndActors(context);
    case LibraryCommand::kGetActorMethods:
      return ListMethods(context);
    case LibraryCommand::kRunTask:
      return RunTask(context, request);
    case LibraryCommand::kNewActor:
      return NewActor(context, request);
    case LibraryCommand::kActorMethodCall:
      return CallMethod(context, request);
    case LibraryCommand::kCloseActor:
      return CloseActor(context);
    case LibraryCommand::kRunTaskAt:
      return RunTaskAt(context, request);
    case LibraryCommand::kNewActorAt:
      return NewActorAt(context, request);
    case LibraryCommand::kActorMethodCallAt:
      return CallMethodAt(context, request);
    case LibraryCommand::kKeepOpaque:
      return Keep(context);
    case LibraryCommand::kReleaseOpaque:
      return Release(context);
    case LibraryCommand::kNextItem:
      return NextItem(context);
    case LibraryCommand::kCloseStream:
      return CloseStream(context);
    case LibraryCommand::kKeepArray:
      return KeepArray(context.index);
    case LibraryCommand::kLendArray:
      return LendArray(context.data);
    case LibraryCommand::kBeginMethodCall:
      return BeginMethodCall(context, request);
  }
  return TextResponse(Code::kFailed, "this library has no command " + Text(command) +
                                         ": its commands are 0 to 7 and 64 to 73");
}

}  // namespace

int RunWithoutArguments(int (*driver)(), int argc) {
  if (argc > 1) {
    throw Error("the driver takes no arguments, and was given " + std::to_string(argc - 1) +
                ": declare it with parameters, int Main(int argc, char** argv)");
  }
  return driver();
}

// The stack of an error of ours ends here.
GORAY_ENDS_STACKS Response Execute(const App& app, ActorStore& store, std::uint64_t request,
                                   std::span<const std::byte> data) {
  const auto command = static_cast<LibraryCommand>(request & ((1U << abi::kCommandBits) - 1));
  Context context{app, store, request >> abi::kCommandBits, data};
  const InterruptionScope interruption;
  debugging::PrepareThreadForCrash();
  return CatchFailure([&] { return DispatchCommand(command, context); },
                      [&](const std::exception* exception) { return Failed(context, exception); });
}

}  // namespace goray::dispatch
