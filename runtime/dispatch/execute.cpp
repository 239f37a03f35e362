// SPDX-License-Identifier: Apache-2.0
#include "dispatch/execute.h"

#include <cxxabi.h>
#include <goray/error.h>

#include <nlohmann/json.hpp>
#include <string>

#include "dispatch/failure.h"
#include "dispatch/find.h"
#include "dispatch/request.h"

namespace goray::dispatch {
namespace {

enum class Command : std::uint64_t {
  kGetInitOptions,
  kStartDriver,
  kListCallables,
  kListMethods,
  kRunTask,
  kNewActor,
  kCallActor,
  kCloseActor,
};
constexpr std::uint64_t kCommands = 8;
constexpr int kCommandBits = 10;

// What a command works on; `current` is set once it is known whose failure an exception would be.
struct Context {
  const App& app;
  ActorStore& store;
  std::uint64_t index;
  std::span<const std::byte> data;
  const Callable* current = nullptr;
};

Response GetInitOptions(const Context& context) {
  return TextResponse(Code::kSuccess,
                      context.app.options == nullptr ? "{}" : context.app.options());
}

Response StartDriver(const Context& context) {
  if (context.app.driver == nullptr) {
    return TextResponse(Code::kFailed,
                        "this library has no driver: mark a function with GORAY_DRIVER");
  }
  return TextResponse(Code::kSuccess, std::to_string(context.app.driver()));
}

Response ListCallables(const Context& context) {
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

Response RunTask(Context& context) {
  const Request request = ParseRequest(context.data);
  context.current = Find(context.app.tasks, request.name);
  if (context.current == nullptr)
    throw Error(NotFound("task", request.name, Names(context.app.tasks)));
  Call call(*context.current, request.arguments, request.refs);
  context.current->invoke(call);
  return {Code::kSuccess, call.TakeResult()};
}

Response NewActor(Context& context) {
  const Request request = ParseRequest(context.data);
  const Actor* actor = Find(context.app.actors, request.name);
  if (actor == nullptr) throw Error(NotFound("actor", request.name, Names(context.app.actors)));
  context.current = &actor->factory;
  Call call(actor->factory, request.arguments, request.refs);
  actor->factory.invoke(call);
  return TextResponse(Code::kSuccess,
                      std::to_string(context.store.Add({call.TakeObject(), actor})));
}

Error NoActor(std::uint64_t id) {
  return Error("there is no actor " + std::to_string(id) +
               " in this process: it is closed, or was never here");
}

Response CallActor(Context& context) {
  const LiveActor actor = context.store.Find(context.index);
  if (actor.object == nullptr) throw NoActor(context.index);
  const Request request = ParseRequest(context.data);
  context.current = Find(actor.type->methods, request.name);
  if (context.current == nullptr) {
    throw Error(NotFound("method of " + std::string(actor.type->factory.name), request.name,
                         Names(actor.type->methods)));
  }
  Call call(*context.current, request.arguments, request.refs, actor.object.get());
  context.current->invoke(call);
  return {Code::kSuccess, call.TakeResult()};
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

Response Run(Command command, Context& context) {
  switch (command) {
    case Command::kGetInitOptions:
      return GetInitOptions(context);
    case Command::kStartDriver:
      return StartDriver(context);
    case Command::kListCallables:
      return ListCallables(context);
    case Command::kListMethods:
      return ListMethods(context);
    case Command::kRunTask:
      return RunTask(context);
    case Command::kNewActor:
      return NewActor(context);
    case Command::kCallActor:
      return CallActor(context);
    case Command::kCloseActor:
      return CloseActor(context);
  }
  return {};
}

}  // namespace

Response Execute(const App& app, ActorStore& store, std::uint64_t request,
                 std::span<const std::byte> data) {
  const std::uint64_t command = request & ((1U << kCommandBits) - 1);
  const std::uint64_t index = request >> kCommandBits;
  if (command >= kCommands) {
    return TextResponse(Code::kFailed, "this library has no command " + std::to_string(command) +
                                           ": its commands are 0 to 7");
  }
  const bool takes_index = command >= static_cast<std::uint64_t>(Command::kCallActor);
  if (!takes_index && index != 0) {
    return TextResponse(Code::kFailed, "command " + std::to_string(command) +
                                           " takes no index, got " + std::to_string(index));
  }
  Context context{app, store, index, data};
  try {
    return Run(static_cast<Command>(command), context);
#ifdef __GLIBCXX__
  } catch (const abi::__forced_unwind&) {
    throw;  // the thread is being ended; to swallow this aborts the process
#endif
  } catch (...) {
    return CurrentFailure(context.current);
  }
}

}  // namespace goray::dispatch
