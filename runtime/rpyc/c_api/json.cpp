// SPDX-License-Identifier: Apache-2.0
/// Part 1 of rpyc_bridge.h: one client a process.
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>

#include "rpyc/c_api/support.h"

namespace goray::rpyc_bridge {
namespace {

// Never destroyed: threads may still be calling while the process ends. The server notices the end
// by itself.
std::mutex& default_mutex = *new std::mutex;
std::shared_ptr<Client>& default_client = *new std::shared_ptr<Client>;
std::atomic<int> default_timeout_ms = 0;

std::shared_ptr<Client> DefaultClient() {
  std::lock_guard lock(default_mutex);
  if (!default_client) throw UsageFailure("not connected; call rpyc_connect() first");
  return default_client;
}

void SetDefaultClient(std::shared_ptr<Client> client) {
  std::unique_lock lock(default_mutex);
  default_client.swap(client);
  lock.unlock();
  if (client) client->Close();  // other threads may still hold it
}

Address AddressOf(const char* host, int port) {
  Address address = ParseAddress(host == nullptr ? "localhost" : host);
  bool bare_host = host == nullptr || std::strstr(host, "://") == nullptr;
  if (address.kind == Address::Kind::kTcp && bare_host && port > 0) address.port = port;
  return address;
}

}  // namespace
}  // namespace goray::rpyc_bridge

using namespace goray::rpyc_bridge;

int rpyc_init(void) { return 0; }

int rpyc_connect(const char* host, int port) {
  return TranslateExceptions(-1, [&] {
    SetDefaultClient(nullptr);
    SetDefaultClient(std::make_shared<Client>(AddressOf(host, port), Options()));
    return 0;
  });
}

void rpyc_disconnect(void) {
  TranslateExceptions([] { SetDefaultClient(nullptr); });
}

char* rpyc_call(const char* module, const char* func, const char* args_json) {
  return rpyc_call_kw(module, func, args_json, nullptr);
}

char* rpyc_call_kw(const char* module, const char* func, const char* args_json,
                   const char* kwargs_json) {
  return TranslateExceptions(static_cast<char*>(nullptr), [&] {
    return CopyText(DefaultClient()->CallJson(
        Required(module, "module"), Required(func, "func"), args_json == nullptr ? "[]" : args_json,
        kwargs_json == nullptr ? "{}" : kwargs_json, default_timeout_ms));
  });
}

char* rpyc_getattr(const char* module, const char* attr) {
  return TranslateExceptions(static_cast<char*>(nullptr), [&] {
    return CopyText(DefaultClient()->GetJson(Required(module, "module"), Required(attr, "attr"),
                                             default_timeout_ms));
  });
}

void rpyc_free_string(char* s) { std::free(s); }

int rpyc_is_connected(void) {
  return TranslateExceptions(0, [] {
    std::shared_ptr<Client> client;
    {
      std::lock_guard lock(default_mutex);
      client = default_client;
    }
    return client && client->alive() ? 1 : 0;
  });
}

void rpyc_set_timeout(int timeout_ms) { default_timeout_ms = timeout_ms; }
