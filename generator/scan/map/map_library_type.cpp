// SPDX-License-Identifier: Apache-2.0
// Classes of std and goray -> Type. The C++ spelling is composed from that of the elements, so that
// no basic_string<char, char_traits<char>, ...> reaches generated code; hence only default
// allocators, orders and hashes.
#include <clang/AST/DeclTemplate.h>

#include "generator/model/distinguishable.h"
#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::QualType;
using model::Kind;
using model::Type;
namespace catalogue = model::catalogue;

using Arguments = llvm::ArrayRef<clang::TemplateArgument>;

/// The same with types as they are written, where that is known: "Eigen::MatrixXd", and not what it stands for.
llvm::SmallVector<clang::TemplateArgument> WrittenArguments(QualType type,
                                                            const clang::CXXRecordDecl& record) {
  const Arguments meant = ArgumentsOf(record);
  llvm::SmallVector<clang::TemplateArgument> arguments(meant.begin(), meant.end());
  const auto* written = type->getAs<clang::TemplateSpecializationType>();
  while (written != nullptr && written->isTypeAlias())
    written = written->getAliasedType()->getAs<clang::TemplateSpecializationType>();
  if (written == nullptr) return arguments;
  for (std::size_t i = 0; i < arguments.size() && i < written->template_arguments().size(); ++i) {
    const clang::TemplateArgument& argument = written->template_arguments()[i];
    const bool is_type = argument.getKind() == clang::TemplateArgument::Type &&
                         arguments[i].getKind() == clang::TemplateArgument::Type;
    if (is_type && argument.getAsType().getCanonicalType() == arguments[i].getAsType())
      arguments[i] = argument;
  }
  return arguments;
}

bool IsByte(QualType type) {
  if (const clang::TagDecl* tag = type->getAsTagDecl()) {
    return tag->isInStdNamespace() && tag->getName() == "byte";
  }
  return type->isSpecificBuiltinType(clang::BuiltinType::UChar);
}

std::string ByteName(QualType type) {
  return type->isEnumeralType() ? "std::byte" : "unsigned char";
}

using Result = std::optional<Type>;

Result View(MappingContext& context, QualType type, Type mapped, const TypePath& path) {
  mapped.view = true;
  if (path.position == TypePosition::kParameter || path.position == TypePosition::kLastParameter)
    return mapped;
  Reject(context, catalogue::kDanglingView, type, path);
  return std::nullopt;
}

/// A view as a parameter, an owner as a result; in a field one cannot tell.
Result MapBytes(MappingContext& context, QualType type, const TypePath& path) {
  Type mapped{.kind = Kind::kBytes, .cpp = "::goray::Bytes"};
  return path.position == TypePosition::kResult ? mapped : View(context, type, mapped, path);
}

/// A class template of one value: `prefix` + "<" + its spelling + ">".
Result OfOne(MappingContext& context, Kind kind, const std::string& prefix, QualType type,
             QualType value, const TypePath& path) {
  const Result element = MapValue(context, value, path.Into(Spelling(context.ast, type)));
  if (!element) return std::nullopt;
  return Type{.kind = kind, .cpp = prefix + "<" + element->cpp + ">", .elements = {*element}};
}

Result MapVector(MappingContext& context, QualType type, QualType value, const TypePath& path) {
  if (IsByte(value)) {
    return Type{.kind = Kind::kBytes, .cpp = "std::vector<" + ByteName(value) + ">"};
  }
  return OfOne(context, Kind::kList, "std::vector", type, value, path);
}

Result MapArray(MappingContext& context, QualType type, Arguments arguments, const TypePath& path) {
  const QualType value = arguments[0].getAsType();
  const std::string size = std::to_string(arguments[1].getAsIntegral().getZExtValue());
  Result mapped = OfOne(context, Kind::kList, "std::array", type, value, path);
  if (mapped) mapped->cpp = "std::array<" + mapped->elements[0].cpp + ", " + size + ">";
  return mapped;
}

bool IsMonostate(QualType type) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  return record != nullptr && record->isInStdNamespace() && record->getName() == "monostate";
}

