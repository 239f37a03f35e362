// SPDX-License-Identifier: Apache-2.0
#include "generator/scan/compare/definition_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>

namespace goray::scan {
namespace {

bool IsOneOf(std::string_view text, std::span<const std::string_view> texts) {
  return std::ranges::find(texts, text) != texts.end();
}

/// Of a function that is an interface, or compilers' macros differ in them.
constexpr std::array<std::string_view, 6> kLeftOut = {"inline",    "__inline",  "__inline__",
                                                      "constexpr", "constinit", "__extension__"};
/// A group in parentheses behind one of these is not the parameters of a function.
constexpr std::array<std::string_view, 7> kWithParentheses = {
    "alignas", "decltype", "noexcept", "explicit", "__typeof__", "requires", "sizeof"};
constexpr std::array<std::string_view, 7> kBeforeRequiresExpression = {"requires", "&&", "||", "!",
                                                                       "(",        "=",  ","};

bool IsName(std::string_view token) {
  const auto first = static_cast<unsigned char>(token.empty() ? ' ' : token[0]);
  return std::isalpha(first) != 0 || first == '_' || first >= 0x80;
}

/// A number in parentheses behind a type, as g++ writes DBL_MAX.
bool IsConvertedNumber(const std::vector<std::string>& out) {
  if (out.size() < 4 || out.back() != ")" || out[out.size() - 3] != "(") return false;
  const std::string& type = out[out.size() - 4];
  const char digit = out[out.size() - 2][0];
  return (type == "double" || type == "float") &&
         std::isdigit(static_cast<unsigned char>(digit)) != 0;
}

}  // namespace

std::string_view DefinitionReader::Peek(std::size_t ahead) const {
  return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead].text : std::string_view();
}

void DefinitionReader::Push(std::string_view text) {
  if (text.empty() || IsOneOf(text, kLeftOut)) return;
  if (text == ">>") return Push(">"), Push(">");
  out_.push_back(Normalised(text));
  if (IsConvertedNumber(out_)) {
    const std::string number = out_[out_.size() - 2];
    out_.resize(out_.size() - 4);
    out_.push_back(number);
  }
}

bool DefinitionReader::IsAttribute() const {
  const std::string_view token = Peek();
  return token == "__attribute__" || token == "__attribute" || (token == "[" && Peek(1) == "[");
}

std::string DefinitionReader::SkipAttribute() {
  if (!Is("[")) Next();
  const std::size_t start = at_;
  SkipBrackets();
  std::string text;
  bool annotates = false;
  for (std::size_t i = start; i < at_ && i < tokens_.size(); ++i) {
    std::string_view token = tokens_[i].text;
    annotates = annotates || token == "annotate";
    if (token.front() == kOfCompilation) token.remove_prefix(1);
    if (token.size() > 1 && token.front() == '"') text += token.substr(1, token.size() - 2);
  }
  constexpr std::string_view kPrefix = "goray::";
  return annotates && text.starts_with(kPrefix) ? text.substr(kPrefix.size()) : "";
}

bool DefinitionReader::IsTypeKey() const {
  const std::string_view token = Peek();
  return token == "struct" || token == "class" || token == "union" || token == "enum";
}

std::optional<DefinitionReader::Head> DefinitionReader::ReadHead() {
  Head head;
  const bool is_enum = Is("enum");
  Next();
  if (is_enum && IsTypeKey()) Next();
  while (!AtEnd()) {
    if (IsAttribute()) {
      const std::string annotation = SkipAttribute();
      if (!annotation.empty()) head.annotation += (head.annotation.empty() ? "" : ",") + annotation;
    } else if (Is("alignas")) {
      Next();
      SkipBrackets();
    } else if (IsName(Peek()) && (head.name.empty() || !Is("final"))) {
      head.name = Peek();
      head.place = Place();
      Next();
    } else if (Is("::") || Is("final")) {
      Next();
    } else {
      break;
    }
  }
  if (Is("<")) {  // a specialisation
    int open = 0;
    do {
      open += Is("<") ? 1 : Is(">") ? -1 : Is(">>") ? -2 : 0;
      Next();
    } while (open > 0 && !AtEnd() && !Is(";"));
    if (Is("final")) Next();
  }
  if (Is(":")) {
    while (!AtEnd() && !Is("{") && !Is(";") && !Is("}")) Is("(") ? SkipBrackets() : Next();
  }
  if (!Is("{")) return std::nullopt;
  head.end = at_;
  return head;
}

Collected::Definition DefinitionReader::ReadType(const Head& head) {
  out_.clear();
  functions_.clear();
  depth_ = 0;
  TakeNestedType();
  return {{.name = head.name,
           .annotation = head.annotation,
           .tokens = std::move(out_),
           .functions = std::move(functions_)},
          head.place};
}

