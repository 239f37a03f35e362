// SPDX-License-Identifier: Apache-2.0
/// Python from C++ through an RPyC server; no Python runs in this process. Link with -lrpyc_bridge.
///
///     goray::rpyc::Client client("localhost:18812");
///     double root = client.Call<double>("math", "sqrt", 16);
///     auto numpy = client.Module("numpy");
///     double mean = numpy.Call<double>("mean", std::vector<double>{1, 2, 3});
///
/// Errors are exceptions of error.h. Types are those of the headers in codec/.
#pragma once

#include <goray/rpyc/codec/array.h>
#include <goray/rpyc/codec/bool.h>
#include <goray/rpyc/codec/bytes.h>
#include <goray/rpyc/codec/complex.h>
#include <goray/rpyc/codec/floating.h>
#include <goray/rpyc/codec/integer.h>
#include <goray/rpyc/codec/list.h>
#include <goray/rpyc/codec/map.h>
#include <goray/rpyc/codec/optional.h>
#include <goray/rpyc/codec/set.h>
#include <goray/rpyc/codec/string.h>
#include <goray/rpyc/codec/tuple.h>
#include <goray/rpyc/error.h>
#include <goray/rpyc/future.h>
#include <goray/rpyc/object.h>
#include <goray/rpyc/value.h>

#include <chrono>
#include <memory>
#include <string>

namespace goray::rpyc {

/// Zero or empty: the default, see rpyc_options_t.
struct Options {
  std::chrono::milliseconds connect_timeout{0};
  std::chrono::milliseconds call_timeout{0};
  std::uint64_t max_message_bytes = 0;
  bool compress = false;
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
  std::string server_name;
  bool insecure_skip_verify = false;
};

/// A connection to a server; copies share it. Thread-safe. Connects again on the next call after
/// the connection was lost.
class Client {
 public:
  /// `address`: "host:port", "tls://host:port", "unix:/path". Throws ConnectionError.
  explicit Client(const std::string& address = "localhost", const Options& options = {})
      : rpyc_(Open(address, options), rpyc_close) {
    if (!rpyc_) ThrowLastError();
  }

  /// `module.function(args...)`; the result is of type T, by reference if that is Object. `module`
  /// "": a function the service exposes.
  template <typename T = Value, typename... Args>
  T Call(const std::string& module, const std::string& function, const Args&... args) const {
    return Take<T>(rpyc_invoke(get(), module.c_str(), function.c_str(), Arguments(args...).get(),
                               kModeOf<T>, timeout_ms_));
  }
  /// The same without waiting. Calls run one after another, in this order.
  template <typename T = Value, typename... Args>
  Future<T> CallAsync(const std::string& module, const std::string& function,
                      const Args&... args) const {
    return Future<T>(rpyc_invoke_async(get(), module.c_str(), function.c_str(),
                                       Arguments(args...).get(), kModeOf<T>));
  }
  /// `module.attribute`.
  template <typename T = Value>
  T Get(const std::string& module, const std::string& attribute) const {
    return Take<T>(rpyc_get(get(), module.c_str(), attribute.c_str(), kModeOf<T>, timeout_ms_));
  }
  /// The module itself; import errors are thrown here.
  Object Module(const std::string& name) const { return Get<Object>(name, ""); }
  /// The service: what it exposes are its methods.
  Object Root() const { return Get<Object>("", ""); }

  template <typename T = Value>
  T Eval(const std::string& expression) const {
    return Take<T>(rpyc_eval(get(), expression.c_str(), kModeOf<T>, timeout_ms_));
  }
  void Execute(const std::string& code) const {
    if (rpyc_execute(get(), code.c_str(), timeout_ms_) != 0) ThrowLastError();
  }
  void Ping() const {
    if (rpyc_ping(get(), timeout_ms_) != 0) ThrowLastError();
  }
  bool Alive() const { return rpyc_alive(get()) == 1; }

  /// The same connection, whose calls have a time limit of their own; zero: none.
  Client WithTimeout(std::chrono::milliseconds limit) const {
    Client copy = *this;
    copy.timeout_ms_ = limit.count() == 0 ? RPYC_NO_TIMEOUT : static_cast<int>(limit.count());
    return copy;
  }
  rpyc_t* get() const { return rpyc_.get(); }

 private:
  static rpyc_t* Open(const std::string& address, const Options& options) {
    auto text = [](const std::string& value) { return value.empty() ? nullptr : value.c_str(); };
    rpyc_options_t c = RPYC_OPTIONS_INIT;
    c.connect_timeout_ms = static_cast<int>(options.connect_timeout.count());
    c.call_timeout_ms = static_cast<int>(options.call_timeout.count());
    c.max_message_bytes = options.max_message_bytes;
    c.compress = options.compress;
    c.ca_file = text(options.ca_file);
    c.cert_file = text(options.cert_file);
    c.key_file = text(options.key_file);
    c.server_name = text(options.server_name);
    c.insecure_skip_verify = options.insecure_skip_verify;
    return rpyc_open(address.c_str(), &c);
  }

  std::shared_ptr<rpyc_t> rpyc_;
  int timeout_ms_ = RPYC_DEFAULT_TIMEOUT;
};

}  // namespace goray::rpyc
