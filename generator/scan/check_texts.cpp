// SPDX-License-Identifier: Apache-2.0
// All texts of an interface are looked at in its JSON, so that none can be forgotten.
#include <llvm/Support/JSON.h>

#include "generator/model/catalogue.h"
#include "generator/model/json.h"
#include "generator/scan/text.h"

namespace goray::scan {
namespace {

using model::Diagnostic;
using model::Location;

using nlohmann::json;

/// What the text at `key` is to who wrote it.
std::string_view Described(std::string_view key) {
  if (key == "doc") return "the comment";
  if (key == "deprecated") return "the deprecation message";
  if (key == "path" || key == "file") return "the path";
  if (key == "value" || key == "cpp") return "the C++ text";
  return "the name";
}

std::string Hexadecimal(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {'0', 'x', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
}

class TextChecker {
 public:
  void Walk(const json& node, const std::string& key, std::string name, Location location) {
    if (node.is_string()) return CheckText(node.get_ref<const std::string&>(), key, name, location);
    if (node.is_array()) {
      for (const json& element : node) Walk(element, key, name, location);
    }
    if (!node.is_object()) return;
    if (const auto own = node.find("name"); own != node.end() && own->is_string()) {
      const auto& text = own->get_ref<const std::string&>();
      if (!text.empty()) name = text;
    }
    if (const auto own = node.find("location"); own != node.end() && own->is_object()) {
      location = {own->at("file"), own->at("line"), own->at("column")};
    }
    for (const auto& [inner_key, inner] : node.items()) {
      CheckText(inner_key, key, name, location);
      Walk(inner, inner_key, name, location);
    }
  }

  std::vector<Diagnostic> found;

 private:
  void CheckText(const std::string& text, const std::string& key, const std::string& name,
                 const Location& location) {
    std::size_t at = 0;
    if (llvm::json::isUTF8(text, &at)) return;
    const bool is_path = key == "path" || key == "file";
    const std::string byte = Hexadecimal(static_cast<unsigned char>(text[at]));
    found.push_back(
        model::MakeDiagnostic(model::catalogue::kNotUtf8, is_path ? Location() : location,
                              {std::string(Described(key)), is_path ? text : name, byte}));
  }
};

}  // namespace

std::vector<Diagnostic> CheckTexts(const model::Interface& interface) {
  TextChecker checker;
  checker.Walk(model::ToTree(interface, ""), "", "", {});
  return std::move(checker.found);
}

}  // namespace goray::scan
