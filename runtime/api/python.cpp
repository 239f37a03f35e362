// SPDX-License-Identifier: Apache-2.0
#include <goray/python.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "abi/protocol.h"
#include "abi/translate_exceptions.h"
#include "ffi/host.h"

namespace goray {

PyLocalInstance::~PyLocalInstance() {
  // Nobody could do anything about it: the host is gone, and the object with it.
  abi::TranslateExceptions([this] { Close(); }, [] {});
}

void PyLocalInstance::Close() {
  if (!std::exchange(is_open_, false)) return;
  const nlohmann::json json = {{abi::kPyLocalActorIdKey, id_}};
  ffi::CallHost(abi::HostCommand::kCloseClassInstance, json.dump(), "Close()");
}

}  // namespace goray
