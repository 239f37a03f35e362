// SPDX-License-Identifier: Apache-2.0
#include <goray/codec/struct.h>

#include <string>
#include <vector>

#include "wire/suggest.h"
#include "wire/text.h"

namespace goray::wire {
namespace {

// Messages mostly have the fields in order, so the search starts where the last one ended.
std::size_t Find(std::span<const FieldEntry> fields, std::string_view name, std::size_t start) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::size_t at = (start + i) % fields.size();
    if (fields[at].name == name) return at;
  }
  return fields.size();
}

[[noreturn]] void Unknown(std::span<const FieldEntry> fields, std::string_view type,
                          std::string_view name) {
  std::vector<std::string_view> names;
  for (const FieldEntry& field : fields) names.push_back(field.name);
  throw CodecError(Fault::kType, std::string(type) + " has no field '" + Shown(name) + "'" +
                                     DidYouMean(name, names));
}

}  // namespace

void ReadFields(Reader& reader, std::span<const FieldEntry> fields, std::string_view type,
                void* object) {
  if (reader.Peek() == Kind::kArray) {
    throw CodecError(Fault::kType, "expected dict, got list; of a NamedTuple pass its _asdict()");
  }
  const std::size_t count = reader.ReadMap();
  const Nesting nesting(reader);
  std::vector<bool> seen(fields.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view name = reader.ReadString();
    const std::size_t at = Find(fields, name, next);
    if (at == fields.size()) Unknown(fields, type, name);
    try {
      if (seen[at]) throw CodecError(Fault::kValue, "the field occurs twice");
      fields[at].read(reader, object);
    } catch (CodecError& error) {
      error.AddField(name);
      throw;
    }
    seen[at] = true;
    next = at + 1;
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!seen[i] && fields[i].required) {
      throw CodecError(Fault::kType, "field '" + std::string(fields[i].name) + "' of " +
                                         std::string(type) + " is missing");
    }
  }
}

void WriteFields(Writer& writer, std::span<const FieldEntry> fields, const void* object) {
  writer.WriteMap(fields.size());
  const NestedWrite nesting(writer);
  for (const FieldEntry& field : fields) {
    writer.WriteString(field.name);
    try {
      field.write(writer, object);
    } catch (CodecError& error) {
      error.AddField(field.name);
      throw;
    }
  }
}

}  // namespace goray::wire
