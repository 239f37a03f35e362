// SPDX-License-Identifier: Apache-2.0
// `std::tuple{goray::Field("name", ...), ...}` -> its items.
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/RecursiveASTVisitor.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::Expr;

/// The constructor calls of `goray::<name>` in an initialiser, in their order, and what a getter's
/// expression refers to.
class Calls : public clang::RecursiveASTVisitor<Calls> {
 public:
  explicit Calls(llvm::StringRef name) : name_(name) {}

  bool VisitCXXConstructExpr(clang::CXXConstructExpr* call) {
    const clang::CXXConstructorDecl& constructor = *call->getConstructor();
    const clang::CXXRecordDecl& record = *constructor.getParent();
    if (constructor.isCopyOrMoveConstructor() || record.getName() != name_) return true;
    const auto* of = llvm::dyn_cast<clang::NamespaceDecl>(record.getDeclContext());
    if (of != nullptr && of->getName() == "goray") found.push_back(call);
    return true;
  }
  static bool TraverseLambdaExpr(clang::LambdaExpr*) { return true; }

  std::vector<const clang::CXXConstructExpr*> found;

 private:
  llvm::StringRef name_;
};

/// The member or function whose address `expression` is; null if it is something else.
const clang::ValueDecl* ReferredTo(const Expr& expression) {
  const Expr* inner = expression.IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
  if (const auto* address = llvm::dyn_cast<clang::UnaryOperator>(inner)) {
    inner = address->getSubExpr()->IgnoreParenCasts();
  }
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner);
  return reference == nullptr ? nullptr : reference->getDecl();
}

}  // namespace

std::optional<std::vector<ListItem>> ReadList(const clang::VarDecl& variable,
                                              llvm::StringRef name) {
  const Expr* value = variable.getInit();
  const auto* tuple = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(
      variable.getType()->getAsCXXRecordDecl());
  if (value == nullptr || tuple == nullptr || !tuple->isInStdNamespace() ||
      tuple->getName() != "tuple") {
    return std::nullopt;
  }
  Calls calls(name);
  calls.TraverseStmt(const_cast<Expr*>(value));  // NOLINT(*-const-cast): Clang's interface
  if (calls.found.size() != tuple->getTemplateArgs()[0].getPackAsArray().size())
    return std::nullopt;
  std::vector<ListItem> items;
  for (const clang::CXXConstructExpr* call : calls.found) {
    const clang::StringLiteral* literal = LiteralOf(*call->getArg(0));
    if (literal == nullptr || !clang::isValidAsciiIdentifier(literal->getString())) {
      return std::nullopt;
    }
    ListItem item{.name = literal->getString().str(), .place = call->getBeginLoc()};
    const auto& record =
        llvm::cast<clang::ClassTemplateSpecializationDecl>(*call->getConstructor()->getParent());
    for (const clang::TemplateArgument& argument : record.getTemplateArgs().asArray()) {
      item.types.push_back(argument.getAsType());
    }
    item.refers_to = ReferredTo(*call->getArg(1));
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace goray::scan
