// SPDX-License-Identifier: Apache-2.0
// What the library exports beside the protocol's three functions.
#include <goray/detail/app.h>

#include <exception>
#include <string>
#include <string_view>

#include "abi/goray_interface.h"
#include "dispatch/declaration.h"
#include "ffi/host.h"

namespace {

const char* Describe(std::uint64_t* length) {
  *length = 0;
  try {
    static const auto* const json =
        new std::string(goray::dispatch::Declaration(goray::dispatch::GeneratedApp()));
    *length = json->size();
    return json->data();
  } catch (const std::exception&) {
    return nullptr;
  }
}

std::int32_t DeclareHost(const char* json, std::uint64_t length) {
  try {
    return goray::ffi::DeclareHost(std::string_view(json, length)) ? 0 : 1;
  } catch (const std::exception&) {
    return 1;
  }
}

}  // namespace

extern "C" __attribute__((visibility("default"))) const GorayInterfaceV1 GorayInterface = {
    goray::abi::kMajor, goray::abi::kMinor, sizeof(GorayInterfaceV1), &Describe, &DeclareHost};
