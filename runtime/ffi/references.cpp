// SPDX-License-Identifier: Apache-2.0
// What this library holds of the host's: references to objects and handles of actors.
#include "ffi/references.h"

#include <goray/detail/reference.h>
#include <goray/error.h>

#include <string>

#include "abi/translate_exceptions.h"
#include "ffi/host.h"
#include "wire/table.h"
#include "wire/units.h"

namespace goray::ffi {
namespace {

using wire::Reference;
using wire::ReferenceKind;
using wire::ReferencePtr;

void Release(const Reference& reference) {
  if (reference.kind() == ReferenceKind::kCallable) return CloseInstance(reference.id());
  const bool is_object = reference.kind() == ReferenceKind::kObjectRef;
  if (!is_object && !HostTakesReferences()) return;  // the handle lives as long as the process
  wire::Buffer id;
  wire::AppendInt64(id, static_cast<std::int64_t>(reference.id()));
  CallHost(is_object ? abi::HostCommand::kReleaseObject : abi::HostCommand::kReleaseActor,
           id.bytes(), "release");
}

class OwnedReference final : public Reference {
 public:
  using Reference::Reference;
  ~OwnedReference() override {
    // Nobody could do anything about it: the host is gone, and what it kept for us with it.
    abi::TranslateExceptions([this] { Release(*this); }, [] {});
  }
};

std::vector<std::uint64_t> ExportIds(const wire::References& references) {
  RequireHostWithReferences("the result");
  const wire::Buffer table = wire::LentTable(references);
  const Value answer = CallHost(abi::HostCommand::kKeep, table.bytes(), "keep");
  std::span<const std::byte> bytes = answer.bytes();
  if (bytes.size() != 8 * references.size())
    throw Error("keep: Python answered with " + std::to_string(bytes.size()) + " bytes, not with " +
                std::to_string(references.size()) + " ids");
  std::vector<std::uint64_t> ids;
  while (!bytes.empty()) ids.push_back(static_cast<std::uint64_t>(wire::TakeInt64(bytes)));
  return ids;
}

}  // namespace

const wire::ReferenceHooks kReferenceHooks{.host_takes_references = &HostTakesReferences,
                                           .host_takes_arrays = &HostTakesArrays,
                                           .host_takes_arrow = &HostTakesArrow,
                                           .host_takes_opaque = &HostTakesOpaque,
                                           .host_takes_streams = &HostTakesStreams,
                                           .host_shares_arrays = &HostSharesArrays,
                                           .adopt = &detail::Adopt,
                                           .export_ids = &ExportIds};

void RequireHostWithReferences(std::string_view what) {
  if (HostTakesReferences()) return;
  const char* const host =
      HostIsOlder() ? "which the Python that runs this library, an older goray-cpp, passes in "
                      "another way; upgrade the Python package goray-cpp to this library's version"
                    : "which the Python that runs this library does not know (published goray); "
                      "pass the ObjectRef as an argument of its own, or run the library with "
                      "goray-cpp's Python package";
  throw Error(std::string(what) + ": holds an ObjectRef or an actor handle inside a value, " +
              host);
}

}  // namespace goray::ffi

namespace goray::detail {

using wire::Reference;
using wire::ReferenceKind;
using wire::ReferencePtr;

ReferencePtr Adopt(ReferenceKind kind, std::uint64_t id) {
  return std::make_shared<const ffi::OwnedReference>(kind, id);
}

const Reference& NotEmpty(const ReferencePtr& reference, ReferenceKind kind) {
  if (reference != nullptr) return *reference;
  throw ValueError(std::string(wire::NameOf(kind)) +
                   " that was default-constructed refers to nothing");
}

void WriteReference(wire::Writer& writer, const ReferencePtr& reference, ReferenceKind kind) {
  if (reference == nullptr) {
    throw wire::CodecError(wire::Fault::kValue, std::string(wire::NameOf(kind)) +
                                                    " that was default-constructed refers to "
                                                    "nothing");
  }
  writer.WriteReference(reference);
}

}  // namespace goray::detail
