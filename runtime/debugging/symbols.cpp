// SPDX-License-Identifier: Apache-2.0
#include "debugging/symbols.h"

#include <cxxabi.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <ranges>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "debugging/debug_info.h"

namespace goray::debugging {
namespace {

// The lines of the user's calls that an address stands for, the innermost first.
using Lines = std::vector<std::string>;

std::string Offset(const Module& module, std::uintptr_t address) {
  char text[2 + 16 + 1];
  std::snprintf(text, sizeof text, "0x%zx", address - module.base);
  return std::string(module.FileName()) + "+" + text;
}

// The scope a mangled name begins with, as far as we ask.
bool IsIn(std::string_view symbol, std::initializer_list<std::string_view> scopes) {
  if (!symbol.starts_with("_Z")) return false;
  symbol.remove_prefix(std::min(symbol.size(), symbol.find_first_not_of("ZNK", 2)));
  return std::ranges::any_of(scopes,
                             [&](std::string_view scope) { return symbol.starts_with(scope); });
}

bool IsOfSystem(std::string_view module) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"libstdc++.", "libgcc_s.", "libc.", "libpthread.", "libc++", "libunwind.", "ld-linux",
       "libasan.", "libtsan.", "libubsan."});
  return std::ranges::any_of(kNames,
                             [&](std::string_view name) { return module.starts_with(name); });
}

// Not the standard library, the unwinder, goray, or what goray generated.
bool IsUsers(std::string_view symbol) {
  constexpr auto kPrefixes =
      std::to_array<std::string_view>({"__cxa_", "__gxx_", "__wrap_", "_Unwind_", "__asan_",
                                       "__tsan_", "__interceptor_", "___interceptor_"});
  if (symbol.find("__gthread_") != std::string_view::npos) return false;  // static in a header
  return !IsIn(symbol, {"St", "Sa", "Ss", "Si", "So", "Sd", "5goray", "15goray_generated"}) &&
         std::ranges::none_of(kPrefixes,
                              [&](std::string_view text) { return symbol.starts_with(text); });
}

std::string LineOf(const SourceFrame& frame, const Module& module, std::uintptr_t address) {
  // GCC puts parts of a function elsewhere: "...cold".
  const std::string name = Demangled(frame.symbol.substr(0, frame.symbol.find('.')));
  if (frame.file.empty()) return (name.empty() ? "" : name + " in ") + Offset(module, address);
  return "File \"" + frame.file + "\", line " + std::to_string(frame.line) + ", in " +
         (name.empty() ? "?" : name);
}

Lines Describe(std::uintptr_t address) {
  const Module& module = ModuleAt(address);
  if (IsOfSystem(module.FileName())) return {};
  const std::vector<SourceFrame> frames = SourceFramesAt(module, address);
  if (IsIn(frames.back().symbol,
           {"5goray3ffi", "5goray4wire", "5goray6detail", "5goray8dispatch", "5goray9debugging"}))
    return {};
  Lines lines;
  for (const SourceFrame& frame : frames) {
    if (IsUsers(frame.symbol)) lines.push_back(LineOf(frame, module, address));
  }
  return lines;
}

// References stay valid.
const Lines& LinesAt(std::uintptr_t address) {
  static auto* const mutex = new std::mutex();
  static auto* const known = new std::unordered_map<std::uintptr_t, Lines>();
  const std::lock_guard lock(*mutex);
  const auto [place, is_new] = known->try_emplace(address);
  if (is_new) place->second = Describe(address);
  return place->second;
}

}  // namespace

std::string Demangled(const std::string& symbol) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      ::abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status), &std::free);
  return name == nullptr ? symbol : name.get();
}

std::string StackText(const Stack& stack) {
  std::string text;
  const std::string* last = nullptr;
  int repeated = 0;
  const auto end_run = [&] {
    if (repeated > 0) text += "\n  [the line above " + std::to_string(repeated) + " more times]";
    repeated = 0;
  };
  for (const std::uintptr_t address : std::views::reverse(stack.frames())) {
    for (const std::string& line : std::views::reverse(LinesAt(address))) {
      if (last != nullptr && line == *last) {
        ++repeated;
        continue;
      }
      end_run();
      text += "\n  " + line;
      last = &line;
    }
  }
  end_run();
  return text;
}

}  // namespace goray::debugging
