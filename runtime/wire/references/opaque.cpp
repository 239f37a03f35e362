// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/error.h>
#include <goray/wire/opaque.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "abi/translate_exceptions.h"
#include "wire/references/own.h"
#include "wire/references/random_ids.h"

namespace goray::wire {
namespace {

struct Held {
  Opaque opaque;
  std::uint64_t owners = 0;
};

bool IsSame(const Opaque& a, const Opaque& b) {
  return a.object == b.object && a.type == b.type && a.is_const == b.is_const &&
         !a.object.owner_before(b.object) && !b.object.owner_before(a.object);
}

/// The objects that somebody outside of C++ may name. No destructor of a user's runs under its lock.
class Store {
 public:
  std::uint64_t Add(Opaque opaque) {
    const std::lock_guard lock(mutex_);
    const auto [first, last] = by_address_.equal_range(opaque.object.get());
    for (auto found = first; found != last; ++found) {
      Held& held = held_.at(found->second);
      if (!IsSame(held.opaque, opaque)) continue;
      ++held.owners;
      return found->second;
    }
    const std::uint64_t id = NewId();
    const auto entry = by_address_.emplace(opaque.object.get(), id);
    try {
      held_.emplace(id, Held{std::move(opaque), 1});
    } catch (...) {
      by_address_.erase(entry);
      throw;
    }
    return id;
  }

  /// An owner more if `keeps`. Nothing in it: there is no such object.
  Opaque Find(std::uint64_t id, bool keeps) {
    const std::lock_guard lock(mutex_);
    const auto found = held_.find(id);
    if (found == held_.end()) return {};
    if (keeps) ++found->second.owners;
    return found->second.opaque;
  }

  bool Release(std::uint64_t id) {
    Opaque last;  // destroyed when no lock is held
    const std::lock_guard lock(mutex_);
    const auto found = held_.find(id);
    if (found == held_.end()) return false;
    if (--found->second.owners > 0) return true;
    last = std::move(found->second.opaque);
    const auto [begin, end] = by_address_.equal_range(last.object.get());
    for (auto entry = begin; entry != end; ++entry) {
      if (entry->second != id) continue;
      by_address_.erase(entry);
      break;
    }
    held_.erase(found);
    return true;
  }

 private:
  std::uint64_t NewId() {
    std::uint64_t id = ids_.Next();
    while (held_.contains(id)) id = ids_.Next();
    return id;
  }

  std::mutex mutex_;
  std::unordered_map<std::uint64_t, Held> held_;
  std::unordered_multimap<const void*, std::uint64_t> by_address_;
  RandomIds ids_;
};

/// Never destroyed, because calls may run while the process ends.
Store& TheStore() {
  static auto* const store = new Store();
  return *store;
}

class Owner final : public Reference {
 public:
  using Reference::Reference;
  ~Owner() override {
    // What the class's own destructor throws has nowhere to go.
    abi::TranslateExceptions([this] { ReleaseOpaque(id()); }, [] {});
  }
};

}  // namespace

bool IsOwn(ReferenceKind kind) {
  return kind == ReferenceKind::kOpaque || kind == ReferenceKind::kArray;
}

std::uint64_t AddOwn(Opaque held) { return TheStore().Add(std::move(held)); }

Opaque FindOwn(std::uint64_t id, bool keeps) { return TheStore().Find(id, keeps); }

ReferencePtr HoldOpaque(Opaque opaque) { return AdoptOpaque(AddOwn(std::move(opaque))); }

ReferencePtr AdoptOpaque(std::uint64_t id) { return AdoptOwn(ReferenceKind::kOpaque, id); }

ReferencePtr AdoptOwn(ReferenceKind kind, std::uint64_t id) {
  try {
    return std::make_shared<const Owner>(kind, id);
  } catch (...) {
    ReleaseOpaque(id);
    throw;
  }
}

std::shared_ptr<const void> OpaqueOf(const Reference& reference, const OpaqueType& type,
                                     bool is_const) {
  Opaque found = TheStore().Find(reference.id(), false);
  const std::string name(ShortName(type));
  if (found.object == nullptr) {
    throw CodecError(
        Fault::kValue,
        "expected " + name + ", got an object that is gone, or was never in this process");
  }
  const auto base = std::ranges::find(found.type->bases, &type, &OpaqueBase::type);
  if (found.type != &type && base == found.type->bases.end()) {
    throw CodecError(Fault::kType,
                     "expected " + name + ", got " + std::string(ShortName(*found.type)));
  }
  if (found.is_const && !is_const) {
    throw CodecError(Fault::kType,
                     "expected " + name + ", got a const " + name +
                         ": C++ gave it as a std::shared_ptr of const, and takes it as "
                         "such alone");
  }
  if (found.type == &type) return std::move(found.object);
  const void* const converted = base->convert(found.object.get());
  return {std::move(found.object), converted};
}

std::optional<std::string_view> KeepOpaque(std::uint64_t id) {
  const Opaque found = TheStore().Find(id, true);
  if (found.object == nullptr) return std::nullopt;
  return found.type->name;
}

bool ReleaseOpaque(std::uint64_t id) { return TheStore().Release(id); }

}  // namespace goray::wire
