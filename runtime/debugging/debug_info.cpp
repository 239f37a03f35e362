// SPDX-License-Identifier: Apache-2.0
#include "debugging/debug_info.h"

#include <dlfcn.h>
#include <link.h>

#include <map>
#include <mutex>
#include <utility>

#ifdef GORAY_LIBBACKTRACE
// <backtrace.h> lies where only GCC looks.
// NOLINTBEGIN(readability-identifier-naming): libbacktrace's names
extern "C" {
struct backtrace_state;
using BacktraceError = void (*)(void* data, const char* message, int error);
backtrace_state* backtrace_create_state(const char* file, int threaded, BacktraceError on_error,
                                        void* data);
int backtrace_pcinfo(backtrace_state* state, std::uintptr_t address,
                     int (*on_place)(void* data, std::uintptr_t address, const char* file, int line,
                                     const char* symbol),
                     BacktraceError on_error, void* data);
int backtrace_syminfo(backtrace_state* state, std::uintptr_t address,
                      void (*on_symbol)(void* data, std::uintptr_t address, const char* symbol,
                                        std::uintptr_t value, std::uintptr_t size),
                      BacktraceError on_error, void* data);
}
// NOLINTEND(readability-identifier-naming)
#endif

extern "C" {
using ModuleVisitor = int (*)(dl_phdr_info* info, std::size_t size, void* data);
// See the end of this file.
int __real_dl_iterate_phdr(ModuleVisitor visit, void* data);  // NOLINT
}

namespace goray::debugging {
namespace {

struct ModuleSearch {
  std::uintptr_t address;
  Module found;
};

int FindModule(dl_phdr_info* info, std::size_t, void* data) {
  auto& search = *static_cast<ModuleSearch*>(data);
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& segment = info->dlpi_phdr[i];
    const std::uintptr_t start = info->dlpi_addr + segment.p_vaddr;
    if (segment.p_type != PT_LOAD || search.address < start ||
        search.address >= start + segment.p_memsz)
      continue;
    const bool is_program = info->dlpi_name == nullptr || *info->dlpi_name == '\0';
    search.found = {info->dlpi_addr, is_program ? "/proc/self/exe" : info->dlpi_name};
    return 1;
  }
  return 0;
}

}  // namespace

const Module& ModuleAt(std::uintptr_t address) {
  ModuleSearch search{address, {}};
  __real_dl_iterate_phdr(&FindModule, &search);
  static auto* const mutex = new std::mutex();
  static auto* const modules = new std::map<std::pair<std::uintptr_t, std::string>, Module>();
  const std::lock_guard lock(*mutex);
  const std::pair key(search.found.base, search.found.path);
  return modules->try_emplace(key, std::move(search.found)).first->second;
}

#ifdef GORAY_LIBBACKTRACE
namespace {

void IgnoreError(void*, const char*, int) {}  // what is not found stays empty

int AddFrame(void* data, std::uintptr_t, const char* file, int line, const char* symbol) {
  if (file != nullptr || symbol != nullptr) {
    static_cast<std::vector<SourceFrame>*>(data)->push_back(
        {symbol == nullptr ? "" : symbol, file == nullptr ? "" : file, line});
  }
  return 0;
}

void SetSymbol(void* data, std::uintptr_t, const char* symbol, std::uintptr_t, std::uintptr_t) {
  if (symbol != nullptr) *static_cast<std::string*>(data) = symbol;
}

// The only module that libbacktrace is to see now.
thread_local const Module* only_module = nullptr;

// Reading all modules of a Python process takes a third of a second.
backtrace_state* StateOf(const Module& module) {
  static auto* const states = new std::map<const Module*, backtrace_state*>();
  const auto [place, is_new] = states->try_emplace(&module, nullptr);
  if (is_new)
    place->second =
        backtrace_create_state(module.path.c_str(), /*threaded=*/1, &IgnoreError, nullptr);
  return place->second;
}

}  // namespace

std::vector<SourceFrame> SourceFramesAt(const Module& module, std::uintptr_t address) {
  std::vector<SourceFrame> frames;
  std::string symbol;
  if (!module.path.empty()) {
    only_module = &module;
    backtrace_state* const state = StateOf(module);
    backtrace_pcinfo(state, address, &AddFrame, &IgnoreError, &frames);
    backtrace_syminfo(state, address, &SetSymbol, &IgnoreError, &symbol);
    only_module = nullptr;
  }
  if (frames.empty()) frames.emplace_back();
  if (!symbol.empty())
    frames.back().symbol = symbol;  // debug information may lack what the symbol has
  return frames;
}
#else
std::vector<SourceFrame> SourceFramesAt(const Module&, std::uintptr_t address) {
  Dl_info info{};
  SourceFrame frame;
  if (dladdr(reinterpret_cast<void*>(address), &info) != 0 && info.dli_sname != nullptr)
    frame.symbol = info.dli_sname;
  return {frame};
}
#endif

}  // namespace goray::debugging

extern "C" {
// The linker gives this library's calls to it (`--wrap`): libbacktrace has no other way to be told
// which modules to read.
[[gnu::used, gnu::visibility("hidden")]] int __wrap_dl_iterate_phdr(ModuleVisitor visit,  // NOLINT
                                                                    void* data) {
#ifdef GORAY_LIBBACKTRACE
  struct Filter {
    ModuleVisitor visit;
    void* data;
  };
  if (goray::debugging::only_module != nullptr) {
    Filter filter{visit, data};
    return __real_dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t size, void* opaque) {
          const auto& [inner, inner_data] = *static_cast<Filter*>(opaque);
          if (info->dlpi_addr != goray::debugging::only_module->base) return 0;
          return inner(info, size, inner_data);
        },
        &filter);
  }
#endif
  return __real_dl_iterate_phdr(visit, data);
}
}
