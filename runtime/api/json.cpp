// SPDX-License-Identifier: Apache-2.0
#include "api/json.h"

#include <goray/error.h>

#include <cmath>

namespace goray::detail {
namespace {

struct Visitor {
  const std::string& path;

  nlohmann::json operator()(std::monostate) const { return nullptr; }
  nlohmann::json operator()(bool value) const { return value; }
  nlohmann::json operator()(std::int64_t value) const { return value; }
  nlohmann::json operator()(std::uint64_t value) const { return value; }
  nlohmann::json operator()(double value) const {
    if (!std::isfinite(value)) Refuse("a float that is not finite");
    return value;
  }
  nlohmann::json operator()(const std::string& value) const { return value; }
  nlohmann::json operator()(const Any::Bytes&) const { Refuse("bytes"); }
  nlohmann::json operator()(const Any::Ext&) const { Refuse("an ext type"); }
  nlohmann::json operator()(const wire::ReferencePtr&) const { Refuse("a reference"); }
  nlohmann::json operator()(const Any::List& list) const {
    nlohmann::json json = nlohmann::json::array();
    for (const Any& item : list)
      json.push_back(ToJson(item, path + "[" + std::to_string(json.size()) + "]"));
    return json;
  }
  nlohmann::json operator()(const Any::Map& map) const {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [key, value] : map) {
      const auto* name = std::get_if<std::string>(&key.variant());
      if (name == nullptr) Refuse("a key that is not a string");
      json[*name] = ToJson(value, path.empty() ? *name : path + "." + *name);
    }
    return json;
  }

 private:
  [[noreturn]] void Refuse(const char* what) const {
    throw ValueError("option '" + path + "': JSON cannot hold " + what);
  }
};

}  // namespace

nlohmann::json ToJson(const Any& value, const std::string& path) {
  return std::visit(Visitor{path}, value.variant());
}

}  // namespace goray::detail
