// SPDX-License-Identifier: Apache-2.0
#include "conversion/references.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "abi/protocol.h"
#include "abi/translate_exceptions.h"
#include "base/errors.h"
#include "base/text.h"
#include "conversion/array_objects.h"
#include "conversion/pack.h"
#include "library/library.h"
#include "library/tables.h"
#include "wire/table.h"
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
    std::optional<KeptArrayMemory>& kept = *array++;
    if (!kept)
      RaiseProtocolError("a table of references has an array that the library does not know");
    values.append(ArrayIn(*kept));
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
    protocol::TranslateExceptions(
        [this] {
          for (const std::uint64_t id : ids_) ReleaseOwned(library_, id);
        },
        [] {});
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

ReferenceTable::ReferenceTable(nb::object is_reference, bool arrays, bool shared_arrays)
    : is_reference_(std::move(is_reference)),
      reserves_ext_(true),
      takes_arrays_(arrays),
      shares_arrays_(arrays && shared_arrays) {}

ReferenceTable::ReferenceTable(const Library& library)
    : is_reference_(library.is_reference()),
      refusing_(library.takes_references() ? nullptr : &library),
      reserves_ext_(library.takes_references()),
      takes_arrays_(library.takes_arrays()),
      shares_arrays_(library.shares_arrays()),
      takes_arrow_(library.takes_arrow()) {}

void ReferenceTable::StartPart() {
  ++part_;
  first_of_part_ = static_cast<std::uint32_t>(owners_.size());
}

/// The hook's TypeError is about a reference that the library cannot have: it gets a path to the value.
nb::object ReferenceTable::Asked(PyObject* value) const {
  try {
    return is_reference_(nb::handle(value));
  } catch (nb::python_error& error) {
    if (!nb::handle(reinterpret_cast<PyObject*>(Py_TYPE(error.value().ptr()))).is(PyExc_TypeError))
      throw;
    throw PackError{PyExc_TypeError, Utf8(error.value().attr("args")[0])};
  }
}

bool ReferenceTable::Add(PyObject* value, std::uint32_t& index) {
  if (!is_reference_) return false;
  const nb::object answer = Asked(value);
  const int is_one = PyObject_IsTrue(answer.ptr());
  if (is_one < 0) nb::raise_python_error();
  if (is_one == 0) return false;
  if (refusing_ != nullptr) throw PackError{PyExc_TypeError, refusing_->WhyNoReferences()};
  index = Append(value);
  return true;
}

std::uint32_t ReferenceTable::AddArray(PyObject* value) { return Append(value); }

std::uint32_t ReferenceTable::Append(PyObject* value) {
  const std::uint32_t index = static_cast<std::uint32_t>(owners_.size()) - first_of_part_;
  if (!list_) list_ = nb::list();
  nb::borrow<nb::list>(list_).append(nb::handle(value));
  owners_.push_back(part_);
  return index;
}

void ReferenceTable::AddAll(const nb::list& references) {
  if (nb::len(references) == 0) return;
  if (refusing_ != nullptr) Raise(PyExc_TypeError, refusing_->WhyNoReferences());
  if (!list_) list_ = nb::list();
  nb::borrow<nb::list>(list_).extend(references);
  owners_.resize(nb::len(list_), part_);
}

nb::list ReferenceTable::references() const {
  return list_ ? nb::borrow<nb::list>(list_) : nb::list();
}

void ReferenceTable::Export(const Library& library, wire::Buffer& request) {
  if (empty()) return;
  std::vector<std::uint32_t> counts(part_ + std::size_t{1});
  for (const std::uint32_t owner : owners_) ++counts[owner];
  const std::size_t entries_size = protocol::kTableEntrySize * owners_.size();
  const std::size_t size =
      sizeof protocol::kTablesPosition + sizeof(std::uint32_t) * counts.size() + entries_size;
  request.Reserve(wire::kUnitHeaderSize + size);
  const nb::bytes exported = ExportEntries(library, nb::borrow<nb::list>(list_));
  auto entries = std::as_bytes(std::span(ViewBytes(exported.ptr())));
  wire::AppendInt64(request, static_cast<std::int64_t>(size));
  wire::AppendInt64(request, protocol::kTablesPosition);
  for (const std::uint32_t count : counts) {
    const std::size_t part = protocol::kTableEntrySize * count;
    wire::AppendPartTable(request, entries.first(part));
    entries = entries.subspan(part);
  }
  owners_.clear();
  list_.reset();
}

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
  const auto entries = nb::steal<nb::bytes>(PyBytes_FromStringAndSize(nullptr, size));
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
  std::string_view rest = exported.is_valid() ? ViewBytes(exported.ptr()) : std::string_view();
  const std::vector<std::uint64_t> ids = lent.Take();
  auto id = ids.begin();
  auto* out = const_cast<char*>(ViewBytes(entries.ptr()).data());
  for (const nb::handle value : values) {
    if (IsSharedArray(value.ptr())) {
      *out = static_cast<char>(protocol::kArrayKind);
      wire::StoreInt64(reinterpret_cast<std::byte*>(out + 1), static_cast<std::int64_t>(*id++));
    } else {
      rest.copy(out, protocol::kTableEntrySize);
      rest.remove_prefix(protocol::kTableEntrySize);
    }
    out += protocol::kTableEntrySize;
  }
  return entries;
}

std::size_t CountSharedArrays(const nb::list& values) {
  std::size_t count = 0;
  for (const nb::handle value : values) count += IsSharedArray(value.ptr()) ? 1 : 0;
  return count;
}

}  // namespace gorayffi
