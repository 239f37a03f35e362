// SPDX-License-Identifier: Apache-2.0
// A process without Python that calls the library of tests/golden/calc on several threads at once, and ends with 0 if all
// answers were right: for ThreadSanitizer, which sees all of it then.
//
// Usage: host LIBRARY THREADS ROUNDS
#include <dlfcn.h>
#include <goray/abi/goray_interface.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr long long kCloseActor = 7;

GorayExecute execute;
GorayFreeMemory free_memory;
std::atomic<int> wrong = 0;

void Expect(bool right, const char* what) {
  if (!right && ++wrong < 10) std::fprintf(stderr, "%s: wrong\n", what);
}

const GorayCallable& Find(const GorayCallables& callables, std::string_view name) {
  const auto* at = reinterpret_cast<const char*>(callables.first);
  for (std::uint64_t i = 0; i < callables.count; ++i, at += callables.stride) {
    const auto& callable = *reinterpret_cast<const GorayCallable*>(at);
    if (callable.name == name) return callable;
  }
  std::fprintf(stderr, "the library has no %s\n", std::string(name).c_str());
  std::exit(2);
}

struct Result : GorayResult {
  std::string text;
};

std::int32_t Take(GorayResult* base) {
  auto& result = *static_cast<Result*>(base);
  result.text.assign(static_cast<const char*>(result.value.data), result.value.size);
  return 0;
}

std::int32_t Call(const GorayCallable& callable, std::uint64_t actor,
                  const std::vector<GoraySlot>& slots, Result& result) {
  result.kind = 'n';
  result.owner = nullptr;
  result.take = Take;
  const auto code = callable.call(&callable, actor, slots.data(), slots.size(), &result);
  if (code != 0) free_memory(const_cast<void*>(result.value.data));
  return code;
}

GoraySlot Number(std::int64_t number) {
  GoraySlot slot{};
  slot.i = number;
  return slot;
}

GoraySlot Text(std::string_view text) {
  GoraySlot slot{};
  slot.data = text.data();
  slot.size = text.size();
  return slot;
}

void Close(std::uint64_t actor) {
  long long size = 0, code = 1;
  free_memory(
      execute(kCloseActor | static_cast<long long>(actor << 10U), nullptr, 0, &size, &code));
  Expect(code == 0, "close");
}

void CallAll(const GorayCallTable& table, int rounds) {
  const GorayCallable& hello = Find(table.tasks, "Hello");
  const GorayCallable& divide = Find(table.tasks, "Divide");
  const GorayCallable& make = Find(table.factories, "NewCounter");
  const GorayCallable& increase = Find(table.methods[0], "Incr");
  for (int i = 0; i < rounds; ++i) {
    Result result;
    Expect(Call(hello, 0, {Text("you")}, result) == 0 && result.text == "Hello you", "Hello");
    Expect(Call(divide, 0, {Number(7), Number(2)}, result) == 0 && result.kind == 'v', "Divide");
    Expect(Call(hello, 0, {}, result) != 0, "Hello without an argument");
    Expect(Call(make, 0, {Number(i)}, result) == 0, "NewCounter");
    const std::uint64_t actor = result.value.u;
    Expect(Call(increase, actor, {Number(2)}, result) == 0 && result.value.i == i + 2, "Incr");
    Close(actor);
    Expect(Call(increase, actor, {}, result) != 0, "Incr after close");
  }
}

template <typename T>
T Exported(void* library, const char* name) {
  void* const found = dlsym(library, name);
  if (found == nullptr) {
    std::fprintf(stderr, "%s\n", dlerror());
    std::exit(2);
  }
  return reinterpret_cast<T>(found);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  void* const library = dlopen(argv[1], RTLD_NOW);
  if (library == nullptr) {
    std::fprintf(stderr, "%s\n", dlerror());
    return 2;
  }
  execute = Exported<GorayExecute>(library, "Execute");
  free_memory = Exported<GorayFreeMemory>(library, "FreeMemory");
  const auto* const interface =
      Exported<const GorayInterfaceV1*>(library, goray::abi::kInterfaceSymbol);
  const int count = std::atoi(argv[2]), rounds = std::atoi(argv[3]);
  std::atomic<int> waiting = count;
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&] {
      --waiting;
      while (waiting > 0) std::this_thread::yield();
      CallAll(*interface->call_table(), rounds);  // which is made at the first time
    });
  }
  for (std::thread& thread : threads) thread.join();
  return wrong == 0 ? 0 : 1;
}
