// SPDX-License-Identifier: Apache-2.0
#include "api/own_library.h"

#include <dlfcn.h>

namespace goray::api {

std::string OwnPath() {
  Dl_info info;
  const bool is_known = dladdr(reinterpret_cast<const void*>(&OwnPath), &info) != 0;
  return is_known && info.dli_fname != nullptr ? info.dli_fname : "";
}

}  // namespace goray::api
