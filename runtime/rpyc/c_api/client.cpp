// SPDX-License-Identifier: Apache-2.0
/// Part 2 of rpyc_bridge.h: connections and calls.
#include <algorithm>
#include <cstring>

#include "rpyc/c_api/support.h"

namespace goray::rpyc_bridge {
namespace {

std::string Optional(const char* text) { return text == nullptr ? "" : text; }

Options OptionsOf(const rpyc_options_t* given) {
  Options options;
  if (given == nullptr) return options;
  rpyc_options_t set = RPYC_OPTIONS_INIT;
  if (given->struct_size == 0 || given->struct_size > sizeof set) {
    throw UsageFailure("options: struct_size is " + std::to_string(given->struct_size) +
                       "; start with RPYC_OPTIONS_INIT, and with the header of this library");
  }
  std::memcpy(&set, given,
              given->struct_size);  // a program built for an older header knows fewer members
  if (set.connect_timeout_ms != 0) options.connect_timeout_ms = set.connect_timeout_ms;
  if (set.call_timeout_ms != 0) options.call_timeout_ms = set.call_timeout_ms;
  if (set.max_message_bytes != 0) {
    options.limits.frame_bytes = std::min<std::uint64_t>(set.max_message_bytes, kMaxFrameBytes);
  }
  if (set.max_depth < 0 || static_cast<unsigned>(set.max_depth) > kMaxDepth) {
    throw UsageFailure("options: max_depth must be from 1 to " + std::to_string(kMaxDepth));
  }
  if (set.max_depth != 0) options.limits.depth = static_cast<unsigned>(set.max_depth);
  options.limits.compress = set.compress != 0;
  options.verify = set.insecure_skip_verify == 0;
  options.ca_file = Optional(set.ca_file);
  options.cert_file = Optional(set.cert_file);
  options.key_file = Optional(set.key_file);
  options.server_name = Optional(set.server_name);
  return options;
}

}  // namespace
}  // namespace goray::rpyc_bridge

using namespace goray::rpyc_bridge;

rpyc_t* rpyc_open(const char* address, const rpyc_options_t* options) {
  return TranslateExceptions(static_cast<rpyc_t*>(nullptr), [&] {
    return new rpyc_client{{ParseAddress(Required(address, "address")), OptionsOf(options)}};
  });
}

void rpyc_close(rpyc_t* rpyc) {
  TranslateExceptions([&] { delete rpyc; });
}

int rpyc_alive(rpyc_t* rpyc) {
  return TranslateExceptions(0, [&] { return Required(rpyc, "rpyc").client.alive() ? 1 : 0; });
}

int rpyc_ping(rpyc_t* rpyc, int timeout_ms) {
  return TranslateExceptions(-1, [&] {
    Client& client = Required(rpyc, "rpyc").client;
    Value data = MakeStr("ping");
    Deadline deadline = client.CallDeadline(timeout_ms);
    Ask(*client.session(deadline)->connection, Handler::kPing, {&data, 1}, deadline);
    return 0;
  });
}

int rpyc_is_classic(rpyc_t* rpyc) {
  return TranslateExceptions(-1, [&] {
    Client& client = Required(rpyc, "rpyc").client;
    Deadline deadline = client.CallDeadline(RPYC_DEFAULT_TIMEOUT);
    return client.session(deadline)->has_helper() ? 1 : 0;
  });
}

rpyc_value_t* rpyc_invoke(rpyc_t* rpyc, const char* module, const char* function,
                          const rpyc_args_t* args, int mode, int timeout_ms) {
  return TranslateExceptions(kNoValue, [&]() -> rpyc_value_t* {
    Client& client = Required(rpyc, "rpyc").client;
    std::string_view in = Required(module, "module");
    std::string_view name = Required(function, "function");
    return Named(in, name, [&] {
      Deadline deadline = client.CallDeadline(timeout_ms);
      return Finish(StartCall(client.session(deadline), {in}, name, ArgumentsOf(args), ModeOf(mode),
                              deadline),
                    deadline)
          .release();
    });
  });
}

rpyc_value_t* rpyc_get(rpyc_t* rpyc, const char* module, const char* attribute, int mode,
                       int timeout_ms) {
  return TranslateExceptions(kNoValue, [&]() -> rpyc_value_t* {
    Client& client = Required(rpyc, "rpyc").client;
    Target target{Required(module, "module")};
    std::string_view name = Required(attribute, "attribute");
    Deadline deadline = client.CallDeadline(timeout_ms);
    return Finish(StartGet(client.session(deadline), target, name, ModeOf(mode), deadline),
                  deadline)
        .release();
  });
}

char* rpyc_invoke_json(rpyc_t* rpyc, const char* module, const char* function,
                       const char* args_json, const char* kwargs_json, int timeout_ms) {
  return TranslateExceptions(static_cast<char*>(nullptr), [&] {
    return CopyText(Required(rpyc, "rpyc")
                        .client.CallJson(Required(module, "module"), Required(function, "function"),
                                         args_json == nullptr ? "[]" : args_json,
                                         kwargs_json == nullptr ? "{}" : kwargs_json, timeout_ms));
  });
}

char* rpyc_get_json(rpyc_t* rpyc, const char* module, const char* attribute, int timeout_ms) {
  return TranslateExceptions(static_cast<char*>(nullptr), [&] {
    return CopyText(Required(rpyc, "rpyc")
                        .client.GetJson(Required(module, "module"),
                                        Required(attribute, "attribute"), timeout_ms));
  });
}

rpyc_value_t* rpyc_eval(rpyc_t* rpyc, const char* expression, int mode, int timeout_ms) {
  return TranslateExceptions(kNoValue, [&]() -> rpyc_value_t* {
    Client& client = Required(rpyc, "rpyc").client;
    Deadline deadline = client.CallDeadline(timeout_ms);
    std::string_view text = Required(expression, "expression");
    return Finish(StartEval(client.session(deadline), text, ModeOf(mode), deadline), deadline)
        .release();
  });
}

int rpyc_execute(rpyc_t* rpyc, const char* code, int timeout_ms) {
  return TranslateExceptions(-1, [&] {
    Client& client = Required(rpyc, "rpyc").client;
    Deadline deadline = client.CallDeadline(timeout_ms);
    Finish(StartExecute(client.session(deadline), Required(code, "code"), deadline), deadline);
    return 0;
  });
}
