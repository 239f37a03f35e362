// SPDX-License-Identifier: Apache-2.0
// References to objects and handles of actors inside values. The bytes of a message hold only an
// index, as an ext value of code 80; what the indexes mean travels beside the bytes, in a table,
// because Ray has to see a reference to keep its object alive. Without a table an ext value of that
// code is an application's own. See docs/reference/protocol.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace goray::wire {

/// What a reference means; the numbers are those of the message.
enum class ReferenceKind : std::uint8_t { kObjectRef = 0, kActorHandle = 1 };

/// "an ObjectRef", "an actor handle".
const char* NameOf(ReferenceKind kind);

/// Something of the host's that this library holds by an id. The ffi stage derives from it: its
/// destructor tells the host that the id is no longer needed.
class Reference {
 public:
  Reference(ReferenceKind kind, std::uint64_t id) : kind_(kind), id_(id) {}
  virtual ~Reference() = default;
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;
  ReferenceKind kind() const { return kind_; }
  std::uint64_t id() const { return id_; }

 private:
  ReferenceKind kind_;
  std::uint64_t id_;
};

/// Copies mean the same reference, which is released with the last of them, on any thread.
using ReferencePtr = std::shared_ptr<const Reference>;
/// A table: what the indexes in a message mean.
using References = std::vector<ReferencePtr>;

/// A message from the host and its table, which the library owns. `values` is a view.
struct Message {
  std::span<const std::byte> values;
  References references;
};

/// What only the ffi stage can do, because it knows the host.
struct ReferenceHooks {
  /// Whether the host declared the feature `references`.
  bool (*host_takes_references)();
  bool (*host_takes_arrays)();
  /// Takes over an id that the host gave away.
  ReferencePtr (*adopt)(ReferenceKind kind, std::uint64_t id);
  /// Asks the host for ids of the same things that are the host's own. Throws Error if the host did
  /// not declare the feature.
  std::vector<std::uint64_t> (*export_ids)(const References& references);
};
/// `hooks` lives as long as the process; null: there is no host.
void SetReferenceHooks(const ReferenceHooks* hooks);

/// Who reads a message.
enum class Peer {
  kUndeclared,  ///< Ext values of code 80 are an application's own, or there is nobody to ask.
  kDeclared,    ///< It declared `references`, so the code is reserved.
};
/// What the host of this process is.
Peer HostPeer();
/// Whether it declared `arrays`: it knows them in messages, and as results.
bool HostTakesArrays();

}  // namespace goray::wire
