// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/container/sequence.h>

#include <list>

namespace goray {

/// `std::list<T>` <-> `list`.
template <typename T>
struct Codec<std::list<T>> : wire::SequenceCodec<std::list<T>> {};

}  // namespace goray
