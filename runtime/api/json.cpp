// SPDX-License-Identifier: Apache-2.0
#include "api/json.h"

#include <goray/error.h>
#include <goray/wire/limits.h>

#include <cmath>

#include "wire/utf8.h"

namespace goray::detail {
namespace {

struct JsonMaker {
  int depth;

  nlohmann::json operator()(std::monostate) const { return nullptr; }
  nlohmann::json operator()(bool value) const { return value; }
  nlohmann::json operator()(std::int64_t value) const { return value; }
  nlohmann::json operator()(std::uint64_t value) const { return value; }
  nlohmann::json operator()(double value) const {
    if (!std::isfinite(value)) Refuse("a float that is not finite");
    return value;
  }
  nlohmann::json operator()(const std::string& value) const {
    if (wire::FindInvalidUtf8(value) != std::string_view::npos) Refuse("text that is not UTF-8");
    return value;
  }
  nlohmann::json operator()(const Any::Bytes&) const { Refuse("bytes"); }
  nlohmann::json operator()(const Any::Ext&) const { Refuse("an ext type"); }
  nlohmann::json operator()(const wire::ReferencePtr&) const { Refuse("a reference"); }
  nlohmann::json operator()(const Any::List& list) const {
    nlohmann::json json = nlohmann::json::array();
    try {
      for (const Any& item : list) json.push_back(Inside(item));
    } catch (wire::CodecError& error) {
      error.AddIndex(json.size());
      throw;
    }
    return json;
  }
  nlohmann::json operator()(const Any::Map& map) const {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [key, value] : map) {
      const auto* name = std::get_if<std::string>(&key.variant());
      if (name == nullptr) Refuse("a key that is not a string");
      try {
        static_cast<void>((*this)(*name));
        json[*name] = Inside(value);
      } catch (wire::CodecError& error) {
        error.AddField(*name);
        throw;
      }
    }
    return json;
  }

 private:
  nlohmann::json Inside(const Any& value) const {
    if (depth == limits::kDepth) Refuse("so many levels: it is nested deeper than 512");
    return std::visit(JsonMaker{depth + 1}, value.variant());
  }
  [[noreturn]] static void Refuse(const char* what) {
    throw wire::CodecError(wire::Fault::kValue, std::string("JSON cannot hold ") + what);
  }
};

}  // namespace

nlohmann::json ToJson(const Any& value) {
  try {
    return std::visit(JsonMaker{0}, value.variant());
  } catch (const wire::CodecError& error) {
    wire::Rethrow(error, "option ");
  }
}

}  // namespace goray::detail
