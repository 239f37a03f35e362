// SPDX-License-Identifier: Apache-2.0
#include <goray/detail/outgoing_call.h>

#include <algorithm>
#include <array>

#include "abi/protocol.h"
#include "api/call_message.h"
#include "dispatch/find.h"
#include "ffi/host.h"
#include "ffi/references.h"
#include "wire/table.h"
#include "wire/text.h"
#include "wire/units.h"

namespace goray::detail {
namespace {

using abi::HostCommand;

struct Route {
  HostCommand command;
  const char* name_key;
  std::string_view function;  // what the user called
};

// In the order of `Callee`.
constexpr auto kRoutes = std::to_array<Route>({
    {HostCommand::kExecuteRemoteTask, abi::kTaskNameOptionKey, "RemoteCall"},
    {HostCommand::kNewActor, abi::kActorNameOptionKey, "NewActor"},
    {HostCommand::kActorMethodCall, abi::kTaskNameOptionKey, "RemoteCall"},
    {HostCommand::kExecutePyRemoteTask, abi::kPyTaskNameOptionKey, "RemoteCallPyTask"},
    {HostCommand::kNewPyActor, abi::kActorNameOptionKey, "NewPyActor"},
    {HostCommand::kExecutePyLocalTask, abi::kTaskNameOptionKey, "LocalCallPyTask"},
    {HostCommand::kExecutePythonCode, abi::kFuncCodeOptionKey, "LocalCallPyCode"},
    {HostCommand::kNewClassInstance, abi::kActorNameOptionKey, "NewPyLocalInstance"},
    {HostCommand::kLocalMethodCall, abi::kTaskNameOptionKey, "Call"},
});

const Route& RouteOf(Callee callee) { return kRoutes.at(static_cast<std::size_t>(callee)); }

// Whether it stays in this process.
bool IsLocal(Callee callee) { return RouteOf(callee).command <= HostCommand::kLocalMethodCall; }

bool IsOfAnotherLibrary(const Options& options) {
  return std::ranges::any_of(options.map(), [](const Any::Map::value_type& option) {
    return option.first == Any(abi::kLibraryOptionKey);
  });
}

void RequireTask(std::string_view name) {
  const dispatch::App& app = dispatch::GeneratedApp();
  if (dispatch::Find(app.tasks, name) == nullptr)
    throw Error("RemoteCall(): " + dispatch::NotFound("task", name, dispatch::Names(app.tasks)));
}

Any::List MethodsOf(std::string_view actor) {
  const dispatch::App& app = dispatch::GeneratedApp();
  const dispatch::Actor* found = dispatch::Find(app.actors, actor);
  if (found == nullptr)
    throw Error("NewActor(): " + dispatch::NotFound("actor", actor, dispatch::Names(app.actors)));
  Any::List methods;
  for (const dispatch::Callable& method : found->methods) methods.emplace_back(method.name);
  return methods;
}

// Whether JSON holds it as it is.
bool IsPlain(std::string_view text) {
  return std::ranges::all_of(text,
                             [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

}  // namespace
}  // namespace goray::detail

namespace goray::api {

wire::Buffer CallMessage(const wire::Writer& arguments, std::string_view options,
                         const std::string& what) {
  wire::Buffer message;
  wire::AppendUnit(message, arguments.bytes());
  wire::AppendUnit(message, std::as_bytes(std::span(options)));
  if (!arguments.references().empty()) {
    wire::RequireHostFor(arguments.references(), what);
    ffi::RequireHostWithReferences(what);
    wire::AppendUnit(message, wire::LentTable(arguments.references()).bytes());
  }
  return message;
}

}  // namespace goray::api

namespace goray::detail {

OutgoingCall::OutgoingCall(Callee callee, std::string_view name) : callee_(callee), name_(name) {
  if (!IsLocal(callee)) arguments_.ShareArrays();  // Ray copies them before it answers
}
OutgoingCall::~OutgoingCall() = default;

void OutgoingCall::AddOption(const Option& option) { options_.Set(option.name, option.value); }

void OutgoingCall::AddOptions(const Options& options) {
  for (const auto& [name, value] : options.map()) options_.Set(name.As<std::string>(), value);
}

void OutgoingCall::AddRef(const AnyRef& ref) {
  if (IsLocal(callee_)) {
    WriteReference(arguments_, ref.reference(), wire::ReferenceKind::kObjectRef);
  } else {
    refs_.emplace_back(count_, ref);
  }
  ++count_;
}

std::string OutgoingCall::Description() const {
  const bool is_code = callee_ == Callee::kLocalPyCode;
  return std::string(RouteOf(callee_).function) + "(" + (is_code ? "" : wire::Shown(name_)) + ")";
}

void OutgoingCall::FailArgument(const wire::CodecError& error) const {
  wire::Rethrow(error, Description() + ": argument " + std::to_string(count_) + " (from 0): ");
}

Options OutgoingCall::AllOptions() const {
  Options options = options_;
  options.Set(RouteOf(callee_).name_key, name_);
  if (actor_) options.Set(abi::kPyLocalActorIdKey, *actor_);
  if (callee_ == Callee::kActor) {
    const bool is_ours = !IsOfAnotherLibrary(options_);
    options.Set(abi::kActorMethodListOptionKey, Any(is_ours ? MethodsOf(name_) : Any::List()));
  }
  Any::Map refs;
  for (const auto& [position, ref] : refs_) {
    // auto_release: never, as the copies of an ObjectRef count themselves.
    const Any::Map entry{{"id", ref.id()}, {"auto_release", false}};
    refs.emplace_back(std::to_string(position), Any(entry));
  }
  options.Set(abi::kArgPosToObjectOptionKey, Any(std::move(refs)));
  return options;
}

std::string OutgoingCall::JsonOptions() const {
  const bool is_common = callee_ == Callee::kLocalPyTask || callee_ == Callee::kLocalPyClass ||
                         callee_ == Callee::kLocalPyMethod;
  if (!is_common || !options_.map().empty() || !IsPlain(name_)) return AllOptions().ToJson();
  // The same text without its tree, which is most of what a call costs in C++. Names are in
  // alphabetical order.
  std::string json = std::string("{\"") + abi::kArgPosToObjectOptionKey + "\":{},\"";
  if (actor_) json.append(abi::kPyLocalActorIdKey).append("\":" + std::to_string(*actor_) + ",\"");
  return json.append(RouteOf(callee_).name_key).append("\":\"").append(name_).append("\"}");
}

Value OutgoingCall::SendForValue() const {
  if (!ffi::HasHost()) ffi::FailNoHost(Description());
  if (callee_ == Callee::kTask && !IsOfAnotherLibrary(options_)) RequireTask(name_);
  const wire::Buffer message = api::CallMessage(arguments_, JsonOptions(), Description());
  return ffi::CallHost(RouteOf(callee_).command, message.bytes(), Description());
}

std::uint64_t OutgoingCall::SendForId() const { return ffi::IdOf(SendForValue(), Description()); }

std::vector<std::uint64_t> OutgoingCall::SendForIds(std::size_t count) {
  if (ffi::HasHost() && !ffi::HostSplitsResults())
    throw Error(Description() +
                ": the Python package that runs this library cannot make several objects of a "
                "result; upgrade goray-cpp to the library's version");
  options_.Set(abi::kValuesOptionKey, count);
  return ffi::IdsOf(SendForValue(), count, Description());
}

}  // namespace goray::detail
