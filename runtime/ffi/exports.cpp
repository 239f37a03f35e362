// SPDX-License-Identifier: Apache-2.0
// The three functions every GoRay library exports; their contract is abi/goray_interface.h.
#include <goray/abi/goray_interface.h>
#include <goray/detail/app.h>

#include <cstdlib>
#include <type_traits>

#include "abi/translate_exceptions.h"
#include "debugging/crash.h"
#include "dispatch/execute.h"
#include "dispatch/flush_stdio.h"
#include "ffi/actors.h"
#include "ffi/host.h"

namespace {

using goray::dispatch::Code;
using goray::dispatch::Response;

// When the library is loaded.
[[maybe_unused]] const bool kHasCrashReports = goray::debugging::InstallCrashReports();

}  // namespace

#define GORAY_EXPORT extern "C" __attribute__((visibility("default")))

GORAY_EXPORT void* Execute(long long request, void* in_data, long long data_len, long long* out_len,
                           long long* ret_code) {
  *out_len = 0;
  *ret_code = static_cast<long long>(Code::kFailed);
  const auto answer = [&]() -> void* {
    const bool is_possible = data_len >= 0 && (in_data != nullptr || data_len == 0);
    Response response =
        is_possible
            ? Execute(goray::dispatch::GeneratedApp(), goray::ffi::Store(),
                      static_cast<std::uint64_t>(request),
                      {static_cast<const std::byte*>(in_data), static_cast<std::size_t>(data_len)})
            : goray::dispatch::TextResponse(
                  Code::kFailed,
                  "Execute() needs data_len bytes of in_data; data_len may not be negative");
    goray::dispatch::FlushStdio();
    *out_len = static_cast<long long>(response.data.size());
    *ret_code = static_cast<long long>(response.code);
    return response.data.Release();
  };
  return goray::abi::TranslateExceptions(
      answer, []() -> void* { return nullptr; });  // a failure without text
}

GORAY_EXPORT void FreeMemory(void* ptr) { std::free(ptr); }

GORAY_EXPORT void RegisterCallback(GorayCallback callback) { goray::ffi::SetHost(callback); }

static_assert(std::is_same_v<decltype(&Execute), GorayExecute>);
static_assert(std::is_same_v<decltype(&FreeMemory), GorayFreeMemory>);
static_assert(std::is_same_v<decltype(&RegisterCallback), GorayRegisterCallback>);
