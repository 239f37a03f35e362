// SPDX-License-Identifier: Apache-2.0
#include "wire/references/random_ids.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace goray::wire {

std::uint64_t RandomIds::Next() {
  for (;;) {
    if (used_ == random_.size()) {
      if (getentropy(random_.data(), sizeof random_) != 0)
        throw std::system_error(errno, std::generic_category(), "getentropy");
      used_ = 0;
    }
    const std::uint64_t id = std::exchange(random_[used_++], 0) >> 11;
    if (id != 0) return id;
  }
}

}  // namespace goray::wire
