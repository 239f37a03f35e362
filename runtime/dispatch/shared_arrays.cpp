// SPDX-License-Identifier: Apache-2.0
#include "dispatch/shared_arrays.h"

#include <goray/abi/goray_interface.h>
#include <goray/detail/array_slot.h>
#include <goray/wire/limits.h>
#include <goray/wire/shared_array.h>

#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "abi/translate_exceptions.h"
#include "wire/units.h"

namespace goray::dispatch {
namespace {

using Owner = std::shared_ptr<const wire::SharedArray>;

/// What the host lends, from when `owner` is set.
struct Lent {
  explicit Lent(void (*function)(void*)) : release(function) {}
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  ~Lent() {
    if (owner != nullptr) abi::TranslateExceptions([this] { release(owner); }, [] {});
  }

  void* owner = nullptr;
  void (*release)(void*);
};

bool IsPossible(const GorayHeldArray& held) {
  return held.owner != nullptr && held.release != nullptr && held.array.shape != nullptr &&
         held.array.strides != nullptr && held.array.rank <= limits::kDimensions;
}

}  // namespace

Response KeepArray(std::uint64_t id) {
  auto owner = std::make_unique<Owner>(wire::FindArray(id));
  if (*owner == nullptr) {
    return TextResponse(Code::kFailed, "there is no array " + std::to_string(id) +
                                           " in this process: it was released, or was never here");
  }
  const GorayHeldArray held{DescriptionOf(**owner), owner.get(),
                            [](void* kept) { delete static_cast<Owner*>(kept); }};
  Response response;
  response.data.Append(&held, sizeof held);
  static_cast<void>(owner.release());  // the host's now
  return response;
}

Response LendArray(std::span<const std::byte> data) {
  GorayHeldArray held{};
  if (data.size() == sizeof held) std::memcpy(&held, data.data(), sizeof held);
  if (!IsPossible(held))
    return TextResponse(Code::kFailed, "an array is lent by a GorayHeldArray with an owner");
  const GorayArray& array = held.array;
  wire::SharedArray shared;
  shared.dtype.assign(array.dtype, strnlen(array.dtype, sizeof array.dtype));
  shared.shape.assign(array.shape, array.shape + array.rank);
  shared.strides.assign(array.strides, array.strides + array.rank);
  shared.data = array.data;
  shared.is_writable = (array.flags & GORAY_WRITABLE) != 0;
  Response response;
  response.data.Reserve(sizeof(std::uint64_t));
  const auto lent = std::make_shared<Lent>(held.release);
  shared.owner = lent;
  const std::uint64_t id = wire::LendArray(std::move(shared));
  lent->owner = held.owner;  // only now, as nothing fails any more
  wire::AppendInt64(response.data, static_cast<std::int64_t>(id));
  return response;
}

}  // namespace goray::dispatch
