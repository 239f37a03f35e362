// SPDX-License-Identifier: Apache-2.0
/// Measures one case after another, as run.py asks: reads "CASE REPEATS" lines, answers with
/// seconds a call (the median).
///
///     client echo-server                 a TCP echo of fixed messages; prints its port
///     client ADDRESS ECHO_PORT           cases on stdin
#include <arpa/inet.h>
#include <goray/rpyc/client.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <functional>
#include <iostream>
#include <sstream>
#include <thread>

using goray::rpyc::ArrayView;
using goray::rpyc::Client;
using goray::rpyc::Future;

namespace {

constexpr std::size_t kMessage = 112;  // about what a small call takes

void NoDelay(int fd) {
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool ReadMessage(int fd, char* message) {
  for (std::size_t done = 0; done < kMessage;) {
    ssize_t count = read(fd, message + done, kMessage - done);
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

bool WriteMessage(int fd, const char* message) { return write(fd, message, kMessage) == kMessage; }

sockaddr_in Loopback(int port) {
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_port = htons(static_cast<std::uint16_t>(port));
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return where;
}

int ServeEcho() {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in where = Loopback(0);
  socklen_t size = sizeof where;
  if (bind(listener, reinterpret_cast<sockaddr*>(&where), size) != 0 || listen(listener, 1) != 0)
    return 1;
  getsockname(listener, reinterpret_cast<sockaddr*>(&where), &size);
  std::cout << ntohs(where.sin_port) << std::endl;
  int fd = accept(listener, nullptr, nullptr);
  NoDelay(fd);
  char message[kMessage];
  while (ReadMessage(fd, message) && WriteMessage(fd, message)) {
  }
  return 0;
}

double Seconds(const std::function<void()>& work) {
  auto before = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

class Bench {
 public:
  Bench(const char* address, int echo_port)
      : client_(address), echo_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in where = Loopback(echo_port);
    if (connect(echo_, reinterpret_cast<sockaddr*>(&where), sizeof where) != 0)
      throw std::runtime_error("no echo server");
    NoDelay(echo_);
  }

  /// Seconds for one call of the case.
  double Run(const std::string& name) {
    if (name == "echo") return Seconds([&] { Echo(); });
    if (name == "sqrt") return Seconds([&] { client_.Call<double>("math", "sqrt", 16); });
    if (name == "sqrt_json") return Seconds([&] { CallJson("math", "sqrt", "[16]"); });
    if (name == "sqrt_pipelined_32") return Seconds([&] { Pipelined(32); }) / 32;
    if (name == "sqrt_4_threads") return Seconds([&] { Threads(4, 50); }) / 200;
    if (name == "array_1MB") return Seconds([&] { Array(1 << 17); });
    if (name == "array_8MB") return Seconds([&] { Array(1 << 20); });
    if (name == "json_1MB") return Seconds([&] { JsonArray(1 << 17); });
    if (name == "json_8MB") return Seconds([&] { JsonArray(1 << 20); });
    if (name == "array_there_and_back_1MB") return Seconds([&] { ThereAndBack(1 << 17); });
    if (name == "array_there_and_back_8MB") return Seconds([&] { ThereAndBack(1 << 20); });
    throw std::runtime_error("no case " + name);
  }

 private:
  void Echo() {
    char message[kMessage] = {};
    if (!WriteMessage(echo_, message) || !ReadMessage(echo_, message))
      throw std::runtime_error("echo ended");
  }
  void CallJson(const char* module, const char* function, const char* args) {
    char* text = rpyc_invoke_json(client_.get(), module, function, args, nullptr, 0);
    if (text == nullptr) goray::rpyc::ThrowLastError();
    rpyc_free_string(text);
  }
  void Pipelined(int count) {
    std::vector<Future<double>> futures;
    for (int i = 0; i < count; ++i)
      futures.push_back(client_.CallAsync<double>("math", "sqrt", 16));
    for (auto& future : futures) future.Get();
  }
  void Threads(int count, int calls) {
    std::vector<std::thread> threads;
    for (int t = 0; t < count; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < calls; ++i) client_.Call<double>("math", "sqrt", 16);
      });
    }
    for (auto& thread : threads) thread.join();
  }
  const std::vector<double>& Numbers(std::size_t count) {
    numbers_.resize(count, 0.123456789);
    return numbers_;
  }
  void Array(std::size_t count) {
    client_.Call<double>("numpy", "mean", std::span<const double>(Numbers(count)));
  }
  void ThereAndBack(std::size_t count) {
    client_.Call<goray::rpyc::Array<double>>("numpy", "negative",
                                             std::span<const double>(Numbers(count)));
  }
  /// What a program without arrays does: text of the numbers, made and read.
  void JsonArray(std::size_t count) {
    std::ostringstream text;
    text.precision(17);
    text << "[[";
    for (std::size_t i = 0; i < count; ++i) text << (i ? "," : "") << Numbers(count)[i];
    text << "]]";
    CallJson("numpy", "mean", text.str().c_str());
  }

  Client client_;
  int echo_;
  std::vector<double> numbers_;
};

}  // namespace

int main(int argc, char** argv) try {
  if (argc == 2 && std::string(argv[1]) == "echo-server") return ServeEcho();
  Bench bench(argv[1], std::atoi(argv[2]));
  std::string name;
  int repeats = 0;
  while (std::cin >> name >> repeats) {
    std::vector<double> seconds;
    for (int i = 0; i < repeats; ++i) seconds.push_back(bench.Run(name));
    std::sort(seconds.begin(), seconds.end());
    std::cout << seconds[seconds.size() / 2] << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
