// SPDX-License-Identifier: Apache-2.0
// Default arguments and member initialisers -> source text, and their value where JSON can say it.
// A value is only given for the shapes of code that are known here; all others are left to C++.
#include <clang/AST/ExprCXX.h>
#include <clang/Lex/Lexer.h>
#include <llvm/Support/ConvertUTF.h>
#include <llvm/Support/JSON.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::Expr;
using clang::QualType;
using model::Kind;
using model::Type;
using nlohmann::json;
using Value = std::optional<json>;

/// The source text in one line.
std::string SourceText(const clang::ASTContext& ast, const Expr& expression) {
  const auto range = clang::CharSourceRange::getTokenRange(expression.getSourceRange());
  const auto& sources = ast.getSourceManager();
  const auto file_range = clang::Lexer::makeFileCharRange(range, sources, ast.getLangOpts());
  std::string text;
  for (const char c : clang::Lexer::getSourceText(file_range, sources, ast.getLangOpts())) {
    const bool space = clang::isWhitespace(c);
    if (!space) text += c;
    if (space && !text.ends_with(' ')) text += ' ';
  }
  // A constructor that `= {...}` calls begins at the `=`.
  return llvm::StringRef(text).ltrim("= ").str();
}

/// Without the nodes that neither change the value nor call what a user wrote. A conversion by a
/// user's class stays.
const Expr& Peel(const Expr& expression) {
  const Expr* inner = expression.IgnoreParens();
  if (const auto* full = llvm::dyn_cast<clang::FullExpr>(inner)) return Peel(*full->getSubExpr());
  if (const auto* temporary = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(inner)) {
    return Peel(*temporary->getSubExpr());
  }
  if (const auto* bound = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(inner)) {
    return Peel(*bound->getSubExpr());
  }
  if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(inner)) {
    const clang::CastKind kind = cast->getCastKind();
    if (kind == clang::CK_NoOp || kind == clang::CK_ConstructorConversion) {
      return Peel(*cast->getSubExpr());
    }
  }
  return *inner;
}

bool IsStd(QualType type, llvm::StringRef name) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  return record != nullptr && record->isInStdNamespace() && record->getName() == name;
}

/// The constructor call of a class template of std; null if `expression` is anything else.
const clang::CXXConstructExpr* ConstructionOf(const Expr& expression, llvm::StringRef name) {
  const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(&Peel(expression));
  return construct != nullptr && IsStd(construct->getType(), name) ? construct : nullptr;
}

/// The arguments that somebody wrote.
std::vector<const Expr*> Written(const clang::CXXConstructExpr& construct) {
  std::vector<const Expr*> written;
  for (const Expr* argument : construct.arguments()) {
    if (!llvm::isa<clang::CXXDefaultArgExpr>(argument)) written.push_back(argument);
  }
  return written;
}

/// Whether the value depends on where, or by which compiler, the default is compiled.
bool DependsOnCompilation(const clang::ASTContext& ast, const clang::Stmt& code) {
  if (llvm::isa<clang::SourceLocExpr>(code)) return true;
  const auto is_of_compilation = [&ast](clang::SourceLocation location) {
    return IsOfCompilation(ast.getSourceManager(), ast.getLangOpts(), location);
  };
  if (const auto* text = llvm::dyn_cast<clang::StringLiteral>(&code)) {
    for (unsigned i = 0; i < text->getNumConcatenated(); ++i) {
      if (is_of_compilation(text->getStrTokenLoc(i))) return true;
    }
  }
  if (const auto* number = llvm::dyn_cast<clang::IntegerLiteral>(&code)) {
    if (is_of_compilation(number->getLocation())) return true;
  }
  if (const auto* argument = llvm::dyn_cast<clang::CXXDefaultArgExpr>(&code)) {
    return DependsOnCompilation(ast, *argument->getExpr());
  }
  for (const clang::Stmt* child : code.children()) {
    if (child != nullptr && DependsOnCompilation(ast, *child)) return true;
  }
  return false;
}

/// As C++ converts it to the integer or enum `type`; nothing if that is undefined.
Value Integer(const clang::ASTContext& ast, const clang::APValue& value, QualType type) {
  const bool is_unsigned = type->isUnsignedIntegerOrEnumerationType();
  llvm::APSInt number(ast.getIntWidth(type), is_unsigned);
  if (value.isInt()) {
    number = value.getInt().extOrTrunc(number.getBitWidth());
    number.setIsUnsigned(is_unsigned);
  } else {
    bool exact = false;
    const auto status =
        value.getFloat().convertToInteger(number, llvm::APFloat::rmTowardZero, &exact);
    if (status & llvm::APFloat::opInvalidOp) return std::nullopt;
  }
  return is_unsigned ? json(number.getZExtValue()) : json(number.getSExtValue());
}

