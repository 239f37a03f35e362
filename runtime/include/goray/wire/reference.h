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
#include <string_view>
#include <vector>

namespace goray::wire {

/// What a reference means; the numbers are those of the message.
enum class ReferenceKind : std::uint8_t {
  kObjectRef = 0,
  kActorHandle = 1,
  kOpaque = 2,
  kArray = 3,
  kCallable = 4,
};

/// "an ObjectRef", "an actor handle", "an object of C++", "an array", "a callable".
const char* NameOf(ReferenceKind kind);

/// Something that this library holds by an id: the host's, or of `kOpaque` and `kArray` its own. The ffi stage and
/// opaque.cpp derive from it: the destructor says that the id is no longer needed.
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
  bool (*host_takes_arrow)();
  bool (*host_takes_opaque)();
  bool (*host_takes_streams)();
  bool (*host_shares_arrays)();
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
/// The same of `shared_arrays`: it knows large arrays beside messages.
bool HostSharesArrays();
/// The same of `arrow`, and tables.
bool HostTakesArrow();
/// The same of `streams`.
bool HostTakesStreams();
/// Throws Error if one of `references` is an object of this library's, which the host does not know. `what` names the call.
void RequireHostFor(const References& references, std::string_view what);

}  // namespace goray::wire