/// Tuples, pairs and variants: class templates of any number of values.
Result MapTuple(MappingContext& context, const std::string& prefix, QualType type,
                Arguments arguments, const TypePath& path) {
  const bool is_variant = prefix == "std::variant";
  Type mapped{.kind = is_variant ? Kind::kVariant : Kind::kTuple};
  bool complete = true;
  for (const clang::TemplateArgument& argument : arguments) {
    const Result element =
        is_variant && IsMonostate(argument.getAsType())
            ? Type{.kind = Kind::kNil, .cpp = "std::monostate"}
            : MapValue(context, argument.getAsType(), path.Into(Spelling(context.ast, type)));
    complete = complete && element.has_value();
    if (!element) continue;
    mapped.cpp += (mapped.elements.empty() ? "" : ", ") + element->cpp;
    mapped.elements.push_back(*element);
  }
  if (!complete) return std::nullopt;
  mapped.cpp = prefix + "<" + mapped.cpp + ">";
  return mapped;
}

Result MapOwner(MappingContext& context, Kind kind, const std::string& prefix, QualType type,
                QualType value, const TypePath& path) {
  if (path.position == TypePosition::kField) {
    return OfOne(context, kind, prefix, type, value, path);
  }
  Reject(context, catalogue::kOwnerOutsideField, type, path);
  return std::nullopt;
}

/// Whether an optional of `type` would have two meanings for None.
bool IsNilTwice(const Type& type) {
  const bool may_be_nil = type.kind == Kind::kOptional || type.kind == Kind::kVariant;
  return type.kind == Kind::kJson || (may_be_nil && model::TakesNil(type));
}

Result MapOptional(MappingContext& context, QualType type, QualType value, const TypePath& path) {
  Result mapped = OfOne(context, Kind::kOptional, "std::optional", type, value, path);
  if (!mapped || !IsNilTwice(mapped->elements[0])) return mapped;
  Reject(context, catalogue::kNilTwice, type, path);
  return std::nullopt;
}

/// `goray::ObjectRef<>` refers to any value, `goray::ObjectRef<void>` to none.
Result MapRef(MappingContext& context, QualType type, QualType value, const TypePath& path) {
  if (value->isVoidType()) {
    return Type{
        .kind = Kind::kRef, .cpp = "::goray::ObjectRef<void>", .elements = {{.cpp = "void"}}};
  }
  const clang::CXXRecordDecl* record = value->getAsCXXRecordDecl();
  if (record != nullptr && record->getQualifiedNameAsString() == "goray::Untyped") {
    const Type any{.kind = Kind::kAny, .cpp = "::goray::Any"};
    return Type{.kind = Kind::kRef, .cpp = "::goray::ObjectRef<>", .elements = {any}};
  }
  TypePath inner = path;
  inner.position = TypePosition::kField;  // what it refers to outlives the call
  return OfOne(context, Kind::kRef, "::goray::ObjectRef", type, value, inner);
}

/// What a task or a method returns.
Result MapStream(MappingContext& context, QualType type, QualType item, const TypePath& path) {
  if (path.position != TypePosition::kResult || path.steps.size() > 1) {
    Reject(context, catalogue::kMisplacedStream, type, path);
    return std::nullopt;
  }
  if (item->isVoidType() || item->isReferenceType() || item.hasQualifiers()) {
    Reject(context, catalogue::kStreamOfNoValue, item, path.Into(Spelling(context.ast, type)));
    return std::nullopt;
  }
  return OfOne(context, Kind::kStream, "::goray::Generator", type, item, path);
}

Type MapHandle(QualType of) {
  const clang::CXXRecordDecl* record = of->getAsCXXRecordDecl();
  if (record == nullptr) return {.kind = Kind::kActor, .cpp = "::goray::ActorHandle<>"};
  return {.kind = Kind::kActor,
          .cpp = "::goray::ActorHandle<" + RootedName(*record) + ">",
          .name = QualifiedName(*record)};
}

bool IsComplex(QualType type) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  return record != nullptr && record->isInStdNamespace() && record->getName() == "complex";
}

/// Of `float` and `double`; the standard leaves the others unspecified.
Result MapComplex(MappingContext& context, QualType type, QualType value, const TypePath& path) {
  Result mapped = OfOne(context, Kind::kComplex, "std::complex", type, value, path);
  if (!mapped) return mapped;
  if (mapped->elements[0].kind != Kind::kFloat) {
    Reject(context, catalogue::kUnsupportedLibraryType, type, path);
    return std::nullopt;
  }
  return Type{.kind = Kind::kComplex, .cpp = mapped->cpp, .bits = mapped->elements[0].bits};
}

