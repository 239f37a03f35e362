// SPDX-License-Identifier: Apache-2.0
#include "conversion/references.h"

#include <string>
#include <utility>

#include "abi/protocol.h"
#include "base/errors.h"
#include "base/text.h"
#include "conversion/pack.h"
#include "conversion/table_entries.h"
#include "library/library.h"
#include "wire/table.h"
#include "wire/units.h"

namespace gorayffi {

namespace protocol = goray::abi;

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

}  // namespace gorayffi
