// SPDX-License-Identifier: Apache-2.0
// What this library holds of its own for somebody outside of C++, by an id: objects of classes that are not values, and
// arrays beside messages. Its owners are counted; ReleaseOpaque ends one. Thread-safe.
#pragma once

#include <goray/wire/opaque.h>
#include <goray/wire/reference.h>

#include <cstdint>

namespace goray::wire {

/// Whether references of this kind have ids of this library, and not the host's.
bool IsOwn(ReferenceKind kind);

/// An id, with one owner: the caller. Throws std::system_error if the system has no random numbers.
std::uint64_t AddOwn(Opaque held);
/// A reference that takes over one of the owners of `id`.
ReferencePtr AdoptOwn(ReferenceKind kind, std::uint64_t id);
/// One owner more if `keeps`. Nothing in it: there is no such thing.
Opaque FindOwn(std::uint64_t id, bool keeps);

}  // namespace goray::wire