/// What std::chrono calls `type`, such as "seconds"; empty if it has no name for it.
std::string ChronoName(const clang::ASTContext& ast, const clang::CXXRecordDecl& record,
                       QualType type) {
  for (const char* name : {"nanoseconds", "microseconds", "milliseconds", "seconds", "minutes",
                           "hours", "days", "weeks", "months", "years"}) {
    const auto found = record.getDeclContext()->getRedeclContext()->lookup(&ast.Idents.get(name));
    for (const clang::NamedDecl* decl : found) {
      const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(decl);
      if (alias != nullptr && ast.hasSameType(alias->getUnderlyingType(), type)) return name;
    }
  }
  return "";
}

/// Of any number, in units of nanoseconds or more.
Result MapDuration(MappingContext& context, QualType type, const TypePath& path) {
  const clang::CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  const Arguments arguments = ArgumentsOf(record);
  const Arguments ratio = ArgumentsOf(*arguments[1].getAsType()->getAsCXXRecordDecl());
  const Result count =
      MapValue(context, arguments[0].getAsType(), path.Into(Spelling(context.ast, type)));
  if (!count) return std::nullopt;
  const bool is_number = count->kind == Kind::kInt || count->kind == Kind::kFloat;
  if (!is_number || ratio[1].getAsIntegral().getSExtValue() > 1'000'000'000) {
    Reject(context, catalogue::kUnsupportedLibraryType, type, path);
    return std::nullopt;
  }
  const std::string name = ChronoName(context.ast, record, type);
  const auto part = [&ratio](int index) {
    return std::to_string(ratio[index].getAsIntegral().getSExtValue());
  };
  const std::string generic =
      "duration<" + count->cpp + ", std::ratio<" + part(0) + ", " + part(1) + ">>";
  return Type{.kind = Kind::kDuration, .cpp = "std::chrono::" + (name.empty() ? generic : name)};
}

/// Of the system's clock; what other clocks say means nothing elsewhere.
Result MapTimePoint(MappingContext& context, QualType type, Arguments arguments,
                    const TypePath& path) {
  const clang::CXXRecordDecl* clock = arguments[0].getAsType()->getAsCXXRecordDecl();
  if (clock == nullptr || clock->getQualifiedNameAsString() != "std::chrono::system_clock") {
    Reject(context, catalogue::kUnsupportedLibraryType, type, path);
    return std::nullopt;
  }
  const Result duration = MapDuration(context, arguments[1].getAsType(), path);
  if (!duration) return std::nullopt;
  return Type{.kind = Kind::kTimePoint, .cpp = "std::chrono::sys_time<" + duration->cpp + ">"};
}

/// Of the two that nlohmann's library has names for.
Result MapJson(MappingContext& context, const clang::CXXRecordDecl& record, QualType type,
               const TypePath& path) {
  for (const char* name : {"json", "ordered_json"}) {
    const auto* library = record.getDeclContext()->getRedeclContext();
    for (const clang::NamedDecl* decl : library->lookup(&context.ast.Idents.get(name))) {
      const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(decl);
      if (alias != nullptr && context.ast.hasSameType(alias->getUnderlyingType(), type))
        return Type{.kind = Kind::kJson, .cpp = std::string("::nlohmann::") + name};
    }
  }
  Reject(context, catalogue::kUnsupportedLibraryType, type, path);
  return std::nullopt;
}

/// `prefix` is all of the C++ spelling before the items' type, `suffix` all behind it.
Result MapItems(MappingContext& context, QualType type, QualType item, const std::string& prefix,
                const std::string& suffix, const TypePath& path) {
  const Result element =
      MapValue(context, item.getUnqualifiedType(), path.Into(Spelling(context.ast, type)));
  if (!element) return std::nullopt;
  if (!IsArrayItem(*element)) {
    Reject(context, catalogue::kUnsupportedLibraryType, type, path);
    return std::nullopt;
  }
  const std::string constant = item.isConstQualified() ? "const " : "";
  return Type{.kind = Kind::kNdArray,
              .cpp = prefix + "<" + constant + element->cpp + suffix + ">",
              .rank = 1,
              .writable = !item.isConstQualified(),
              .elements = {*element}};
}

