// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Lex/Lexer.h>
#include <clang/Lex/PPCallbacks.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "generator/model/annotations.h"
#include "generator/model/catalogue.h"
#include "generator/model/interface.h"

namespace clang {
class Sema;
}

/// The scanner: annotated C++ -> interface. One free function for each arrow.
///
///   paths --FindFiles--> annotated files --PlanParses--> translation units --Parse--> AST
///             |                               |                               |        |
///        FindIncludes                      AddFlags                       RunClang     |
///                                                                               FindAnnotations
///                                                                                      v
///   Interface <--MapTasks, MapActors, MapMain-- AppDecls <--CheckAnnotations-- AnnotatedDecls
///                        |
///                    MapMethod, MapClass -- MapResult, MapType, MapDefault, MapDoc, MapLocation
///                                    |
///                              MapStruct, MapEnum (each type once)
///
/// An arrow that fails adds to `diagnostics` and gives nothing; the scan goes on, to report all
/// errors in one run. The folders are find/, parse/, map/ and compare/, which asks the target's own
/// compiler what it sees (seen_code.h); an error that can be seen without Clang is reported by
/// generator/model.
namespace goray::scan {

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

/// What a user asks for. All paths are real: absolute, without links.
struct Request {
  std::vector<std::string> paths = {};   ///< Headers, sources with what they include, folders.
  std::vector<std::string> others = {};  ///< Sources of other apps: their headers are not ours.
  std::string root = {};                 ///< Paths in the interface are relative to it.
  std::string package = {};              ///< Dotted Python name.
  std::string runtime_include = {};      ///< Folder of goray/goray.h.
  std::string resource_dir = {};         ///< Clang's own headers: <resource_dir>/include/stddef.h.
  /// Folder of compile_commands.json; empty: search upwards from each file.
  std::string compile_commands = {};
  /// Given after `--`; then no compile_commands.json is read.
  std::optional<std::vector<std::string>> flags = {};
  /// How long the target's compiler may take to preprocess a unit, after the scan has parsed it.
  std::chrono::milliseconds compiler_limit = std::chrono::minutes(1);
};

/// A parameter that is a reference to an object that stays in C++.
struct TakenObject {
  std::string name = {};  ///< Its class's.
  /// What is wrong with the parameter if nothing gives Python such an object.
  std::vector<model::Diagnostic> otherwise = {};
};

struct Outcome {
  /// Ordered; locations absolute. Unusable if there are errors.
  model::Interface interface = {};
  std::vector<model::Diagnostic> diagnostics = {};
  /// By Clang, absolute; without those that exist in memory only.
  std::set<std::string> files_read = {};
  /// The classes of the objects in C++ that Python gets.
  std::set<std::string> given_objects = {};
  std::vector<TakenObject> taken_objects = {};
};

/// The whole diagram. Reads `files`, writes nothing.
Outcome Scan(const Request& request, const FileSystem& files);

// ---- files

/// A file that contains the text of an annotation, in a comment perhaps: a filter, not a decision.
struct AnnotatedFile {
  std::string path = {};
  model::FileKind kind = {};
};

/// The annotated files of `paths`, sorted, each once: the files themselves, what sources include,
/// and what is in folders, searched recursively without hidden and build folders and Python's
/// environments. The runtime's and system headers do not count. Adds what sources include to
/// `files_read`, as any of it may be annotated the next time; reports files that cannot be read, and
/// misspelt annotations.
std::vector<AnnotatedFile> FindFiles(const Request& request, const FileSystem& files,
                                     Outcome& outcome);

/// The files that make up `source`, itself among them, as absolute paths without links; those of
/// system folders are left out. Of a source that cannot be preprocessed, those up to its error.
std::set<std::string> FindIncludes(const Request& request, const std::string& source,
                                   const FileSystem& files);

/// No source is larger, and no file above it is read.
inline constexpr std::uint64_t kMaxFileBytes = 64ULL << 20U;

/// A file as it was when it was read, or why it was not.
struct FileText {
  std::unique_ptr<llvm::MemoryBuffer> text = {};
  std::string why_not = {};
};

/// The only way in which the scanner itself opens a file: a regular one, of a sensible size. Any
/// other might never end.
FileText ReadRegularFile(llvm::vfs::FileSystem& files, const std::string& path);

/// Reads the tokens of `text`, behind which a zero byte stands, as they are written: without a
/// preprocessor, so no name is a keyword. It must not outlive `text`.
clang::Lexer RawLexer(llvm::StringRef text);

/// The place of byte `at` of the text of `path`.
model::Location PlaceIn(const std::string& path, llvm::StringRef text, std::size_t at);

/// Reports what is nearly an annotation, in a name or as a comment.
void CheckSpelling(const std::string& path, llvm::StringRef text, Outcome& outcome);

/// By the extension; `nullopt`: neither a header nor a source.
std::optional<model::FileKind> KindOf(llvm::StringRef file);

/// Whether `file` is called as one that goray-gen writes for the app.
bool IsGenerated(const Request& request, const std::string& file);

/// Warns of annotated files in the folders of the sources that are neither `found` nor part of
/// another app.
void CheckLeftOut(const Request& request, const std::vector<AnnotatedFile>& found,
                  const FileSystem& files, Outcome& outcome);

/// The headers that users include before they are generated: that of the codecs, that of the client.
std::vector<std::string> GeneratedHeaders(const std::string& package);

/// `files` in which every file called as one of `headers`, existing or not, has no declarations.
FileSystem WithEmptyHeaders(FileSystem files, const std::vector<std::string>& headers);
/// What such a file says: the client's refuses to be a part of the headers that it is made from.
std::string EmptyHeaderText(llvm::StringRef header);

/// The main file that includes the annotated headers. Its name is in no output.
inline constexpr const char* kHeadersFile = "/goray-scan/headers.cpp";
/// Defined in that file.
inline constexpr const char* kHeadersMacro = "GORAY_INTERNAL_ANNOTATED_HEADERS";

/// What Clang parses at once: the annotated headers together, or one annotated source.
struct TranslationUnit {
  std::string main_file = {};
  model::FileKind kind = {};
  std::string text = {};  ///< Of a main file that exists in memory only; empty: it is on the disk.
  std::set<std::string> annotated = {};  ///< Files whose annotations count.
  std::vector<std::string> flags = {};
  /// The program and the words of the unit's own compile command, as a build runs it in `folder`,
  /// without input and outputs; an empty program: there is no command.
  std::string compiler = {};
  std::vector<std::string> compiler_flags = {};
  std::string folder = {};
};

std::vector<TranslationUnit> PlanParses(const Request& request,
                                        const std::vector<AnnotatedFile>& annotated);

/// Fills in how `unit` is read: with the flags that were asked for, or with those of
/// compile_commands.json for `file`, or for one near it: for the compiler without input and outputs,
/// for Clang also without what changes no declaration (warnings, sanitizers, debug information,
/// linking) and what only another compiler knows. False: there is no command.
bool AddFlags(const Request& request, const std::string& file, TranslationUnit& unit);

/// What Clang needs to know of `compiler` to use the same target and the same headers of the
/// language; asked once a process, so not thread-safe. Empty if `compiler` cannot be run.
const std::vector<std::string>& CompilerHeaderFlags(const std::string& compiler);

/// Runs `action` over `unit`; false if Clang refused.
bool RunClang(const Request& request, const TranslationUnit& unit, const FileSystem& files,
              std::unique_ptr<clang::FrontendAction> action,
              clang::DiagnosticConsumer& diagnostics);

/// Lets a file include the generated headers by a folder that does not exist yet, where no file
/// system can serve it.
std::unique_ptr<clang::PPCallbacks> SkipGeneratedHeaders(const std::vector<std::string>& headers);

struct SeenCode;

/// Parses `unit` without function bodies, maps what is annotated in it and adds to `outcome`. Of a
/// unit with errors only Clang's messages are added, and nothing was seen.
SeenCode Parse(const Request& request, const TranslationUnit& unit, const FileSystem& files,
               Outcome& outcome);

// ---- declarations

/// State of mapping one AST.
struct MappingContext {
  clang::ASTContext& ast;
  clang::Sema& sema;
  const std::set<std::string>& annotated_files;
  Outcome& outcome;
  /// Qualified names of the structs, enums and classes of this AST already visited.
  std::set<std::string> mapped = {};

