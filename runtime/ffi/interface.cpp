// SPDX-License-Identifier: Apache-2.0
// What the library exports beside the protocol's three functions.
#include <goray/abi/goray_interface.h>
#include <goray/detail/app.h>

#include <string>
#include <string_view>

#include "abi/translate_exceptions.h"
#include "dispatch/call_table.h"
#include "dispatch/declaration.h"
#include "ffi/actors.h"
#include "ffi/host.h"

namespace {

const char* Describe(std::uint64_t* length) {
  *length = 0;
  const auto answer = [&]() -> const char* {
    static const auto* const json =
        new std::string(goray::dispatch::Declaration(goray::dispatch::GeneratedApp()));
    *length = json->size();
    return json->data();
  };
  return goray::abi::TranslateExceptions(answer, []() -> const char* { return nullptr; });
}

std::int32_t DeclareHost(const char* json, std::uint64_t length) {
  const auto answer = [&] {
    return goray::ffi::DeclareHost(std::string_view(json, length)) ? 0 : 1;
  };
  return goray::abi::TranslateExceptions(answer, [] { return 1; });
}

const GorayCallTable* CallTable() {
  const auto answer = []() -> const GorayCallTable* {
    static const auto* const table =
        new goray::dispatch::CallTable(goray::dispatch::GeneratedApp(), goray::ffi::Store());
    return &table->table();
  };
  return goray::abi::TranslateExceptions(answer, []() -> const GorayCallTable* { return nullptr; });
}

}  // namespace

// The name is the protocol's. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" __attribute__((visibility("default"))) const GorayInterfaceV1 GorayInterface = {
    goray::abi::kMajor, goray::abi::kMinor, sizeof(GorayInterfaceV1),
    &Describe,          &DeclareHost,       &CallTable};