Collected::Definition DefinitionReader::ReadFunction() {
  out_.clear();
  Collected::Definition function;
  while (!AtEnd() && !Is(";") && !Is("{")) {
    if (IsAttribute()) {
      SkipAttribute();
    } else if (Is("(")) {
      TakeBrackets();
    } else {
      if (Peek(1) == "(" && function.seen.name.empty()) {
        function.seen.name = Peek();
        function.place = Place();
      }
      Take();
    }
  }
  function.seen.functions = {function.seen.name};
  function.seen.tokens = std::move(out_);
  return function;
}

void DefinitionReader::SkipBrackets() {
  int open = 0;
  do {
    const std::string_view token = Peek();
    open += token == "(" || token == "[" || token == "{" ? 1 : 0;
    open -= token == ")" || token == "]" || token == "}" ? 1 : 0;
    Next();
  } while (open > 0 && !AtEnd());
}

void DefinitionReader::TakeBrackets() {
  int open = 0;
  do {
    if (IsAttribute()) {
      SkipAttribute();
      continue;
    }
    const std::string_view token = Peek();
    open += token == "(" || token == "[" || token == "{" ? 1 : 0;
    open -= token == ")" || token == "]" || token == "}" ? 1 : 0;
    Take();
  } while (open > 0 && !AtEnd());
}

bool DefinitionReader::TakeNestedType() {
  const std::size_t start = at_;
  const std::optional<Head> head = ReadHead();
  Seek(start);
  if (!head) return false;
  const bool is_enum = Is("enum");
  const std::string_view access = Is("class") ? "private" : "public";
  while (at_ < head->end) {
    if (!IsAttribute()) {
      Take();
    } else if (const std::string annotation = SkipAttribute(); !annotation.empty()) {
      Push("goray::" + annotation);
    }
  }
  is_enum ? TakeBrackets() : TakeMembers(access);
  return true;
}

void DefinitionReader::TakeMembers(std::string_view access) {
  Take();
  ++depth_;
  while (!AtEnd() && !Is("}")) {
    const bool names_access = (Is("public") || Is("protected") || Is("private")) && Peek(1) == ":";
    if (names_access) {
      access = Peek();
      Seek(at_ + 2);
      continue;
    }
    const std::size_t size = out_.size();
    const std::size_t functions = functions_.size();
    TakeMember();
    if (access != "public") {
      out_.resize(size);
      functions_.resize(functions);
    }
  }
  --depth_;
  if (!AtEnd()) Take();
}

void DefinitionReader::TakeMember() {
  if (Is("static_assert") || Is("_Static_assert")) {
    while (!AtEnd() && !Is(";")) Is("(") ? SkipBrackets() : Next();
    Next();
    return;
  }
  Member member;
  while (!AtEnd() && !Is("}") && !TakePart(member)) continue;
  if (member.is_function && depth_ == 1 && IsName(member.name)) functions_.push_back(member.name);
}

bool DefinitionReader::TakePart(Member& member) {
  if (Is(";")) return Take(), true;
  if (IsAttribute()) {
    if (const std::string annotation = SkipAttribute(); !annotation.empty()) {
      Push("goray::" + annotation);
    }
  } else if (IsTypeKey() && !member.is_function && !member.has_value && TakeNestedType()) {
    return false;
  } else if (Is("requires")) {
    TakeRequires();
  } else if (Is("(")) {
    TakeParentheses(member);
  } else if (Is("=") && (out_.empty() || out_.back() != "operator")) {
    member.has_value = true;
    Take();
  } else if (member.is_function && !member.has_value && (Is("{") || Is(":") || Is("try"))) {
    SkipBody();
    Push(";");
    if (Is(";")) Next();
    return true;
  } else if (Is("[") || Is("{")) {
    TakeBrackets();
  } else {
    Take();
  }
  return false;
}

void DefinitionReader::TakeParentheses(Member& member) {
  const std::string before = out_.empty() ? "" : out_.back();
  const bool is_call_operator = before == "operator";
  if (!member.has_value && !member.is_function && !is_call_operator &&
      !IsOneOf(std::string_view(before), kWithParentheses)) {
    member.is_function = true;
    member.name = before;
  }
  TakeBrackets();
}

/// Also the initialisers of a constructor, and handlers.
void DefinitionReader::SkipBody() {
  if (Is("try")) Next();
  if (Is(":")) {
    do {
      while (!AtEnd() && !Is("(") && !Is("{")) Next();
      SkipBrackets();
      if (Is("...")) Next();
    } while (Is(","));
  }
  if (Is("{")) SkipBrackets();
  while (Is("catch")) {
    Next();
    SkipBrackets();
    SkipBrackets();
  }
}

void DefinitionReader::TakeRequires() {
  const std::string before = out_.empty() ? "" : out_.back();
  Take();
  if (!IsOneOf(std::string_view(before), kBeforeRequiresExpression)) return;
  if (Is("(")) TakeBrackets();
  if (Is("{")) TakeBrackets();
}

}  // namespace goray::scan