Result MapNdArray(MappingContext& context, QualType type, Arguments arguments,
                  const TypePath& path) {
  const std::string rank = std::to_string(arguments[1].getAsIntegral().getZExtValue());
  Result mapped =
      MapItems(context, type, arguments[0].getAsType(), "::goray::NdArray", ", " + rank, path);
  if (mapped) mapped->rank = std::stoi(rank);
  return mapped;
}

/// A view of any length of bytes, or of numbers. What is inside of another value is read from a
/// message, in which numbers do not stand side by side.
Result MapSpan(MappingContext& context, QualType type, Arguments arguments, const TypePath& path) {
  const QualType item = arguments[0].getAsType().getUnqualifiedType();
  const bool is_view =
      arguments[0].getAsType().isConstQualified() && arguments[1].getAsIntegral().isAllOnes();
  if (is_view && IsByte(item)) {
    const std::string cpp = "std::span<const " + ByteName(item) + ">";
    return View(context, type, {.kind = Kind::kBytes, .cpp = cpp}, path);
  }
  const bool is_inside = path.steps.size() > 1;
  TypePath place = path;
  if (is_inside) place.position = TypePosition::kField;
  if (arguments[1].getAsIntegral().isAllOnes() && !is_view && item->isBuiltinType()) {
    const Result mapped = MapItems(context, type, arguments[0].getAsType(), "std::span", "", place);
    return mapped ? View(context, type, *mapped, place) : mapped;
  }
  const bool is_number = item->isBuiltinType() && !item->isBooleanType();
  if (is_view && (is_number || IsComplex(item))) {
    const Result mapped = OfOne(context, Kind::kList, "std::span", type, item, place);
    if (!mapped) return std::nullopt;
    Type list = *mapped;
    list.cpp = "std::span<const " + list.elements[0].cpp + ">";
    return View(context, type, list, place);
  }
  const bool is_parameter =
      path.position == TypePosition::kParameter || path.position == TypePosition::kLastParameter;
  if (is_view && !is_inside && is_parameter && !item->isBooleanType()) {
    return OfOne(context, Kind::kList, "std::vector", type, item, path);  // C++ gets a view of it
  }
  Reject(context, catalogue::kUnsupportedLibraryType, type, path);
  return std::nullopt;
}

/// A parameter of its own that is a view, which only reads.
Result MapHeld(MappingContext& context, QualType type, QualType value, const TypePath& path) {
  const bool is_parameter =
      path.position == TypePosition::kParameter || path.position == TypePosition::kLastParameter;
  Result mapped = is_parameter && path.steps.size() == 1 ? MapValue(context, value, path) : Type{};
  if (!mapped) return std::nullopt;
  const bool is_view = mapped->view || llvm::StringRef(mapped->cpp).starts_with("::goray::NdArray");
  const bool is_kept =
      mapped->kind == Kind::kNdArray || mapped->kind == Kind::kList || mapped->kind == Kind::kBytes;
  if (!is_view || !is_kept || mapped->writable) {
    Reject(context, catalogue::kNotHeld, type, path);
    return std::nullopt;
  }
  mapped->cpp = "::goray::Held<" + mapped->cpp + ">";
  mapped->view = false;
  return mapped;
}

}  // namespace

bool IsStdInstance(const clang::TemplateArgument& argument, llvm::StringRef name, QualType first) {
  if (argument.getKind() != clang::TemplateArgument::Type) return false;
  const clang::CXXRecordDecl* record = argument.getAsType()->getAsCXXRecordDecl();
  if (record == nullptr || !record->isInStdNamespace() || record->getName() != name) return false;
  const Arguments arguments = ArgumentsOf(*record);
  return !arguments.empty() &&
         arguments[0].getAsType().getCanonicalType() == first.getCanonicalType();
}

