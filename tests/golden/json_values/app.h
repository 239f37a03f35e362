// JSON of nlohmann's library, at every place of a value; text of C.
#pragma once
#include <goray/goray.h>

#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace json_values {

struct Document {
  std::string name;
  nlohmann::json content = {{"a", 1}};
  std::map<std::string, nlohmann::json> parts = {};
};

struct GORAY_TASKS Tasks {
  nlohmann::json Same(const nlohmann::json& value) const { return value; }
  nlohmann::ordered_json SameOrder(nlohmann::ordered_json value = nullptr) const { return value; }
  std::vector<nlohmann::json> List(std::vector<nlohmann::json> values) const { return values; }
  Document SameDocument(Document document) const { return document; }
  nlohmann::json Parse(const std::string& text) const { return nlohmann::json::parse(text); }
  std::string Dump(const nlohmann::json& value) const { return value.dump(); }
  nlohmann::json Broken() const { return {{"data", {1, nlohmann::json::binary({1, 2})}}}; }
  std::size_t Length(const char* text = "abc") const { return std::strlen(text); }
};

}  // namespace json_values
