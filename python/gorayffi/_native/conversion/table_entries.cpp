// SPDX-License-Identifier: Apache-2.0
#include "conversion/table_entries.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "abi/protocol.h"
#include "base/errors.h"
#include "base/text.h"
#include "conversion/array_objects.h"
#include "library/answered_references.h"
#include "library/shared_arrays.h"
#include "wire/units.h"

namespace gorayffi {

namespace protocol = goray::abi;

namespace {

/// Calls a hook that gives a list with an item for each entry.
nb::list AskHook(const Library& library, const char* name, std::span<const std::byte> entries) {
  nb::object values = library.hooks().attr(name)(nb::bytes(entries.data(), entries.size()));
  if (!PyList_Check(values.ptr()) ||
      protocol::kTableEntrySize * nb::len(values) != entries.size()) {
    Raise(PyExc_TypeError, std::string("ReferenceHooks.") + name +
                               "() must return a list with an item for each entry");
  }
  return nb::borrow<nb::list>(values);
}

using Kept = std::vector<std::optional<KeptArrayMemory>>;

Kept KeepAll(const Library& library, const std::vector<std::uint64_t>& ids) {
  Kept arrays;
  arrays.reserve(ids.size());
  for (const std::uint64_t id : ids) arrays.push_back(KeepArray(library, id));
  return arrays;
}

/// The values of both in the entries' order.
nb::list Merged(const SplitEntries& entries, Kept arrays, const nb::list& others) {
  nb::list values;
  auto array = arrays.begin();
  std::size_t other = 0;
  for (const bool is_array : entries.is_array) {
    if (!is_array) {
      values.append(others[other++]);
      continue;
    }
    if (!*array)
      RaiseProtocolError("a table of references has an array that the library does not know");
    values.append(ArrayIn(**array++));
  }
  return values;
}

/// Ids that the library has lent arrays under: it gives them up again, unless they went into a table.
class LentIds {
 public:
  explicit LentIds(const Library& library) : library_(library) {}
  LentIds(const LentIds&) = delete;
  LentIds& operator=(const LentIds&) = delete;
  ~LentIds() {
    for (const std::uint64_t id : ids_) ReleaseOwned(library_, id);
  }

  void Lend(PyObject* value) {
    ids_.reserve(ids_.size() + 1);
    LentArray lent(value);
    const std::optional<std::uint64_t> id = LendArray(library_, lent.held());
    if (!id) RaiseProtocolError("the library does not take an array: " + library_.path());
    lent.GiveAway();
    ids_.push_back(*id);
  }
  std::vector<std::uint64_t> Take() { return std::exchange(ids_, {}); }

 private:
  const Library& library_;
  std::vector<std::uint64_t> ids_;
};

}  // namespace

nb::list AdoptEntries(const Library& library, std::span<const std::byte> entries) {
  const SplitEntries split(entries);
  Kept arrays = KeepAll(library, split.arrays);
  for (const std::uint64_t id : split.arrays) ReleaseOwned(library, id);
  const nb::list others =
      split.others.size() == 0 ? nb::list() : AskHook(library, "adopt", split.others.bytes());
  return Merged(split, std::move(arrays), others);
}

nb::list BorrowEntries(const Library& library, std::span<const std::byte> entries) {
  const SplitEntries split(entries);
  const nb::list others =
      split.others.size() == 0 ? nb::list() : AskHook(library, "borrow", split.others.bytes());
  return Merged(split, KeepAll(library, split.arrays), others);
}

nb::bytes ExportEntries(const Library& library, const nb::list& values) {
  LentIds lent(library);
  nb::list others;
  for (const nb::handle value : values) {
    if (IsSharedArray(value.ptr())) {
      lent.Lend(value.ptr());
    } else {
      others.append(value);
    }
  }
  // The memory is taken before the hooks export, so that nothing fails afterwards.
  const auto size = static_cast<Py_ssize_t>(protocol::kTableEntrySize * nb::len(values));
  const nb::bytes entries = nb::steal<nb::bytes>(PyBytes_FromStringAndSize(nullptr, size));
  if (!entries.is_valid()) nb::raise_python_error();
  nb::object exported;
  if (nb::len(others) > 0) {
    exported = library.hooks().attr("export")(others);
    if (!PyBytes_Check(exported.ptr()) ||
        nb::len(exported) != protocol::kTableEntrySize * nb::len(others)) {
      Raise(PyExc_ValueError, "ReferenceHooks.export() must return " +
                                  std::to_string(protocol::kTableEntrySize) +
                                  " bytes for each reference");
    }
  }
  const char* other = exported.is_valid() ? ViewBytes(exported.ptr()).data() : nullptr;
  const std::vector<std::uint64_t> ids = lent.Take();
  auto id = ids.begin();
  auto* out = reinterpret_cast<std::byte*>(PyBytes_AS_STRING(entries.ptr()));
  for (const nb::handle value : values) {
    if (IsSharedArray(value.ptr())) {
      *out = std::byte{protocol::kArrayKind};
      wire::StoreInt64(out + 1, static_cast<std::int64_t>(*id++));
    } else {
      std::memcpy(out, other, protocol::kTableEntrySize);
      other += protocol::kTableEntrySize;
    }
    out += protocol::kTableEntrySize;
  }
  return entries;
}

bool HasSharedArray(const nb::list& values) {
  return std::any_of(values.begin(), values.end(),
                     [](nb::handle value) { return IsSharedArray(value.ptr()); });
}

}  // namespace gorayffi