  void Report(const model::Message& message, const clang::Decl& decl,
              std::initializer_list<std::string> arguments, std::vector<model::Note> notes = {});
};

/// A declaration and one of its annotations.
struct AnnotatedDecl {
  const clang::Decl& decl;
  model::annotations::Annotation annotation;
};

/// All of the annotated files, in the order of the source, also those that cannot bear their
/// annotation.
std::vector<AnnotatedDecl> FindAnnotations(const MappingContext& context);

/// Reports comments that are annotations, but not of any of `found`.
void CheckComments(MappingContext& context, const std::vector<AnnotatedDecl>& found);

/// What follows the annotation's name in the attribute, for GORAY_NAME("x") "x"; `nullopt`: `decl`
/// has no such annotation.
std::optional<std::string> AnnotationValue(const clang::Decl& decl,
                                           const model::annotations::Annotation& annotation);
bool HasAnnotation(const clang::Decl& decl, const model::annotations::Annotation& annotation);

/// The comment above or behind `decl` as plain text; an ordinary `//` comment counts if no empty
/// line separates it.
std::string FindComment(const clang::ASTContext& ast, const clang::Decl& decl);

/// What the app consists of.
struct AppDecls {
  std::vector<const clang::CXXRecordDecl*> tasks;
  std::vector<const clang::CXXRecordDecl*> actors;
  std::vector<const clang::FunctionDecl*> drivers;
  std::vector<const clang::FunctionDecl*> options;
};

/// Those of `found` that can bear their annotation; reports the others.
AppDecls CheckAnnotations(MappingContext& context, const std::vector<AnnotatedDecl>& found);

/// Why generated code cannot name `decl` (anonymous namespace, local, not public); empty if it can.
std::string WhyUnreachable(const clang::TagDecl& decl);
std::string QualifiedName(const clang::TagDecl& decl);
/// From the root, "::calc::Person", so that it means the same in every scope.
std::string RootedName(const clang::TagDecl& decl);
std::string UnqualifiedName(const clang::TagDecl& decl);
/// Of an instance of a class template; none of any other class.
llvm::ArrayRef<clang::TemplateArgument> ArgumentsOf(const clang::CXXRecordDecl& record);
/// A class from the root, an instance of a template with its arguments.
std::string RootedSpelling(const clang::ASTContext& ast, clang::QualType type);

void MapTasks(MappingContext& context, const clang::CXXRecordDecl& record);
void MapActors(MappingContext& context, const clang::CXXRecordDecl& record);
void MapMain(MappingContext& context, const AppDecls& app);

/// Public methods of `record` and its public bases that are not hidden, in the order of the source,
/// bases last.
std::vector<const clang::CXXMethodDecl*> PublicMethods(const clang::CXXRecordDecl& record);

/// A method without its result, which differs for factories; `nullopt` if a part has been reported.
std::optional<model::Callable> MapMethod(MappingContext& context,
                                         const clang::CXXMethodDecl& method);

/// The same with its result.
std::optional<model::Callable> MapWithResult(MappingContext& context,
                                             const clang::CXXMethodDecl& method);

/// What a callable is to Ray, which has other options for each.
enum class OptionsOf { kTask, kActor, kMethod };

/// Ray's options that GORAY_REMOTE gives a method; empty without one, and if it cannot be read, which is reported.
nlohmann::json MapOptions(MappingContext& context, const clang::CXXMethodDecl& method,
                          OptionsOf sort);

struct ListItem;

/// What an item of `goray::Methods` calls. The first `objects` parameters are the actor's object.
std::optional<model::Callable> MapListed(MappingContext& context,
                                         const clang::FunctionDecl& function, const ListItem& item,
                                         unsigned objects);

/// What Python gets of what `function` returns: if there is a `goray::ResultOf` for it, what that
/// makes of it, and the class in `result_of`. Null if that has been reported. With `is_coroutine`, which says whether it is
/// one, a `goray::Async<T>` counts as the `T`.
clang::QualType ReturnedType(MappingContext& context, const clang::FunctionDecl& function,
                             std::string& result_of, bool* is_coroutine = nullptr);

struct TypePath;

/// False if it has been reported.
bool MapResult(MappingContext& context, const clang::FunctionDecl& function, const TypePath& path,
               model::Callable& callable);

/// The class that `factory` makes, once.
void MapClass(MappingContext& context, const clang::CXXRecordDecl& record,
              const clang::CXXMethodDecl& factory);

/// Reports a method that is called like a type it names without qualification, which g++ refuses.
bool CheckChangedMeaning(MappingContext& context, const clang::CXXMethodDecl& method);

// ---- types

enum class TypePosition { kParameter, kLastParameter, kResult, kField };

/// The way from a declaration to a type: what error messages show and point at.
struct TypePath {
  const clang::Decl& decl;  ///< The parameter, method or field to change.
  TypePosition position = {};
  std::vector<std::string> steps = {};  ///< "Price(order)", "Order", "owner".
  std::vector<model::Note> notes = {};  ///< Who needs it.
  clang::SourceLocation place = {};     ///< What to change, if that is a part of `decl` only.

