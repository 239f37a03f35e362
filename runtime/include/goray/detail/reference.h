// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/reference.h>
#include <goray/wire/writer.h>

#include <cstdint>

namespace goray::detail {

/// Takes over the host's id of something. When the last copy of the pointer goes, the host is told
/// that the id is no longer needed.
wire::ReferencePtr Adopt(wire::ReferenceKind kind, std::uint64_t id);

/// Throws ValueError if `reference` is null: "an ObjectRef that was default-constructed refers to
/// nothing".
const wire::Reference& NotEmpty(const wire::ReferencePtr& reference, wire::ReferenceKind kind);

/// Throws CodecError if `reference` is null.
void WriteReference(wire::Writer& writer, const wire::ReferencePtr& reference,
                    wire::ReferenceKind kind);

}  // namespace goray::detail
