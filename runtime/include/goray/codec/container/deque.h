// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/container/sequence.h>

#include <deque>

namespace goray {

/// `std::deque<T>` <-> `list`.
template <typename T>
struct Codec<std::deque<T>> : wire::SequenceCodec<std::deque<T>> {};

}  // namespace goray
