// SPDX-License-Identifier: Apache-2.0
#include <goray/detail/instance.h>
#include <goray/error.h>

#include "debugging/exception_type.h"

namespace goray::dispatch {

void FailInstanceWithinItself(const std::type_info& type) {
  const std::string& name = debugging::TypeOf(type).name;
  throw Error("the constructor of " + name + " led to a call of one of " + name +
              "'s own functions, which need the object that is being made");
}

}  // namespace goray::dispatch