/// As C++ converts it to the floating-point `type`; nothing if JSON cannot say it.
Value Float(const clang::ASTContext& ast, const clang::APValue& value, QualType type) {
  llvm::APFloat number(ast.getFloatTypeSemantics(type));
  bool inexact = false;
  if (value.isInt()) {
    number.convertFromAPInt(value.getInt(), value.getInt().isSigned(),
                            llvm::APFloat::rmNearestTiesToEven);
  } else {
    number = value.getFloat();
    number.convert(ast.getFloatTypeSemantics(type), llvm::APFloat::rmNearestTiesToEven, &inexact);
  }
  if (!number.isFinite()) return std::nullopt;
  number.convert(llvm::APFloat::IEEEdouble(), llvm::APFloat::rmNearestTiesToEven, &inexact);
  return json(number.convertToDouble());
}

Value Scalar(const clang::ASTContext& ast, const Expr& expression, const Type& type,
             QualType converted) {
  Expr::EvalResult result;
  if (expression.isValueDependent() || !expression.EvaluateAsRValue(result, ast) ||
      result.HasSideEffects || !(result.Val.isInt() || result.Val.isFloat())) {
    return std::nullopt;
  }
  if (type.kind == Kind::kFloat) return Float(ast, result.Val, converted);
  if (type.kind != Kind::kBool) return Integer(ast, result.Val, converted);
  return json(result.Val.isInt() ? result.Val.getInt().getBoolValue()
                                 : !result.Val.getFloat().isZero());
}

Value Utf8(llvm::StringRef text) {
  return llvm::json::isUTF8(text) ? Value(json(text.str())) : std::nullopt;
}

/// Of a std::string or std::string_view. A literal gives it what stands before its first NUL,
/// except with the suffix `s` or `sv`.
Value Text(const Expr& expression) {
  const Expr& inner = Peel(expression);
  if (const auto* literal = llvm::dyn_cast<clang::StringLiteral>(&inner)) {
    return literal->getCharByteWidth() == 1 ? Utf8(literal->getBytes().split('\0').first)
                                            : std::nullopt;
  }
  if (const auto* suffixed = llvm::dyn_cast<clang::UserDefinedLiteral>(&inner)) {
    if (suffixed->getLiteralOperatorKind() != clang::UserDefinedLiteral::LOK_String) {
      return std::nullopt;
    }
    const auto* literal =
        llvm::dyn_cast<clang::StringLiteral>(suffixed->getCookedLiteral()->IgnoreParenImpCasts());
    const clang::FunctionDecl* callee = suffixed->getDirectCallee();
    const bool of_std = callee != nullptr && callee->isInStdNamespace();
    return of_std && literal != nullptr && literal->getCharByteWidth() == 1
               ? Utf8(literal->getBytes())
               : std::nullopt;
  }
  if (const auto* cast = llvm::dyn_cast<clang::ImplicitCastExpr>(&inner)) {
    return cast->getCastKind() == clang::CK_ArrayToPointerDecay ? Text(*cast->getSubExpr())
                                                                : std::nullopt;
  }
  const clang::CXXConstructExpr* construct = ConstructionOf(inner, "basic_string");
  if (construct == nullptr) construct = ConstructionOf(inner, "basic_string_view");
  if (construct == nullptr) return std::nullopt;
  const auto written = Written(*construct);
  if (written.empty()) return json("");
  return written.size() == 1 ? Text(*written[0]) : std::nullopt;
}

Value Evaluate(const clang::ASTContext& ast, const Expr& expression, const Type& type,
               QualType converted);

/// Of a std::optional. What it holds is made of the argument as C++ converts it.
Value Optional(const clang::ASTContext& ast, const Expr& expression, const Type& type) {
  const clang::CXXConstructExpr* construct = ConstructionOf(expression, "optional");
  if (construct == nullptr) return std::nullopt;
  const auto written = Written(*construct);
  if (written.empty()) return json();
  if (written.size() != 1) return std::nullopt;
  const Expr& argument = Peel(*written[0]);
  if (IsStd(argument.getType(), "nullopt_t")) return json();
  if (IsStd(argument.getType(), "optional")) {
    const bool copied = ast.hasSameUnqualifiedType(argument.getType(), construct->getType());
    return copied ? Optional(ast, argument, type) : std::nullopt;
  }
  const auto* optional = llvm::cast<clang::ClassTemplateSpecializationDecl>(
      construct->getType()->getAsCXXRecordDecl());
  return Evaluate(ast, argument, type.elements[0], optional->getTemplateArgs()[0].getAsType());
}

