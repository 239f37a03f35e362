// SPDX-License-Identifier: Apache-2.0
/// Measures one case after another, as run.py asks: reads "CASE REPEATS" lines, answers with
/// seconds a call (the median) and seconds of this process's CPU a call (the mean).
///
///     client ADDRESS REPLAY_ADDRESS ECHO_PORT
#include <goray/rpyc/client.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>
#include <sstream>
#include <thread>

#include "sockets.h"

using goray::rpyc::ArrayView;
using goray::rpyc::Client;
using goray::rpyc::Future;

namespace {

double Seconds(const std::function<void()>& work) {
  auto before = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

class Bench {
 public:
  Bench(const char* address, const char* replay_address, int echo_port)
      : client_(address), replay_(replay_address), echo_(Connect(echo_port)) {}

  /// Seconds for one call of the case.
  double Run(const std::string& name) {
    if (name == "echo") return Seconds([&] { Echo(); });
    if (name == "replay") return Seconds([&] { replay_.Call<double>("math", "sqrt", 16); });
    if (name == "ping") return Seconds([&] { client_.Ping(); });
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
    const std::string request(kRequest, 'x');
    WriteAll(echo_, request.data(), request.size());
    char reply[kReply];
    if (!ReadAll(echo_, reply, kReply)) throw std::runtime_error("echo ended");
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
  Client replay_;
  int echo_;
  std::vector<double> numbers_;
};

}  // namespace

int main(int, char** argv) try {
  Bench bench(argv[1], argv[2], std::atoi(argv[3]));
  std::string name;
  int repeats = 0;
  while (std::cin >> name >> repeats) {
    std::vector<double> seconds;
    std::clock_t before = std::clock();
    for (int i = 0; i < repeats; ++i) seconds.push_back(bench.Run(name));
    double cpu = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / repeats;
    std::sort(seconds.begin(), seconds.end());
    std::cout << seconds[seconds.size() / 2] << " " << cpu << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
