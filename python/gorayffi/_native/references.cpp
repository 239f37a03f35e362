// SPDX-License-Identifier: Apache-2.0
#include "references.h"

#include <string>
#include <utility>

#include "errors.h"
#include "library.h"
#include "pack.h"

namespace gorayffi {
namespace {

void AppendUint32(Buffer& out, std::uint32_t value) {
  char bytes[4];
  for (int i = 0; i < 4; ++i) bytes[i] = static_cast<char>(value >> 8 * i);
  out.Append(bytes, sizeof bytes);
}

/// The unit at the front of `rest`, which is moved past it.
bool TakeUnit(std::string_view& rest, std::string_view& unit) {
  if (rest.size() < 8) return false;
  std::uint64_t size = 0;
  for (int i = 7; i >= 0; --i) size = size << 8 | static_cast<unsigned char>(rest[i]);
  rest.remove_prefix(8);
  if (size > rest.size()) return false;
  unit = rest.substr(0, size);
  rest.remove_prefix(size);
  return true;
}

}  // namespace

ReferenceTable::ReferenceTable(nb::object is_reference)
    : is_reference_(std::move(is_reference)), reserves_ext_(true) {}

ReferenceTable::ReferenceTable(const Library& library)
    : is_reference_(library.is_reference()),
      refusing_(library.takes_references() ? nullptr : &library),
      reserves_ext_(library.takes_references()) {}

void ReferenceTable::StartPart() {
  ++part_;
  first_of_part_ = static_cast<std::uint32_t>(owners_.size());
}

bool ReferenceTable::Add(PyObject* value, std::uint32_t& index) {
  if (!is_reference_) return false;
  const nb::object answer = is_reference_(nb::handle(value));
  const int is_one = PyObject_IsTrue(answer.ptr());
  if (is_one < 0) nb::raise_python_error();
  if (is_one == 0) return false;
  if (refusing_ != nullptr) throw PackError{PyExc_TypeError, refusing_->WhyNoReferences(), ""};
  index = static_cast<std::uint32_t>(owners_.size()) - first_of_part_;
  if (!list_) list_ = nb::list();
  nb::borrow<nb::list>(list_).append(nb::handle(value));
  owners_.push_back(part_);
  return true;
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

void ReferenceTable::Export(const Library& library, Buffer& request) const {
  if (empty()) return;
  std::vector<std::uint32_t> counts(part_ + std::size_t{1});
  for (const std::uint32_t owner : owners_) ++counts[owner];
  const std::size_t size = 8 + 4 * counts.size() + kTableEntrySize * owners_.size();
  request.Reserve(8 + size);
  const nb::object exported = library.hooks().attr("export")(list_);
  if (!PyBytes_Check(exported.ptr()) || nb::len(exported) != kTableEntrySize * owners_.size()) {
    Raise(PyExc_ValueError, "ReferenceHooks.export() has to give " +
                                std::to_string(kTableEntrySize) + " bytes for each reference");
  }
  const char* entries = PyBytes_AS_STRING(exported.ptr());
  request.AppendInt64(size);
  request.AppendInt64(static_cast<std::uint64_t>(-1));
  for (const std::uint32_t count : counts) {
    AppendUint32(request, count);
    request.Append(entries, kTableEntrySize * count);
    entries += kTableEntrySize * count;
  }
}

bool SplitTable(std::string_view body, ValuesAndTable& parts) {
  return TakeUnit(body, parts.values) && TakeUnit(body, parts.entries) && body.empty() &&
         parts.entries.size() % kTableEntrySize == 0;
}

}  // namespace gorayffi
