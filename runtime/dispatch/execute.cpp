// SPDX-License-Identifier: Apache-2.0
#include "dispatch/execute.h"

#include <cxxabi.h>
#include <goray/error.h>

#include <nlohmann/json.hpp>
#include <string>

#include "dispatch/crash.h"
#include "dispatch/failure.h"
#include "dispatch/find.h"
#include "dispatch/request.h"
#include "dispatch/running.h"
#include "dispatch/stack.h"

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
  // By position in the lists of commands 2 and 3, without the name.
  kRunTaskAt = 64,
  kNewActorAt,
  kCallActorAt,
};
constexpr int kCommandBits = 10;
constexpr int kMethodBits = 22;  // of a kCallActorAt's index, the low ones; above is the instance

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

Response Invoke(Context& context, const Callable& callable, const Request& request,
                void* self = nullptr) {
  context.current = &callable;
  Call call(callable, request.arguments, request.refs, self);
  const RunningScope scope(&callable);
  callable.invoke(call);
  return {Code::kSuccess, call.TakeResult()};
}

Response Make(Context& context, const Actor& actor, const Request& request) {
  context.current = &actor.factory;
  Call call(actor.factory, request.arguments, request.refs);
  const RunningScope scope(&actor.factory);
  actor.factory.invoke(call);
  return TextResponse(Code::kSuccess,
                      std::to_string(context.store.Add({call.TakeObject(), &actor})));
}

Response RunTask(Context& context) {
  const Request request = ParseRequest(context.data);
  const Callable* task = Find(context.app.tasks, request.name);
  if (task == nullptr) throw Error(NotFound("task", request.name, Names(context.app.tasks)));
  return Invoke(context, *task, request);
}

Response NewActor(Context& context) {
  const Request request = ParseRequest(context.data);
  const Actor* actor = Find(context.app.actors, request.name);
  if (actor == nullptr) throw Error(NotFound("actor", request.name, Names(context.app.actors)));
  return Make(context, *actor, request);
}

Error NoActor(std::uint64_t id) {
  return Error("there is no actor " + std::to_string(id) +
               " in this process: it is closed, or was never here");
}

Response CallActor(Context& context) {
  const LiveActor actor = context.store.Find(context.index);
  if (actor.object == nullptr) throw NoActor(context.index);
  const Request request = ParseRequest(context.data);
  const Callable* method = Find(actor.type->methods, request.name);
  if (method == nullptr) {
    throw Error(NotFound("method of " + std::string(actor.type->factory.name), request.name,
                         Names(actor.type->methods)));
  }
  return Invoke(context, *method, request, actor.object.get());
}

Response NotAt(std::string_view what, std::uint64_t index, std::size_t count) {
  return TextResponse(Code::kFailed, "there is no " + std::string(what) + " at index " +
                                         std::to_string(index) + ": there are " +
                                         std::to_string(count) +
                                         ", counted from 0 as this library lists them");
}

Response RunTaskAt(Context& context) {
  const auto tasks = context.app.tasks;
  if (context.index >= tasks.size()) return NotAt("task", context.index, tasks.size());
  const Callable& task = tasks[context.index];
  return Invoke(context, task, ParseNamelessRequest(context.data, task.name));
}

Response NewActorAt(Context& context) {
  const auto actors = context.app.actors;
  if (context.index >= actors.size()) return NotAt("actor", context.index, actors.size());
  const Actor& actor = actors[context.index];
  return Make(context, actor, ParseNamelessRequest(context.data, actor.factory.name));
}

Response CallActorAt(Context& context) {
  const std::uint64_t instance = context.index >> kMethodBits;
  const std::uint64_t index = context.index & ((1U << kMethodBits) - 1);
  const LiveActor actor = context.store.Find(instance);
  if (actor.object == nullptr) return TextResponse(Code::kFailed, NoActor(instance).what());
  const auto methods = actor.type->methods;
  if (index >= methods.size())
    return NotAt("method of " + std::string(actor.type->factory.name), index, methods.size());
  return Invoke(context, methods[index], ParseNamelessRequest(context.data, methods[index].name),
                actor.object.get());
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
    case Command::kRunTaskAt:
      return RunTaskAt(context);
    case Command::kNewActorAt:
      return NewActorAt(context);
    case Command::kCallActorAt:
      return CallActorAt(context);
  }
  return TextResponse(Code::kFailed, "this library has no command " +
                                         std::to_string(static_cast<std::uint64_t>(command)) +
                                         ": its commands are 0 to 7 and 64 to 66");
}

}  // namespace

Response Execute(const App& app, ActorStore& store, std::uint64_t request,
                 std::span<const std::byte> data) {
  const auto command = static_cast<Command>(request & ((1U << kCommandBits) - 1));
  const std::uint64_t index = request >> kCommandBits;
  if (command < Command::kCallActor && index != 0) {
    return TextResponse(Code::kFailed, "command " +
                                           std::to_string(static_cast<std::uint64_t>(command)) +
                                           " takes no index, got " + std::to_string(index));
  }
  Context context{app, store, index, data};
  PrepareThreadForCrash();
  const RunningScope scope(nullptr);  // so that the stack of an error of ours ends here
  try {
    return Run(command, context);
#ifdef __GLIBCXX__
  } catch (const ::abi::__forced_unwind&) {
    throw;  // the thread is being ended; to swallow this aborts the process
#endif
  } catch (const UnwindWatch&) {
    return {};  // nobody throws it
  } catch (const std::exception& exception) {
    return CurrentFailure(context.current, &exception);
  } catch (...) {
    return CurrentFailure(context.current, nullptr);
  }
}

}  // namespace goray::dispatch