Result MapLibraryType(MappingContext& context, QualType type, const TypePath& path) {
  const clang::CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  const llvm::StringRef name = record.getName();
  const auto written = WrittenArguments(type, record);
  const Arguments arguments = written;
  if (record.getQualifiedNameAsString() == "std::filesystem::path") {
    return Type{.kind = Kind::kPath, .cpp = "std::filesystem::path"};
  }
  if (record.getQualifiedNameAsString() == "std::chrono::duration") {
    return MapDuration(context, type, path);
  }
  if (record.getQualifiedNameAsString() == "std::chrono::time_point") {
    return MapTimePoint(context, type, arguments, path);
  }
  if (!record.isInStdNamespace()) {
    if (name == "basic_json") return MapJson(context, record, type, path);
    if (name == "NdArray") return MapNdArray(context, type, arguments, path);
    if (name == "Any") return Type{.kind = Kind::kAny, .cpp = "::goray::Any"};
    if (name == "RecordBatch")
      return Type{.kind = Kind::kRecordBatch, .cpp = "::goray::RecordBatch"};
    if (name == "Table") return Type{.kind = Kind::kTable, .cpp = "::goray::Table"};
    if (name == "Bytes") return MapBytes(context, type, path);
    if (name == "Async") {
      Reject(context, catalogue::kMisplacedCoroutine, type, path);
      return std::nullopt;
    }
    if (name == "Generator") return MapStream(context, type, arguments[0].getAsType(), path);
    if (name == "Held") return MapHeld(context, type, arguments[0].getAsType(), path);
    if (name == "ObjectRef") return MapRef(context, type, arguments[0].getAsType(), path);
    if (name == "ActorHandle") return MapHandle(arguments[0].getAsType());
  } else if (name == "any") {
    Reject(context, catalogue::kStdAny, type, path);
    return std::nullopt;
  } else if (name == "function") {
    return MapFunction(context, type, path);
  } else if ((name == "tuple" || name == "variant") && !arguments.empty()) {
    return MapTuple(context, "std::" + name.str(), type, arguments[0].getPackAsArray(), path);
  } else if (!arguments.empty() && arguments[0].getKind() == clang::TemplateArgument::Type) {
    const QualType first = arguments[0].getAsType();
    const bool text = first->isSpecificBuiltinType(clang::BuiltinType::Char_S) ||
                      first->isSpecificBuiltinType(clang::BuiltinType::Char_U);
    if (name == "basic_string" && text && IsStdInstance(arguments[1], "char_traits", first) &&
        IsStdInstance(arguments[2], "allocator", first)) {
      return Type{.kind = Kind::kString, .cpp = "std::string"};
    }
    if (name == "basic_string_view" && text && IsStdInstance(arguments[1], "char_traits", first)) {
      return View(context, type, {.kind = Kind::kString, .cpp = "std::string_view"}, path);
    }
    if (name == "span") return MapSpan(context, type, arguments, path);
    if (name == "vector" && IsStdInstance(arguments[1], "allocator", first)) {
      return MapVector(context, type, first, path);
    }
    if ((name == "deque" || name == "list") && IsStdInstance(arguments[1], "allocator", first)) {
      return OfOne(context, Kind::kList, "std::" + name.str(), type, first, path);
    }
    if (name == "array") return MapArray(context, type, arguments, path);
    if (const Found found = MapKeyed(context, type, arguments, path); found.is_found)
      return found.type;
    if (name == "complex") return MapComplex(context, type, first, path);
    if (name == "optional") return MapOptional(context, type, first, path);
    if (name == "pair") return MapTuple(context, "std::pair", type, arguments, path);
    if (name == "unique_ptr" && path.position == TypePosition::kResult && path.steps.size() == 1 &&
        IsOpaque(context, first)) {
      return MapOpaque(context, first, path);
    }
    if (name == "unique_ptr" && IsStdInstance(arguments[1], "default_delete", first)) {
      return MapOwner(context, Kind::kUniquePtr, "std::unique_ptr", type, first, path);
    }
    if (name == "shared_ptr") {
      if (IsOpaque(context, first)) return MapOpaque(context, first, path);
      return MapOwner(context, Kind::kSharedPtr, "std::shared_ptr", type, first, path);
    }
  }
  if (const Found found = MapUserCodec(context, type, path); found.is_found) return found.type;
  if (const Found found = MapFields(context, type, path); found.is_found) return found.type;
  Reject(context, catalogue::kUnsupportedLibraryType, type, path);
  return std::nullopt;
}

}  // namespace goray::scan
