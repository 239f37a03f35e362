// SPDX-License-Identifier: Apache-2.0
// Prints in every way C++ can, and leaves it in the buffer.
#include <goray/cluster/metrics.h>
#include <goray/goray.h>
#include <goray/log.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace output {

// Returns the process's id, which names its log.
int Print(const std::string& way, const std::string& text) {
  if (way == "unsynced") std::ios::sync_with_stdio(false);
  if (way == "cout" || way == "unsynced") std::cout << text;
  if (way == "clog") std::clog << text;
  if (way == "cerr") std::cerr << text;
  if (way == "printf") std::printf("%s", text.c_str());
  if (way == "throw") {
    std::cout << text;
    throw std::runtime_error(std::to_string(getpid()));
  }
  return getpid();
}

struct GORAY_TASKS Tasks {
  int Say(std::string way, std::string text) const { return Print(way, text); }
  void Log(int level, std::string text) const {
    goray::Log(static_cast<goray::LogLevel>(level), text);
  }
  void LogFromThread(std::string text) const {
    std::thread([&] { goray::Log(goray::LogLevel::kError, text); }).join();
  }
};

class Speaker {
 public:
  int Say(std::string way, std::string text) { return Print(way, text); }
  void Crash() { raise(SIGSEGV); }
  void Count(double by) {
    static const goray::Counter spoken("output_spoken", "How much.", {"way"});
    static const goray::Gauge last("output_last", "The last one.");
    static const goray::Histogram sizes("output_sizes", {1, 10}, "How large.");
    spoken.With({{"way", "cout"}}).Increment(by);
    last.Set(by);
    sizes.Observe(by);
  }
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Speaker> NewSpeaker(std::string text) const {
    std::cout << text;
    return std::make_unique<Speaker>();
  }
};

}  // namespace output
