// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/error.h>
#include <goray/wire/shared_array.h>

#include <utility>

#include "wire/references/own.h"

namespace goray::wire {
namespace {

/// Arrays stand beside the objects of C++, of which each has a class.
constexpr OpaqueType kArrayType{"goray::NdArray"};

Opaque AsOpaque(SharedArray array) {
  return {std::make_shared<const SharedArray>(std::move(array)), &kArrayType, true};
}

}  // namespace

ReferencePtr HoldArray(SharedArray array) {
  return AdoptOwn(ReferenceKind::kArray, AddOwn(AsOpaque(std::move(array))));
}

std::uint64_t LendArray(SharedArray array) { return AddOwn(AsOpaque(std::move(array))); }

std::shared_ptr<const SharedArray> FindArray(std::uint64_t id) {
  Opaque found = FindOwn(id, /*keeps=*/false);
  if (found.type != &kArrayType) return nullptr;
  return std::static_pointer_cast<const SharedArray>(std::move(found.object));
}

std::shared_ptr<const SharedArray> ArrayOf(const Reference& reference) {
  auto array = FindArray(reference.id());
  if (array == nullptr) {
    throw CodecError(Fault::kValue,
                     "expected an array, got one that is gone, or was never in this process");
  }
  return array;
}

std::shared_ptr<const SharedArray> TrySharedArray(Reader& reader) {
  if (!reader.ExtIsNext() || !reader.IsReference()) return nullptr;
  Reader next = reader;
  const ReferencePtr reference = next.ReadReference();
  if (reference->kind() != ReferenceKind::kArray) return nullptr;
  auto array = ArrayOf(*reference);
  reader = next;
  return array;
}

}  // namespace goray::wire
