// SPDX-License-Identifier: Apache-2.0
// Default arguments and member initialisers -> source text, and their value where JSON can say it.
#include <clang/AST/ExprCXX.h>
#include <clang/Lex/Lexer.h>
#include <llvm/Support/ConvertUTF.h>
#include <llvm/Support/JSON.h>

#include <cmath>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::Expr;
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

/// The constructor call of `expression` without the nodes that only convert or keep alive.
const Expr& Strip(const Expr& expression) {
  const Expr* inner = expression.IgnoreUnlessSpelledInSource();
  while (const auto* cast = llvm::dyn_cast<clang::CXXFunctionalCastExpr>(inner)) {
    inner = cast->getSubExpr()->IgnoreUnlessSpelledInSource();
  }
  return *inner;
}

/// The arguments somebody wrote, of `{...}` or of a constructor.
std::vector<const Expr*> Written(const Expr& expression) {
  std::vector<const Expr*> written;
  if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(&expression)) {
    written.assign(list->inits().begin(), list->inits().end());
  } else if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(&expression)) {
    for (const Expr* argument : construct->arguments()) {
      if (!llvm::isa<clang::CXXDefaultArgExpr>(argument)) written.push_back(argument);
    }
  }
  return written;
}

bool IsConstruction(const Expr& expression) {
  return llvm::isa<clang::InitListExpr, clang::CXXConstructExpr>(expression);
}

Value Scalar(const clang::ASTContext& ast, const Expr& expression, const Type& type) {
  Expr::EvalResult result;
  if (expression.isValueDependent() || !expression.EvaluateAsRValue(result, ast) ||
      result.HasSideEffects) {
    return std::nullopt;
  }
  const clang::APValue& value = result.Val;
  if (value.isInt() && type.kind == Kind::kBool) return json(value.getInt().getBoolValue());
  if (value.isInt() && type.kind != Kind::kFloat) {
    const llvm::APSInt& number = value.getInt();
    return number.isUnsigned() ? json(number.getZExtValue()) : json(number.getSExtValue());
  }
  if (!value.isFloat()) return std::nullopt;
  llvm::APFloat number = value.getFloat();
  bool inexact = false;
  number.convert(llvm::APFloat::IEEEdouble(), llvm::APFloat::rmNearestTiesToEven, &inexact);
  if (!number.isFinite()) return std::nullopt;
  return json(number.convertToDouble());
}

Value Text(const Expr& expression) {
  if (const auto* literal = llvm::dyn_cast<clang::StringLiteral>(&expression)) {
    if (literal->getCharByteWidth() != 1 || !llvm::json::isUTF8(literal->getBytes()))
      return std::nullopt;
    return json(literal->getBytes().str());
  }
  if (!IsConstruction(expression)) return std::nullopt;
  const auto written = Written(expression);
  if (written.empty()) return json("");
  return written.size() == 1 ? Text(Strip(*written[0])) : std::nullopt;
}

Value Evaluate(const clang::ASTContext& ast, const Expr& expression, const Type& type);

Value Nothing(const clang::ASTContext& ast, const Expr& expression, const Type& type) {
  const clang::CXXRecordDecl* record = expression.getType()->getAsCXXRecordDecl();
  if (record != nullptr && record->isInStdNamespace() && record->getName() == "nullopt_t")
    return json();
  if (expression.getType()->isNullPtrType()) return json();
  if (IsConstruction(expression)) {
    const auto written = Written(expression);
    if (written.empty()) return json();
    return written.size() == 1 ? Nothing(ast, Strip(*written[0]), type) : std::nullopt;
  }
  return type.kind == Kind::kOptional ? Evaluate(ast, expression, type.elements[0]) : std::nullopt;
}

Value Elements(const clang::ASTContext& ast, const Expr& expression, const Type& type) {
  if (!IsConstruction(expression)) return std::nullopt;
  std::vector<const Expr*> written = Written(expression);
  if (llvm::isa<clang::CXXConstructExpr>(expression) && !written.empty()) {
    const Expr* argument = written[0];
    if (const auto* list = llvm::dyn_cast<clang::CXXStdInitializerListExpr>(argument)) {
      argument = list->getSubExpr();
    }
    const Expr& only = Strip(*argument);
    if (written.size() != 1 || !llvm::isa<clang::InitListExpr>(only)) return std::nullopt;
    written = Written(only);
  }
  json list = json::array();
  for (const Expr* element : written) {
    Value value = Evaluate(ast, *element, type.elements[0]);
    if (!value) return std::nullopt;
    list.push_back(std::move(*value));
  }
  return list;
}

Value Evaluate(const clang::ASTContext& ast, const Expr& expression, const Type& type) {
  switch (type.kind) {
    case Kind::kBool:
    case Kind::kInt:
    case Kind::kFloat:
    case Kind::kEnum:
      return Scalar(ast, expression, type);
    case Kind::kString:
      return Text(Strip(expression));
    case Kind::kOptional:
    case Kind::kUniquePtr:
      return Nothing(ast, Strip(expression), type);
    case Kind::kList:
      return Elements(ast, Strip(expression), type);
    case Kind::kActor:
    case Kind::kAny:
    case Kind::kArgs:
    case Kind::kBytes:
    case Kind::kMap:
    case Kind::kRef:
    case Kind::kStruct:
    case Kind::kTuple:
    case Kind::kVoid:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

model::Default MapDefault(const clang::ASTContext& ast, const Expr& expression,
                          const model::Type& type) {
  return {SourceText(ast, expression), Evaluate(ast, expression, type)};
}

}  // namespace goray::scan
