// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <span>

namespace gorayffi {

namespace nb = nanobind;

/// All values of a message, one after another, as a list; empty for no bytes. Needs the GIL.
///
/// array -> list (inside a map's key: tuple), bin -> bytes, ext -1 -> gorayffi.Timestamp, other ext
/// -> gorayffi.ExtType, an index into `references`, a list or None, -> that item (without items an
/// ext 80 is an application's own). Of equal keys in a map the last counts. Throws
/// `wire::CodecError`, whose text says what is wrong and at what byte; also for more than
/// `limits::kDepth` levels and for a map used as a key. Memory stays within a constant factor of the
/// message's size, whatever the headers claim.
nb::list UnpackAll(std::span<const std::byte> message, nb::handle references);

/// What a result means: no value -> None, one -> the value, several -> a list of them.
nb::object UnpackResult(std::span<const std::byte> message, nb::handle references);

}  // namespace gorayffi
