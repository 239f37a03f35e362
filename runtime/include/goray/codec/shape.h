// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/resolve.h>

#include <array>

namespace goray {

/// What `T` is on the wire, for the choice among types; goray/detail/shape.h has it for all types. A class that has a
/// `Codec` of your own is what it crosses as, and takes every value if that is not known.
template <typename T>
const wire::Shape& ShapeOf();

namespace wire {

template <typename... Ts>
inline constexpr std::array<GetShape, sizeof...(Ts)> kShapesOf{&ShapeOf<Ts>...};

}  // namespace wire
}  // namespace goray
