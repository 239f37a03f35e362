// SPDX-License-Identifier: Apache-2.0
#include "rpyc/connection/session.h"

#include <algorithm>
#include <array>

#include "helper_source.h"
#include "rpyc/connection/exception.h"
#include "rpyc/protocol/box.h"

namespace goray::rpyc_bridge {
namespace {

constexpr int kPatienceMs = 1000;

ObjectId ExpectObject(const Value& value, const char* what) {
  if (value.kind != kTheirObject) throw ProtocolFailure(std::string("the server sent no ") + what);
  return ObjectId(Reference(value));
}

Generation Other(Generation generation) {
  return generation == Generation::kFrom6 ? Generation::kUpTo5 : Generation::kFrom6;
}

/// Asks for the root object in a guessed form, and again on a new connection in the form that the
/// server's first message has. A 5.x ThreadPoolServer may stay silent when asked in the 6.x form,
/// so silence is a hint too, until the deadline.
ObjectId Greet(Session& session, const Address& address, const Options& options, Generation guess,
               Deadline deadline) {
  Generation generation = guess;
  for (int attempt = 0;; ++attempt) {
    session.connection =
        std::make_shared<Connection>(Connect(address, options, deadline), generation, options);
    Deadline patience = attempt < 2 ? deadline.Sooner(kPatienceMs) : deadline;
    try {
      return ExpectObject(Ask(*session.connection, Handler::kGetRoot, {}, patience).value,
                          "root object");
    } catch (Failure& failure) {
      std::optional<Generation> spoken = session.connection->spoken();
      bool silent = failure.kind == FailureKind::kTimeout;
      bool again = attempt < 2 && !deadline.passed() && (spoken ? *spoken != generation : silent);
      if (again) {
        generation = Other(generation);
        continue;
      }
      failure.message = "cannot connect to " + address.ToString() + ": " + failure.message;
      if (!spoken) failure.message += "; is an RPyC server running there?";
      throw;
    }
  }
}

enum class Service { kPlain, kClassic, kGoray };

/// Tells by the names of its methods what the service is.
Service Inspect(Connection& connection, const ObjectId& root, Deadline deadline) {
  std::array id = {MakeStr(root.name), MakeInt(root.class_id), MakeInt(root.instance_id)};
  std::array arguments = {MakeTuple(id)};
  Result methods = Ask(connection, Handler::kInspect, arguments, deadline);
  if (methods.value.kind != RPYC_TUPLE) return Service::kPlain;
  auto has = [&](std::string_view name) {
    return std::ranges::any_of(Items(methods.value), [&](const Value& method) {
      return method.kind == RPYC_TUPLE && method.size > 0 && method.as.items[0].kind == RPYC_STR &&
             Text(method.as.items[0]) == name;
    });
  };
  if (has("exposed_goray_functions")) return Service::kGoray;
  // `execute` alone proves nothing: any service may have a method of that name, and calling it
  // would be an accident.
  constexpr std::array<std::string_view, 4> kClassic = {"eval", "execute", "getconn", "getmodule"};
  return std::ranges::all_of(kClassic, has) ? Service::kClassic : Service::kPlain;
}

Result CallRoot(Session& session, std::string_view method, Value argument, Deadline deadline) {
  IdPack root = session.root.pack();
  std::array call = {argument};
  std::array arguments = {MakeReference(kTheirObject, &root), MakeStr(method), MakeTuple(call),
                          MakeTuple({})};
  return Ask(*session.connection, Handler::kCallAttr, arguments, deadline);
}

/// The helper's function of this name. `functions`: pairs of name and function.
ObjectId TakeFunction(std::span<const Value> functions, std::string_view name) {
  for (const Value& pair : functions) {
    if (pair.kind == RPYC_TUPLE && pair.size == 2 && pair.as.items[0].kind == RPYC_STR &&
        Text(pair.as.items[0]) == name)
      return ExpectObject(pair.as.items[1], "helper function");
  }
  throw ProtocolFailure("the server's helper has no function " + std::string(name) +
                        "; is it of another version than this library?");
}

/// `given`: what the helper's `answer` returned, (functions, whether the server's socket was
/// tuned).
void TakeHelper(Session& session, const Value& given) {
  std::span<const Value> parts = Items(given);
  bool well_formed = given.kind == RPYC_TUPLE && parts.size() == 2 && parts[0].kind == RPYC_TUPLE;
  if (!well_formed)
    throw ProtocolFailure("the server sent no helper; is it of another version than this library?");
  auto take = [functions = Items(parts[0])](std::string_view name) {
    return TakeFunction(functions, name);
  };
  session.helper = Helper{.call_json = take("call_json"),
                          .get_json = take("get_json"),
                          .call = take("call"),
                          .get = take("get"),
                          .assign = take("assign"),
                          .take = take("take"),
                          .evaluate = take("evaluate"),
                          .execute = take("execute")};
  if (parts[1].kind == RPYC_BOOL && parts[1].as.integer) session.connection->set_tuned();
}

/// The helper gets a dict of its own for its names, so that the connection's namespace gains only
/// that dict.
void InstallHelper(Session& session, const Options& options, Deadline deadline) {
  std::string source = "_goray = {}\nexec(r'''" + std::string(kHelperSource) +
                       "''', _goray)\n"
                       "_goray['connection'] = _goray['own_connection']()\n";
  CallRoot(session, "execute", MakeStr(source), deadline);
  std::string get =
      std::string(
          "_goray['answer'](_goray['make_functions'](_goray['connection']._local_root), "
          "_goray['tune'](_goray['connection'], ") +
      (options.limits.compress ? "True))" : "False))");
  TakeHelper(session, CallRoot(session, "eval", MakeStr(get), deadline).value);
}

}  // namespace

std::shared_ptr<Session> OpenSession(const Address& address, const Options& options,
                                     Generation guess, Deadline deadline) {
  auto session = std::make_shared<Session>();
  session->call_timeout_ms = options.call_timeout_ms;
  session->root = Greet(*session, address, options, guess, deadline);
  Service service = Inspect(*session->connection, session->root, deadline);
  if (service == Service::kClassic) InstallHelper(*session, options, deadline);
  if (service == Service::kGoray) {
    Value compress{RPYC_BOOL, 0, {.integer = options.limits.compress}};
    TakeHelper(*session, CallRoot(*session, "goray_functions", compress, deadline).value);
  }
  return session;
}

Result Ask(Connection& connection, Handler handler, std::span<const Value> arguments,
           Deadline deadline, std::shared_ptr<Budget> budget) {
  std::shared_ptr<PendingRequest> call =
      connection.Send(handler, arguments, deadline, std::move(budget));
  return TakeResult(connection, connection.Wait(*call, deadline), deadline);
}

Result TakeResult(Connection& connection, Answer answer, Deadline deadline) {
  try {
    if (answer.kind == MessageKind::kException)
      throw ReadException(answer, connection.limits(), deadline);
    Result result{std::move(answer.message_bytes), Arena(std::move(answer.budget), deadline), {}};
    Value boxed = BrineReader(answer.body, result.arena, connection.limits().depth).Read();
    result.value = Unbox(boxed, result.arena);
    return result;
  } catch (const Failure& failure) {
    if (failure.kind == FailureKind::kProtocol) connection.Close(failure.message);
    throw;
  }
}

}  // namespace goray::rpyc_bridge
