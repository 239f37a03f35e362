// SPDX-License-Identifier: Apache-2.0
#include "generator/model/json.h"

// nlohmann::json keeps the keys of an object sorted, which is what makes the output stable.
namespace goray::model {
namespace {

using nlohmann::json;

constexpr int kSchema = 1;

template <typename Node>
json ListOf(const std::vector<Node>& nodes, json (*convert)(const Node&)) {
  json list = json::array();
  for (const Node& node : nodes) list.push_back(convert(node));
  return list;
}

json Of(const Location& location) {
  return {{"file", location.file}, {"line", location.line}, {"column", location.column}};
}

std::string_view KindName(Kind kind) {
  switch (kind) {
    case Kind::kActor:
      return "actor";
    case Kind::kAny:
      return "any";
    case Kind::kArgs:
      return "args";
    case Kind::kBool:
      return "bool";
    case Kind::kBytes:
      return "bytes";
    case Kind::kComplex:
      return "complex";
    case Kind::kDuration:
      return "duration";
    case Kind::kEnum:
      return "enum";
    case Kind::kFloat:
      return "float";
    case Kind::kFunction:
      return "function";
    case Kind::kInt:
      return "int";
    case Kind::kJson:
      return "json";
    case Kind::kList:
      return "list";
    case Kind::kMap:
      return "map";
    case Kind::kNdArray:
      return "ndarray";
    case Kind::kNil:
      return "nil";
    case Kind::kOpaque:
      return "opaque";
    case Kind::kOptional:
      return "optional";
    case Kind::kPath:
      return "path";
    case Kind::kRecordBatch:
      return "record_batch";
    case Kind::kRef:
      return "ref";
    case Kind::kSet:
      return "set";
    case Kind::kSharedPtr:
      return "shared_ptr";
    case Kind::kStream:
      return "stream";
    case Kind::kString:
      return "string";
    case Kind::kStruct:
      return "struct";
    case Kind::kTable:
      return "table";
    case Kind::kTimePoint:
      return "time_point";
    case Kind::kTuple:
      return "tuple";
    case Kind::kUniquePtr:
      return "unique_ptr";
    case Kind::kVariant:
      return "variant";
    case Kind::kVoid:
      return "void";
  }
  throw std::logic_error("goray::model::Kind out of range");
}

json Of(const Type& type) {
  json node = {{"kind", KindName(type.kind)}, {"cpp", type.cpp}};
  if (type.user_codec) node["user_codec"] = true;
  if (!type.python.empty()) node["python"] = type.python;
  switch (type.kind) {
    case Kind::kInt:
      node["signed"] = type.is_signed;
      node["bits"] = type.bits;
      break;
    case Kind::kComplex:
    case Kind::kFloat:
      node["bits"] = type.bits;
      break;
    case Kind::kBytes:
    case Kind::kString:
      node["view"] = type.view;
      break;
    case Kind::kOpaque:
      if (type.reference) node["reference"] = true;
      [[fallthrough]];
    case Kind::kActor:
    case Kind::kEnum:
    case Kind::kStruct:
      node["name"] = type.name;
      break;
    case Kind::kNdArray:
      node["rank"] = type.rank;
      node["writable"] = type.writable;
      node["element"] = Of(type.elements.at(0));
      break;
    case Kind::kList:
      node["view"] = type.view;
      [[fallthrough]];
    case Kind::kOptional:
    case Kind::kRef:
    case Kind::kSet:
    case Kind::kSharedPtr:
    case Kind::kStream:
    case Kind::kUniquePtr:
      node["element"] = Of(type.elements.at(0));
      break;
    case Kind::kMap:
      node["key"] = Of(type.elements.at(0));
      node["element"] = Of(type.elements.at(1));
      break;
    case Kind::kFunction:
    case Kind::kTuple:
    case Kind::kVariant:
      node["elements"] = ListOf<Type>(type.elements, Of);
      break;
    case Kind::kAny:
    case Kind::kArgs:
    case Kind::kBool:
    case Kind::kDuration:
    case Kind::kJson:
    case Kind::kNil:
    case Kind::kPath:
    case Kind::kRecordBatch:
    case Kind::kTable:
    case Kind::kTimePoint:
    case Kind::kVoid:
      break;
  }
  return node;
}

json Of(const std::optional<Default>& value) {
  if (!value) return nullptr;
  return {{"cpp", value->cpp},
          {"has_value", value->value.has_value()},
          {"value", value->value.value_or(nullptr)}};
}

json Of(const Parameter& parameter) {
  return {{"name", parameter.name},
          {"type", Of(parameter.type)},
          {"default", Of(parameter.default_value)}};
}

json Of(const Callable& callable) {
  json node = {{"name", callable.name},
               {"cpp_name", callable.cpp_name},
               {"cpp_class", callable.cpp_class},
               {"static", callable.is_static},
               {"const", callable.is_const},
               {"hold_gil", callable.hold_gil},
               {"parameters", ListOf<Parameter>(callable.parameters, Of)},
               {"result", Of(callable.result)},
               {"doc", callable.doc},
               {"deprecated", callable.deprecated ? json(*callable.deprecated) : json()},
               {"location", Of(callable.location)}};
  if (!callable.call.empty()) node["call"] = callable.call;
  if (!callable.result_of.empty()) node["result_of"] = callable.result_of;
  if (callable.is_coroutine) node["coroutine"] = true;
  if (!callable.pointer.empty()) node["pointer"] = callable.pointer;
  if (!callable.options.empty()) node["options"] = callable.options;
  if (!callable.cpp_namespace.empty()) node["cpp_namespace"] = callable.cpp_namespace;
  return node;
}

json Of(const Actor& actor) {
  const char* ownership = actor.ownership == Ownership::kValue       ? "value"
                          : actor.ownership == Ownership::kUniquePtr ? "unique_ptr"
                                                                     : "shared_ptr";
  return {
      {"factory", Of(actor.factory)}, {"class_name", actor.class_name}, {"ownership", ownership}};
}

json Of(const Class& node) {
  return {{"name", node.name},
          {"doc", node.doc},
          {"methods", ListOf<Callable>(node.methods, Of)},
          {"location", Of(node.location)}};
}

json Of(const Field& field) {
  return {{"name", field.name},
          {"type", Of(field.type)},
          {"default", Of(field.default_value)},
          {"doc", field.doc}};
}

json Of(const Struct& node) {
  json written = {{"name", node.name},
                  {"doc", node.doc},
                  {"fields", ListOf<Field>(node.fields, Of)},
                  {"location", Of(node.location)}};
  if (!node.fields_of.empty()) written["fields_of"] = node.fields_of;
  return written;
}

json Of(const Enumerator& enumerator) {
  return {{"name", enumerator.name}, {"value", enumerator.value}, {"doc", enumerator.doc}};
}

json Of(const Enum& node) {
  return {{"name", node.name},
          {"doc", node.doc},
          {"flags", node.is_flags},
          {"underlying", Of(node.underlying)},
          {"enumerators", ListOf<Enumerator>(node.enumerators, Of)},
          {"location", Of(node.location)}};
}

json Of(const Opaque& node) {
  json tree = {
      {"name", node.name}, {"cpp", node.cpp}, {"doc", node.doc}, {"location", Of(node.location)}};
  if (!node.bases.empty()) tree["bases"] = node.bases;
  return tree;
}

json OnlyOf(const std::vector<Function>& functions) {
  if (functions.empty()) return nullptr;
  return {{"cpp", functions.front().cpp}, {"location", Of(functions.front().location)}};
}

json Of(const File& file) {
  return {{"path", file.path}, {"kind", file.kind == FileKind::kHeader ? "header" : "source"}};
}

}  // namespace

json ToTree(const Interface& interface, const std::string& generator) {
  json tree = {{"schema", kSchema},
               {"generator", generator},
               {"package", interface.package},
               {"files", ListOf<File>(interface.files, Of)},
               {"tasks", ListOf<Callable>(interface.tasks, Of)},
               {"tasks_doc", interface.tasks_doc},
               {"actors", ListOf<Actor>(interface.actors, Of)},
               {"actors_doc", interface.actors_doc},
               {"classes", ListOf<Class>(interface.classes, Of)},
               {"structs", ListOf<Struct>(interface.structs, Of)},
               {"enums", ListOf<Enum>(interface.enums, Of)},
               {"driver", OnlyOf(interface.drivers)},
               {"options", OnlyOf(interface.options)}};
  if (!interface.opaques.empty()) tree["opaques"] = ListOf<Opaque>(interface.opaques, Of);
  return tree;
}

std::string ToJson(const Interface& interface, const std::string& generator) {
  return ToTree(interface, generator).dump(2) + "\n";
}

}  // namespace goray::model
