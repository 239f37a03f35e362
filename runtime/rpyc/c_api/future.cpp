// SPDX-License-Identifier: Apache-2.0
/// Part 2 of rpyc_bridge.h: calls without waiting.
#include "rpyc/c_api/support.h"

/// Its call knows when it is done; the callback may come before or after that.
struct rpyc_future {
  explicit rpyc_future(goray::rpyc_bridge::Pending its_pending) : pending(std::move(its_pending)) {}
  ~rpyc_future() { pending.session->connection->Abandon(*pending.call); }
  rpyc_future(const rpyc_future&) = delete;
  rpyc_future& operator=(const rpyc_future&) = delete;

  goray::rpyc_bridge::Pending pending;
};

using namespace goray::rpyc_bridge;

namespace {
constexpr rpyc_future_t* kNoFuture = nullptr;
}

rpyc_future_t* rpyc_invoke_async(rpyc_t* rpyc, const char* module, const char* function,
                                 const rpyc_args_t* args, int mode) {
  return TranslateExceptions(kNoFuture, [&] {
    Client& client = Required(rpyc, "rpyc").client;
    Target target{Required(module, "module")};
    Deadline deadline = client.CallDeadline(RPYC_DEFAULT_TIMEOUT);
    return new rpyc_future(StartCall(client.session(deadline), target,
                                     Required(function, "function"), ArgumentsOf(args),
                                     ModeOf(mode), deadline));
  });
}

rpyc_future_t* rpyc_object_invoke_async(rpyc_object_t* object, const char* method,
                                        const rpyc_args_t* args, int mode) {
  return TranslateExceptions(kNoFuture, [&] {
    Deadline deadline = ObjectDeadline(Required(object, "object"), RPYC_DEFAULT_TIMEOUT);
    return new rpyc_future(StartCall(object->session, {{}, object}, Required(method, "method"),
                                     ArgumentsOf(args), ModeOf(mode), deadline));
  });
}

int rpyc_future_ready(rpyc_future_t* future) {
  return TranslateExceptions(0, [&] {
    Pending& pending = Required(future, "future").pending;
    return pending.session->connection->Poll(*pending.call) ? 1 : 0;
  });
}

rpyc_value_t* rpyc_future_get(rpyc_future_t* future, int timeout_ms) {
  return TranslateExceptions(static_cast<rpyc_value_t*>(nullptr), [&]() -> rpyc_value_t* {
    Pending& pending = Required(future, "future").pending;
    Deadline deadline =
        Deadline::After(timeout_ms == 0 ? pending.session->call_timeout_ms : timeout_ms);
    return Finish(pending, deadline, AfterTimeout::kKeep).release();
  });
}

int rpyc_future_then(rpyc_future_t* future, void (*callback)(void* data), void* data) {
  return TranslateExceptions(-1, [&] {
    Pending& pending = Required(future, "future").pending;
    pending.session->connection->Then(*pending.call, [callback, data] { callback(data); });
    return 0;
  });
}

void rpyc_future_free(rpyc_future_t* future) {
  TranslateExceptions([&] { delete future; });
}
