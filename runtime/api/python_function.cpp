// SPDX-License-Identifier: Apache-2.0
#include <goray/detail/python_function.h>
#include <goray/error.h>

#include <string>

#include "abi/protocol.h"
#include "api/call_message.h"
#include "ffi/host.h"

namespace goray::detail {
namespace {

constexpr const char* kCallback = "callback";

}  // namespace

Value CallPythonFunction(const wire::Reference& function, const wire::Writer& arguments,
                         bool ignores_result) {
  const std::string options = std::string("{\"") + abi::kArgPosToObjectOptionKey + "\":{},\"" +
                              abi::kPyLocalActorIdKey + "\":" + std::to_string(function.id()) +
                              ",\"" + abi::kTaskNameOptionKey + R"(":"__call__",")" +
                              abi::kIgnoresResultOptionKey +
                              (ignores_result ? "\":true}" : "\":false}");
  const wire::Buffer message = api::CallMessage(arguments, options, kCallback);
  return ffi::CallHost(abi::HostCommand::kLocalMethodCall, message.bytes(), kCallback);
}

void FailCallback(const wire::CodecError& error, std::size_t argument) {
  wire::Rethrow(error, "callback: " + (argument == 0 ? std::string("its result: ")
                                                     : "argument " + std::to_string(argument - 1) +
                                                           " (from 0): "));
}

void FailFunctionOfCpp() {
  throw wire::CodecError(
      wire::Fault::kType,
      "a function of C++ cannot be sent, only one that Python gave as an argument; send the name "
      "of a task, or let Python make the call");
}

}  // namespace goray::detail
