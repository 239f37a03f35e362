// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

/// The interface of an app: all nodes. Each is an object of `interface.schema.json`, with the same
/// member names. Plain values; a copy is deep. Nothing here knows Clang, Python or templates.
namespace goray::model {

/// Where a declaration stands; line and column count from 1, the column in bytes. While an app is
/// scanned `file` is absolute, in a finished interface relative to the scanned root.
struct Location {
  std::string file = {};
  int line = 0;
  int column = 0;
  auto operator<=>(const Location&) const = default;
};

enum class Kind {
  kActor,
  kAny,
  kArgs,
  kBool,
  kBytes,
  kComplex,
  kDuration,
  kEnum,
  kFloat,
  kFunction,
  kInt,
  kJson,
  kList,
  kMap,
  kNdArray,
  kNil,
  kOpaque,
  kOptional,
  kPath,
  kRecordBatch,
  kRef,
  kSet,
  kSharedPtr,
  kStream,
  kString,
  kStruct,
  kTable,
  kTimePoint,
  kTuple,
  kUniquePtr,
  kVariant,
  kVoid,
};

/// What a value is on the wire. `cpp` is its C++ spelling without `const` and `&`;
/// the app's own types and goray's are spelled from the root.
struct Type {
  Kind kind = Kind::kVoid;
  std::string cpp = {};
  /// kEnum, kOpaque, kStruct: key into `Interface`; kActor: the class, "" if unknown.
  std::string name = {};
  int rank = 0;            ///< kNdArray.
  bool writable = false;   ///< kNdArray: as a parameter, C++ writes into the caller's array.
  int bits = 0;            ///< kInt: 8..64; kComplex, kFloat: 32 or 64, of a part.
  bool is_signed = false;  ///< kInt.
  bool view = false;       ///< kBytes, kList, kString: a parameter that lives as long as the call.
  bool reference =
      false;  ///< kOpaque: a parameter that is a reference to what the pointer points at.
  /// kList, kNdArray, kOptional, kRef, kSet, kSharedPtr, kStream, kUniquePtr: one; kMap: key and value;
  /// kTuple, kVariant: any number; kFunction: the result, then the parameters.
  std::vector<Type> elements = {};
  /// `cpp` is a class that a `goray::Codec` of the user's makes a value of.
  bool user_codec = false;
  /// The type hint that such a codec has of its own, or "".
  std::string python = {};
};

/// A default argument or member initialiser: its source text, and its value where JSON can say it.
struct Default {
  std::string cpp = {};
  std::optional<nlohmann::json> value = {};
};

struct Parameter {
  std::string name = {};
  Type type = {};
  std::optional<Default> default_value = {};
};

/// The name of `operator()`, on the wire and in Python, which calls an object by it.
inline constexpr const char* kCallOperator = "__call__";

/// A task, an actor's factory or an actor's method. `name` is the one on the wire.
struct Callable {
  std::string name = {};
  std::string cpp_name = {};
  std::string cpp_class = {};
  bool is_static = false;
  bool is_const = false;
  bool hold_gil = false;
  std::vector<Parameter> parameters = {};
  Type result = {};
  std::string doc = {};
  std::optional<std::string> deprecated = {};
  Location location = {};
  /// C++ for what is called with the object and the arguments, if `goray::Methods` lists it and its
  /// name alone is not enough; empty otherwise.
  std::string call = {};
  /// The class of what is returned, if its `goray::ResultOf` makes the result of it; empty otherwise.
  std::string result_of = {};
  /// It is a coroutine that gives a `goray::Async` of the result.
  bool is_coroutine = false;
  /// C++ for a pointer to it; empty if other code cannot name it.
  std::string pointer = {};
  /// Ray's, of GORAY_REMOTE.
  nlohmann::json options = nlohmann::json::object();
  /// Of a task or factory: the namespace of its struct, without inline ones; empty: the global one.
  std::string cpp_namespace = {};
};

enum class Ownership { kValue, kUniquePtr, kSharedPtr };

struct Actor {
  Callable factory = {};
  std::string class_name = {};
  Ownership ownership = Ownership::kValue;
};

struct Class {
  std::string name = {};
  std::string doc = {};
  std::vector<Callable> methods = {};
  Location location = {};
};

struct Field {
  std::string name = {};
  Type type = {};
  std::optional<Default> default_value = {};
  std::string doc = {};
  Location location = {};  ///< For diagnostics only, not in the JSON.
};

/// Whether a message must hold it: it has no default member initialiser and is no optional or owning pointer.
inline bool IsRequired(const Field& field) {
  const Kind kind = field.type.kind;
  const bool may_be_nil =
      (kind == Kind::kOptional || kind == Kind::kSharedPtr || kind == Kind::kUniquePtr) &&
      !field.type.user_codec;
  return !field.default_value && !may_be_nil;
}

/// An aggregate, or what `goray::Fields` makes of a class; the fields of base classes come first, as C++ lays them out.
struct Struct {
  std::string name = {};
  std::string doc = {};
  std::vector<Field> fields = {};
  Location location = {};
  /// The class whose `goray::Fields` it is, as C++ spells it; empty: it is an aggregate.
  std::string fields_of = {};
};

struct Enumerator {
  std::string name = {};
  nlohmann::json value = {};  ///< An integer of the enum's underlying type, signed or not.
  std::string doc = {};
};

struct Enum {
  std::string name = {};
  std::string doc = {};
  bool is_flags = false;  ///< A set of bits: C++ has `operator|` for it.
  Type underlying = {};
  std::vector<Enumerator> enumerators = {};
  Location location = {};
};

/// A class that is not a value: Python gets objects that stand for what a `std::shared_ptr` of it points at.
struct Opaque {
  std::string name = {};
  std::string cpp = {};  ///< From the root, without `const`.
  std::string doc = {};
  /// `name` of the others that it converts to, all of them, also those of its bases.
  std::vector<std::string> bases = {};
  Location location = {};
};

/// The driver or the options function; `cpp` is its name from the root.
struct Function {
  std::string cpp = {};
  Location location = {};
};

enum class FileKind { kHeader, kSource };

/// A file with annotated declarations.
struct File {
  std::string path = {};
  FileKind kind = FileKind::kHeader;
};

/// Everything annotated in one app. More than one driver or options function is an error that
/// `Check` reports.
struct Interface {
  std::string package = {};
  std::vector<File> files = {};
  std::vector<Callable> tasks = {};
  std::string tasks_doc = {};  ///< The comments of the structs with GORAY_TASKS.
  std::vector<Actor> actors = {};
  std::string actors_doc = {};
  std::vector<Class> classes = {};
  std::vector<Struct> structs = {};
  std::vector<Enum> enums = {};
  std::vector<Opaque> opaques = {};
  std::vector<Function> drivers = {};
  std::vector<Function> options = {};
};

}  // namespace goray::model
