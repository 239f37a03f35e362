// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generator/model/diagnostic.h"

/// Every error and warning that goray-gen reports about C++. A code is never reused; docs/diagnostics has a
/// page for each. GR14xx are those about Python files, of goray_gen/python_tasks/catalogue.py.
namespace goray::model::catalogue {

// ---- GR10xx: annotations and names

inline constexpr Message kNothingAnnotated = {
    "GR1001", "nothing is annotated in {0}",
    "annotate a struct whose public methods are the tasks: `struct GORAY_TASKS Tasks { ... };` "
    "(with `#include <goray/goray.h>`), or write `// raytasks` above it"};
inline constexpr Message kMisplacedAnnotation = {"GR1002", "{0} does not apply to {1}", "{2}"};
inline constexpr Message kNameTwice = {
    "GR1003", "{1} `{0}` is declared twice",
    "rename one, or give one another name with GORAY_NAME(\"...\")"};
inline constexpr Message kOverload = {
    "GR1004", "overloads of {1} `{0}` cannot be told apart: {2}",
    "give one another name with GORAY_NAME(\"...\"), or leave it out with GORAY_IGNORE"};
inline constexpr Message kReservedName = {"GR1005", "`{0}` is reserved and cannot name {1}",
                                          "give it another name with GORAY_NAME(\"...\")"};
inline constexpr Message kInvalidName = {
    "GR1006", "GORAY_NAME(\"{0}\") is not an identifier",
    "use letters, digits and `_`, and no digit first: Python code calls it by this name"};
inline constexpr Message kAnnotatedTemplate = {"GR1007", "struct template `{0}` is annotated",
                                               "annotate a struct that is not a template"};
inline constexpr Message kUnreachable = {
    "GR1008", "{0} `{1}` cannot be named by generated code: {2}",
    "declare it in a named namespace, outside of functions and of private parts of classes"};
inline constexpr Message kNotConstructible = {
    "GR1009", "annotated struct `{0}` cannot be made: {1}",
    "give it a public default constructor and no pure virtual method"};
inline constexpr Message kWrongSignature = {"GR1010", "{0} needs the signature `{1}`, not `{2}`",
                                            "declare it as `{1}`, outside of classes"};
inline constexpr Message kChangesMeaning = {
    "GR1011", "`{0}` is a type in its own declaration: g++ says that this \"changes meaning\"",
    "write the type with its namespace (`{1}`), or rename the method and add GORAY_NAME(\"{0}\")"};
inline constexpr Message kNotDefined = {"GR1012",
                                        "annotated struct `{0}` is declared but not defined here",
                                        "move the annotation to its definition"};
inline constexpr Message kAnnotationTwice = {"GR1013", "{0} is used twice: an app has one",
                                             "remove one of them"};
inline constexpr Message kTypeTwice = {"GR1014", "`{0}` is a different type in another file",
                                       "rename one, or move it into a header"};
inline constexpr Message kLeftOut = {
    "GR1015", "`{0}` is annotated, but belongs to no app: no source of an app includes it",
    "include it in a source of an app, name it in SOURCES or SCAN of goray_add_app(), or remove "
    "the annotation",
    Severity::kWarning};
inline constexpr Message kNothingExported = {
    "GR1021", "annotated struct `{0}` exports nothing: {1}",
    "declare what Python shall call as public methods, without GORAY_IGNORE", Severity::kWarning};
inline constexpr Message kMisspeltAnnotation = {"GR1022", "`{0}` is not an annotation of goray",
                                                "write `{1}`, if that is meant",
                                                Severity::kWarning};
inline constexpr Message kUnusedComment = {
    "GR1023", "the comment `{0}` annotates nothing",
    "write it directly above the definition of a struct, or write `struct {1} Name`",
    Severity::kWarning};
inline constexpr Message kNotAscii = {
    "GR1024", "`{0}` cannot name {1}: names on the wire are ASCII identifiers",
    "add GORAY_NAME(\"...\") with a name of letters, digits and `_`"};
inline constexpr Message kNotUtf8 = {
    "GR1025", "{0} of `{1}` is not UTF-8: it has the byte {2}",
    "save the file as UTF-8, for example with `iconv -f LATIN1 -t UTF-8`: the text becomes part "
    "of Python modules"};
inline constexpr Message kNotRead = {
    "GR1026", "this file is not scanned: {0}",
    "make it a regular file that can be read, move it, or give goray-gen the other files by name",
    Severity::kWarning};
inline constexpr Message kSeenDifferently = {
    "GR1027", "the compiler sees {1} where the scan sees {2}, in `{0}`{3}", "{4}"};
inline constexpr Message kNotCompared = {
    "GR1028", "what the compiler sees is not compared with what the scan sees: {0}", "{1}",
    Severity::kWarning};
inline constexpr Message kUnwrittenPrivate = {
    "GR1029", "method `{0}` of annotated class `{1}` is private: no `public:` stands above it",
    "write `public:` above it, or `private:` if Python shall not call it", Severity::kWarning};

// ---- GR11xx: functions

inline constexpr Message kFunctionTemplate = {
    "GR1101", "function template `{0}` cannot be a task",
    "declare a function with the types you need, or leave it out with GORAY_IGNORE"};
inline constexpr Message kVariadicFunction = {"GR1102",
                                              "C-style variadic function `{0}` cannot be called",
                                              "take `goray::Args args` as the last parameter"};
inline constexpr Message kNonConstReference = {
    "GR1103", "a non-const reference cannot be sent: {0}",
    "take it by value or as `const {1}&`, and return what changes"};
inline constexpr Message kMisplacedArgs = {
    "GR1104", "goray::Args can only be the last parameter or the result: {0}",
    "use goray::Any for one value of any type, `std::vector<goray::Any>` for several"};
inline constexpr Message kDanglingView = {
    "GR1105", "a view would dangle here: {0}",
    "use a type that owns its data, such as std::string or std::vector"};
inline constexpr Message kColumnsElsewhere = {
    "GR1240", "a struct of spans can only be a parameter itself: {0}",
    "use std::vector or goray::NdArray for its fields where it is a result, or inside of a value"};
inline constexpr Message kColumnsWithoutHeader = {
    "GR1241", "a struct of spans is a batch of columns, for which a header is missing: {0}",
    "write #include <goray/arrow.h>"};
inline constexpr Message kNotAnActor = {
    "GR1106", "factory `{0}` returns `{1}`, which is not an actor",
    "return a class: std::unique_ptr<T>, std::shared_ptr<T> or T"};
inline constexpr Message kUnsupportedActor = {
    "GR1107", "`{0}` cannot be an actor: {1}",
    "return a complete class with a name of its own that is not a template"};
inline constexpr Message kQualifiedMethod = {
    "GR1108", "`{0}` is {1}: it cannot be called on an instance that is kept for later calls",
    "remove the qualifier, or leave it out with GORAY_IGNORE"};
inline constexpr Message kNotConst = {
    "GR1110", "task `{0}` is not const: all threads of a process share one `{1}`",
    "declare it `const`, or `static`; keep what calls change in an actor, or in a `mutable` member "
    "behind a mutex",
    Severity::kWarning};
inline constexpr Message kUndeducedResult = {
    "GR1111", "the result of `{0}` is `auto`, and what it returns is not known here",
    "write the result's type, or define the function where it is declared"};

inline constexpr Message kOverloadResults = {
    "GR1112", "the results of overloads of {1} `{0}` cannot be told apart: {2}",
    "give one another name with GORAY_NAME(\"...\"): Python would not know what to make of a "
    "result"};
inline constexpr Message kOverloadWrites = {
    "GR1113", "{1} `{0}` is overloaded, and writes into its argument `{2}`",
    "give it another name with GORAY_NAME(\"...\"): an array reaches an overloaded function as a "
    "copy"};
inline constexpr Message kOverloadOptions = {"GR1342",
                                             "overloads of {1} `{0}` have different options of Ray",
                                             "write the same GORAY_REMOTE before each, or at one "
                                             "of them: in Python and on Ray they are one"};
inline constexpr Message kUnreadableOptions = {"GR1340", "GORAY_REMOTE cannot be read: {0}",
                                               "write `GORAY_REMOTE(num_cpus = 2, resources = "
                                               "{\"disk\": 1})`: names of Ray's options, and JSON"};
inline constexpr Message kUnknownOption = {"GR1341", "Ray has no option `{0}` for {1}", "{2}"};
inline constexpr Message kUnknownGroup = {
    "GR1343", "method `{1}` is in the concurrency group `{0}`, which actor `{2}` does not have",
    "write GORAY_REMOTE(concurrency_groups = {\"{0}\": 1}) before the factory, with the number of "
    "threads, as Ray makes no such actor"};
inline constexpr Message kOverloadClasses = {"GR1114",
                                             "overloads of actor `{0}` make different classes: {2}",
                                             "give one another name with GORAY_NAME(\"...\")"};

// ---- GR12xx: types

inline constexpr Message kRawPointer = {
    "GR1201", "a raw pointer cannot be sent: {0}",
    "use a value, std::optional<T>, or std::unique_ptr<T> in a field; std::string_view for text"};
inline constexpr Message kArray = {"GR1202", "a C array cannot be sent: {0}", "use std::vector<T>"};
inline constexpr Message kUnion = {"GR1203", "a union cannot be sent: {0}",
                                   "use a struct of std::optional fields"};
inline constexpr Message kFunctionType = {"GR1204", "a function cannot be sent: {0}",
                                          "a parameter std::function<R(Args...)> takes what Python "
                                          "can call; elsewhere send the name of a task, or the "
                                          "data it needs"};
inline constexpr Message kStdAny = {"GR1205", "std::any cannot be sent: {0}", "use goray::Any"};
inline constexpr Message kVolatile = {"GR1206", "a volatile value cannot be sent: {0}",
                                      "remove `volatile`"};
inline constexpr Message kNotAnAggregate = {
    "GR1207", "`{1}` is not an aggregate ({2}): {0}",
    "make it a struct of public fields without constructors or virtual methods, or say what it is "
    "to Python: its fields by goray::Fields<{1}>, or a conversion by goray::Codec<{1}>"};
inline constexpr Message kUnnamedType = {
    "GR1208", "generated code cannot name this type ({2}): {0}",
    "give it a name in a named namespace or in the public part of a class"};
inline constexpr Message kCharacter = {
    "GR1209", "a character type cannot be sent: {0}",
    "use std::string for text, std::int8_t or std::uint8_t for a number"};
inline constexpr Message kWideNumber = {"GR1210", "a number wider than 64 bits cannot be sent: {0}",
                                        "use std::int64_t, std::uint64_t or double"};
inline constexpr Message kMapKey = {
    "GR1211", "this type cannot be a key of a map or an element of a set: {0}",
    "use an integer, a string, an enum, bool, a path, a point in time, or a tuple of these"};
inline constexpr Message kUnsupportedLibraryType = {
    "GR1212", "type `{1}` is not supported: {0}",
    "supported are std::string, string_view, vector, deque, list, array, map, unordered_map, set, "
    "unordered_set, optional, variant, tuple, pair, complex, filesystem::path, chrono::duration, "
    "chrono::time_point of the system_clock, span of bytes or numbers as a parameter, "
    "unique_ptr and shared_ptr in a field, goray::Generator as a result, and goray::Any, Args, "
    "Bytes, NdArray, RecordBatch, Table, ObjectRef, ActorHandle"};
inline constexpr Message kTemplateInstance = {
    "GR1213", "an instance of a class template cannot be sent: {0}",
    "write a struct with the types you need, or say what it is to Python: its fields by "
    "goray::Fields<{1}>, or a conversion by goray::Codec<{1}>"};
inline constexpr Message kIncompleteType = {"GR1214", "`{1}` is declared but not defined: {0}",
                                            "include the header that defines it"};
inline constexpr Message kFieldNotAssignable = {
    "GR1215", "a {1} cannot be read from a message: {0}", "make it an ordinary field"};
inline constexpr Message kOwnerOutsideField = {
    "GR1216", "an owning pointer can only be in a field of a struct: {0}",
    "use a value, or std::optional<T> for one that may be missing"};
inline constexpr Message kFieldTwice = {
    "GR1217", "field `{0}` of `{1}` is also a field of a base class", "rename one of them"};
inline constexpr Message kUnsupportedType = {
    "GR1218", "type `{1}` is not supported: {0}",
    "use bool, an integer, float, double, std::string, a container of those, or a struct"};
inline constexpr Message kNilTwice = {"GR1219",
                                      "an optional of what may be None itself cannot be sent, "
                                      "because None would mean two things: {0}",
                                      "use one std::optional"};
inline constexpr Message kRefParameter = {
    "GR1220", "an ObjectRef that is a parameter of its own would never arrive: {0}",
    "Ray passes the value it refers to: take the value's type, or a list or struct of ObjectRefs"};
inline constexpr Message kAlternativesAlike = {
    "GR1221", "`{0}` and `{1}` cannot be told apart, {3}: {2}",
    "put one of them into a struct with a field of another name, or take goray::Any and look what "
    "it is"};
inline constexpr Message kUnreadableFields = {
    "GR1225", "goray::Fields<{0}> cannot be read: {1}",
    "write `static constexpr auto fields = std::tuple{goray::Field(\"x\", &{0}::x), ...};`, with a "
    "member, a getter, or a getter and a setter for each name"};
inline constexpr Message kForeignActor = {
    "GR1226",
    "`{0}` is a class of another project, and {1} of its {2} methods cannot be called from Python "
    "as they are: {3}",
    "list what Python shall call: `template <> struct goray::Methods<{0}> { static constexpr auto "
    "methods = std::tuple{goray::Method(\"{4}\", &{0}::{4}), ...}; };`, with lambdas where a "
    "method does not fit"};
inline constexpr Message kUnreadableMethods = {
    "GR1227", "goray::Methods<{0}> cannot be read: {1}",
    "write `static constexpr auto methods = std::tuple{goray::Method(\"F\", &{0}::F), ...};`, with "
    "a method or a lambda `[](const {0}& self, ...) { ... }` for each name"};
inline constexpr Message kUnreadableResultOf = {
    "GR1228", "goray::ResultOf<{0}> does not say what the result is",
    "give it `static Value Unwrap({0} result)`, which returns the value, or nothing, and throws if "
    "there is none"};
inline constexpr Message kUnseenType = {
    "GR1230", "a type of a generated header is not known to the scan: {0}",
    "what is annotated is read before `<app>.remote.h` and `<app>.python.h` are made: take a type "
    "of your own, `goray::ActorHandle<>` for a handle, and convert it in the function's body"};
inline constexpr Message kWithoutEigenHeader = {
    "GR1245", "`{1}` crosses only where goray/eigen.h is included: {0}",
    "write `#include <goray/eigen.h>` beside `#include <goray/goray.h>`"};
inline constexpr Message kUnsupportedEigenType = {
    "GR1246", "type `{1}` of Eigen is not supported: {0}",
    "supported are Eigen::Matrix and Eigen::Array of bool, integers, float, double and "
    "std::complex of these, and Eigen::Ref and Eigen::Map of them as a parameter; send a dense "
    "matrix, or a struct of what the type is made of"};
inline constexpr Message kNotHeld = {
    "GR1247", "`{1}` cannot be here: {0}",
    "goray::Held<T> is a parameter of its own, and T a view that only reads: goray::NdArray<const "
    "U, "
    "Rank>, std::span<const U>, goray::Bytes, Eigen::Map<const M>; return or store what it holds"};

// ---- GR136x: streams

inline constexpr Message kViewInStream = {
    "GR1360", "parameter `{2}` of a coroutine may look at what is gone when its body runs: {0}",
    "take a value: std::string instead of std::string_view or const char*, std::vector<T> or "
    "goray::NdArray<const T, 1> instead of std::span, goray::Bytes instead of a span of bytes, "
    "goray::Table instead of goray::Columns"};
inline constexpr Message kMisplacedStream = {
    "GR1361", "a stream can only be what a task or an actor's method returns: {0}",
    "return goray::Generator<T> itself; for many values in a parameter, a field or an item use "
    "std::vector<T>"};
inline constexpr Message kStreamOfNoValue = {
    "GR1362", "the items of a stream are values, not `{1}`: {0}",
    "write goray::Generator<T> with a T that is neither void nor a reference or const"};

// ---- GR137x: coroutines that wait

inline constexpr Message kMisplacedCoroutine = {
    "GR1370", "a coroutine can only be what a task or an actor's method returns: {0}",
    "return goray::Async<T> itself; for a parameter, a field or an item use T, or a "
    "goray::ObjectRef<T> of what is still to come"};
inline constexpr Message kMixedCoroutines = {
    "GR1371", "of the overloads of {0} one is a coroutine and one is not",
    "return goray::Async<T> from each, or give one another name by GORAY_NAME"};

}  // namespace goray::model::catalogue