/// Of the owning pointer `owner`: null, or only C++ can make it.
Value Null(const Expr& expression, llvm::StringRef owner) {
  const clang::CXXConstructExpr* construct = ConstructionOf(expression, owner);
  if (construct == nullptr) return std::nullopt;
  const auto written = Written(*construct);
  const bool null =
      written.empty() || (written.size() == 1 && Peel(*written[0]).getType()->isNullPtrType());
  return null ? Value(json()) : std::nullopt;
}

/// Of a std::vector, empty or of the elements in braces.
Value Elements(const clang::ASTContext& ast, const Expr& expression, const Type& type) {
  const clang::CXXConstructExpr* construct = ConstructionOf(expression, "vector");
  if (construct == nullptr) return std::nullopt;
  const auto written = Written(*construct);
  if (written.empty()) return json::array();
  if (written.size() != 1) return std::nullopt;
  const Expr& argument = Peel(*written[0]);
  if (ast.hasSameUnqualifiedType(argument.getType(), construct->getType())) {
    return Elements(ast, argument, type);
  }
  const auto* braces = llvm::dyn_cast<clang::CXXStdInitializerListExpr>(&argument);
  const auto* elements = braces == nullptr
                             ? nullptr
                             : llvm::dyn_cast<clang::InitListExpr>(&Peel(*braces->getSubExpr()));
  if (elements == nullptr || elements->hasArrayFiller()) return std::nullopt;
  json list = json::array();
  for (const Expr* element : elements->inits()) {
    Value value = Evaluate(ast, *element, type.elements[0], element->getType());
    if (!value) return std::nullopt;
    list.push_back(std::move(*value));
  }
  return list;
}

/// `converted`: the type in C++ that the value has in the end.
Value Evaluate(const clang::ASTContext& ast, const Expr& expression, const Type& type,
               QualType converted) {
  if (type.user_codec) return std::nullopt;  // what it crosses as is for C++ to say
  switch (type.kind) {
    case Kind::kBool:
    case Kind::kInt:
    case Kind::kFloat:
    case Kind::kEnum:
      return Scalar(ast, expression, type, converted);
    case Kind::kString:
      return Text(expression);
    case Kind::kOptional:
      return Optional(ast, expression, type);
    case Kind::kSharedPtr:
      return Null(expression, "shared_ptr");
    case Kind::kUniquePtr:
      return Null(expression, "unique_ptr");
    case Kind::kList:
      return Elements(ast, expression, type);
    case Kind::kActor:
    case Kind::kAny:
    case Kind::kArgs:
    case Kind::kBytes:
    case Kind::kComplex:
    case Kind::kDuration:
    case Kind::kFunction:
    case Kind::kJson:
    case Kind::kMap:
    case Kind::kNdArray:
    case Kind::kNil:
    case Kind::kOpaque:
    case Kind::kPath:
    case Kind::kRecordBatch:
    case Kind::kRef:
    case Kind::kSet:
    case Kind::kStream:
    case Kind::kStruct:
    case Kind::kTable:
    case Kind::kTimePoint:
    case Kind::kTuple:
    case Kind::kVariant:
    case Kind::kVoid:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool IsOfCompilation(const clang::SourceManager& sources, const clang::LangOptions& language,
                     clang::SourceLocation location) {
  if (!location.isMacroID()) return false;
  const clang::SourceLocation written = sources.getSpellingLoc(location);
  if (sources.isWrittenInScratchSpace(written)) return true;
  if (!sources.isWrittenInBuiltinFile(written)) return false;
  const llvm::StringRef macro = clang::Lexer::getImmediateMacroName(location, sources, language);
  return macro.starts_with("__clang") || macro.starts_with("__GNUC") || macro == "__VERSION__";
}

model::Default MapDefault(const clang::ASTContext& ast, const Expr& expression,
                          const model::Type& type) {
  const Value value = DependsOnCompilation(ast, expression)
                          ? std::nullopt
                          : Evaluate(ast, expression, type, expression.getType());
  return {SourceText(ast, expression), value};
}

}  // namespace goray::scan
