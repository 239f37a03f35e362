// SPDX-License-Identifier: Apache-2.0
// A library that speaks the protocol in the simplest way and, on demand, wrongly. What a call does
// is its name.
#include <dlfcn.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

extern "C" {
typedef void* (*Callback)(long long, void*, long long, long long*, long long*);
void* Execute(long long, void*, long long, long long*, long long*);
void FreeMemory(void*);
void RegisterCallback(Callback);
long long Freed();
long long Registered();
}

namespace {

Callback callback = nullptr;
std::atomic<long long> freed = 0;
long long registered = 0;

struct Answer {
  std::string data;
  long long code = 0;
};

Answer CallBack(long long command, const std::string& data) {
  long long size = 0;
  long long code = 1;
  void* result = callback(command, const_cast<char*>(data.data()),
                          static_cast<long long>(data.size()), &size, &code);
  Answer answer{std::string(static_cast<char*>(result), static_cast<std::size_t>(size)), code};
  std::free(result);
  return answer;
}

/// Commands without arguments, and the life of an actor.
Answer Serve(long long command, long long index, const std::string& data) {
  static std::set<long long> actors;
  static long long last = 6;
  switch (command) {
    case 0:
      return {R"({"num_cpus": 2})"};
    case 1:
      return {"7"};
    case 2:
      return {R"([["args"], ["Box"]])"};
    case 3:
      return data == "Box" ? Answer{R"(["args", "box", "code 1"])"} : Answer{"no actor " + data, 1};
    case 5:
      return actors.insert(++last), Answer{std::to_string(last)};
    case 6:
      return actors.count(index) != 0 ? Answer{} : Answer{"no such instance", 5};
    case 7:
      return actors.erase(index) != 0 ? Answer{} : Answer{"closed before", 1};
    case 69: {  // gives 1, 2, ... up to its own id, which is below 9
      static std::map<long long, long long> given;
      if (index == 9) return {"out of the body", 5};
      if (index == 10)
        return {
            "\xA5"
            "cut"};
      if (index == 11) return {"\x01\x02"};
      if (index == 12) return {"no such stream", 1};
      const long long next = ++given[index];
      return next > index ? Answer{} : Answer{std::string(1, static_cast<char>(next))};
    }
    case 104:
      return {data};
    default:
      return {"unknown command", 1};
  }
}

Answer Run(long long command, long long index, const std::string& name, const std::string& args,
           const std::string& rest) {
  const std::string word = name.substr(0, name.find(' '));
  const long long number =
      name.find(' ') == std::string::npos ? 0 : std::atoll(name.c_str() + name.find(' '));
  if (word == "args") return {args};
  if (word == "cut") return {args.substr(0, args.size() - 1)};
  if (word == "rest") return {rest};
  if (word == "gil") {  // 1 if this thread holds it
    const auto check = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "PyGILState_Check"));
    return {std::string(1, static_cast<char>(check()))};
  }
  if (word == "request") return {std::to_string(command) + " " + std::to_string(index)};
  if (word == "code") return {args, number};
  if (word == "callback") return CallBack(number, args);
  if (word == "swallow") return CallBack(number, args), Answer{};
  if (word == "foreign") {
    Answer answer;
    std::thread([&] { answer = CallBack(number, args); }).join();
    return answer;
  }
  if (word == "threads") {
    std::vector<std::thread> threads;
    std::vector<Answer> answers(static_cast<std::size_t>(number));
    for (Answer& answer : answers)
      threads.emplace_back([&answer, &args] { answer = CallBack(0, args); });
    for (std::thread& thread : threads) thread.join();
    Answer all;
    for (const Answer& answer : answers) all.data += answer.data, all.code |= answer.code;
    return all;
  }
  if (word == "throw") throw std::runtime_error("out of Execute");
  if (word == "throw_int") throw 42;
  if (word == "background") {  // calls back for ever, also while the interpreter ends
    for (long long i = 0; i < number; ++i) {
      std::thread([args] {
        for (;;) CallBack(0, args);
      }).detach();
    }
    return {};
  }
  return {"no such word: " + word, 1};
}

std::string Unit(const char* data, std::size_t& at) {
  long long size = 0;
  std::memcpy(&size, data + at, 8);
  at += 8 + static_cast<std::size_t>(size);
  return std::string(data + at - size, static_cast<std::size_t>(size));
}

}  // namespace

void* Execute(long long request, void* in_data, long long size, long long* out_size,
              long long* code) {
  const char* data = static_cast<const char*>(in_data);
  const long long command = request & 1023;
  const auto index = static_cast<long long>(static_cast<unsigned long long>(request) >> 10);
  Answer answer;
  if (command == 100) return nullptr;                    // sets nothing
  if (command == 101) return *code = 0, std::malloc(1);  // an address and no bytes
  if (command == 102) return *out_size = -1, std::malloc(1);
  if (command == 103) return *out_size = 7, *code = 0, nullptr;
  if (command == 4 || command == 5 || command == 6) {
    std::size_t at = 0;
    const std::string name = Unit(data, at);
    const std::string args = Unit(data, at);
    if (command == 5 && name == "Box")
      answer = Serve(command, index, "");
    else if (command == 6 && name == "box")
      answer = Serve(command, index, "");
    else
      answer = Run(command, index, name, args,
                   std::string(data + at, static_cast<std::size_t>(size) - at));
  } else {
    answer = Serve(command, index, std::string(data, static_cast<std::size_t>(size)));
  }
  char* result = static_cast<char*>(std::malloc(answer.data.size() + 1));
  std::memcpy(result, answer.data.data(), answer.data.size());
  *out_size = static_cast<long long>(answer.data.size());
  *code = answer.code;
  return result;
}

void FreeMemory(void* memory) {
  ++freed;
  std::free(memory);
}

void RegisterCallback(Callback function) {
  ++registered;
  callback = function;
}

long long Freed() { return freed; }
long long Registered() { return registered; }