  TypePath Into(const std::string& step) const;
  std::string Chain() const;
};

/// `type` of a parameter, result or field; references and const have their rules by position.
std::optional<model::Type> MapType(MappingContext& context, clang::QualType type,
                                   const TypePath& path);

/// The same inside of another type: no references, no goray::Args.
std::optional<model::Type> MapValue(MappingContext& context, clang::QualType type,
                                    const TypePath& path);

/// A class of namespace std or goray; reports one that is not supported.
std::optional<model::Type> MapLibraryType(MappingContext& context, clang::QualType type,
                                          const TypePath& path);

/// Whether `argument` is `std::<name><first>`, what a container has if a user says nothing.
bool IsStdInstance(const clang::TemplateArgument& argument, llvm::StringRef name,
                   clang::QualType first);

/// Whether arrays are made of such numbers.
bool IsArrayItem(const model::Type& type);

bool IsOfEigen(const clang::CXXRecordDecl& record);
/// A class of Eigen; reports one that is not supported.
std::optional<model::Type> MapEigenType(MappingContext& context, clang::QualType type,
                                        const TypePath& path);

/// What a class crosses as, if a user has said so of it in a way of its own; without a type if that
/// has been reported.
struct Found {
  bool is_found = false;
  std::optional<model::Type> type = {};
};

/// Sets and maps of namespace std with the arguments of the template.
Found MapKeyed(MappingContext& context, clang::QualType type,
               llvm::ArrayRef<clang::TemplateArgument> arguments, const TypePath& path);
/// By a `goray::Codec` of the user's.
Found MapUserCodec(MappingContext& context, clang::QualType type, const TypePath& path);
/// By `goray::Fields`.
Found MapFields(MappingContext& context, clang::QualType type, const TypePath& path);

/// A `std::function`, which is a parameter of its own; reports one elsewhere, and what it cannot take or give.
std::optional<model::Type> MapFunction(MappingContext& context, clang::QualType type,
                                       const TypePath& path);

/// Whether a `std::shared_ptr` of `type` is an object that Python holds without its content: of a class that is not a value.
bool IsOpaque(MappingContext& context, clang::QualType type);
/// Such a pointer.
std::optional<model::Type> MapOpaque(MappingContext& context, clang::QualType type,
                                     const TypePath& path);
/// A reference to such an object as a parameter. `otherwise`: see TakenObject.
std::optional<model::Type> MapObjectReference(MappingContext& context, clang::QualType type,
                                              const TypePath& path,
                                              std::vector<model::Diagnostic> otherwise);
/// Reports parameters that no object is given for, and leaves of the objects' bases those that Python knows.
void CheckObjects(Outcome& outcome);

std::optional<model::Type> MapStruct(MappingContext& context, const clang::CXXRecordDecl& record,
                                     const TypePath& path);
std::optional<model::Type> MapEnum(MappingContext& context, const clang::EnumDecl& decl,
                                   const TypePath& path);

/// Adds a diagnostic at the end of `path`. `{0}` is the chain to `type`, `{1}` its name, `{2}` the
/// `reason`.
void Reject(MappingContext& context, const model::Message& message, clang::QualType type,
            const TypePath& path, const std::string& reason = "");

/// Reads as in the source but fully qualified: "std::vector<calc::Person *>".
std::string Spelling(const clang::ASTContext& ast, clang::QualType type);

// ---- what users say of a class by templates of goray

/// The definition of `goray::<name><type>`, as a user has specialised it, in whole or in part; null:
/// nobody has.
const clang::CXXRecordDecl* FindSpecialization(MappingContext& context, llvm::StringRef name,
                                               clang::QualType type);

/// A member of `record` or of its bases; null: there is none.
const clang::NamedDecl* FindMember(MappingContext& context, const clang::CXXRecordDecl& record,
                                   llvm::StringRef name);
/// A static member with its initialiser.
const clang::VarDecl* FindConstant(MappingContext& context, const clang::CXXRecordDecl& record,
                                   llvm::StringRef name);

/// A literal of `char`s, where `expression` is one.
const clang::StringLiteral* LiteralOf(const clang::Expr& expression);

/// `goray::Field("name", &Point::x)`, or another class of goray that is made like it.
struct ListItem {
  std::string name = {};
  std::vector<clang::QualType> types = {};      ///< The class's template arguments.
  const clang::ValueDecl* refers_to = nullptr;  ///< `Point::x`; null: it has no name.
  clang::SourceLocation place = {};
};

/// The items of a `std::tuple{goray::<name>("name", ...), ...}`; `nullopt`: `variable` is none.
std::optional<std::vector<ListItem>> ReadList(const clang::VarDecl& variable, llvm::StringRef name);

// ---- details

/// Whether a token comes from a macro that has another value in another place or for another
/// compiler, such as `__FILE__`, `__LINE__` and `__GNUC__`.
bool IsOfCompilation(const clang::SourceManager& sources, const clang::LangOptions& language,
                     clang::SourceLocation location);

/// `expression` as the initial value of a `type`.
model::Default MapDefault(const clang::ASTContext& ast, const clang::Expr& expression,
                          const model::Type& type);

/// The comment of `decl` without lines that are annotations.
std::string MapDoc(const clang::ASTContext& ast, const clang::Decl& decl);

model::Location MapLocation(const clang::ASTContext& ast, clang::SourceLocation location);

}  // namespace goray::scan
