// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/error.h>

#include <stdexcept>

namespace goray::wire {

/// What `make` makes of a value that was read. What a user's code throws of that value is an error of
/// the argument, so that it names the argument and where in it the value stands.
template <typename Make>
auto MadeByUser(const Make& make) {
  try {
    return make();
  } catch (const std::logic_error& error) {
    throw CodecError(Fault::kValue, error.what());
  } catch (const std::runtime_error& error) {
    throw CodecError(Fault::kValue, error.what());
  }
}

}  // namespace goray::wire
