// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "rpyc/base/failure.h"
#include "rpyc/conversion/base64.h"
#include "rpyc/conversion/json.h"

namespace goray::rpyc_bridge {
namespace {

using nlohmann::json;

/// An object with this one key is bytes, which JSON has no form for.
constexpr std::string_view kBytesKey = "$bytes";

/// Builds values as the parser meets them: a list of unfinished containers, the innermost last.
class Builder : public nlohmann::json_sax<json> {
 public:
  Builder(Arena& arena, unsigned depth) : arena_(arena), depth_(depth), open_(1) {}

  bool null() override { return Add(MakeKind(RPYC_NONE)); }
  bool boolean(bool value) override { return Add({RPYC_BOOL, 0, {.integer = value}}); }
  bool number_integer(number_integer_t value) override { return Add(MakeInt(value)); }
  bool number_unsigned(number_unsigned_t value) override {
    return value <= INT64_MAX ? Add(MakeInt(static_cast<std::int64_t>(value)))
                              : Add(Store(RPYC_BIGINT, std::to_string(value)));
  }
  bool number_float(number_float_t value, const string_t& text) override {
    // The parser calls integers beyond 64 bits floats; Python does not.
    if (text.find_first_of(".eE") == std::string::npos) return Add(Store(RPYC_BIGINT, text));
    return Add({RPYC_FLOAT, 0, {.real = value}});
  }
  bool string(string_t& value) override { return Add(Store(RPYC_STR, value)); }
  bool key(string_t& value) override { return Add(Store(RPYC_STR, value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return Open(); }
  bool start_array(std::size_t) override { return Open(); }
  bool end_object() override {
    const std::vector<Value>& items = open_.back();
    bool marked = items.size() == 2 && Text(items[0]) == kBytesKey;
    return marked ? CloseBytes(items[1]) : Close(RPYC_DICT);
  }
  bool end_array() override { return Close(RPYC_LIST); }
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& error) override {
    this->error = std::string(" is not JSON: ") + error.what();
    return false;
  }

  const Value& value() const { return open_[0][0]; }
  std::string error;

 private:
  Value Store(std::uint32_t kind, const std::string& text) {
    auto* copy = arena_.Make<char>(text.size() + 1);
    std::memcpy(copy, text.c_str(), text.size() + 1);
    return MakeText(kind, {copy, text.size()});
  }
  bool Add(const Value& value) {
    open_.back().push_back(value);
    return true;
  }
  bool Open() {
    if (open_.size() > depth_) {
      error = " is nested more than " + std::to_string(depth_) + " deep";
      return false;
    }
    open_.emplace_back();
    return true;
  }
  bool Close(std::uint32_t kind) {
    std::vector<Value> items = std::move(open_.back());
    open_.pop_back();
    auto* copy = arena_.Make<Value>(items.size());
    std::ranges::copy(items, copy);
    return Add({kind,
                static_cast<std::uint32_t>(kind == RPYC_DICT ? items.size() / 2 : items.size()),
                {.items = copy}});
  }

  bool CloseBytes(const Value& text) {
    std::optional<std::string> bytes;
    if (text.kind == RPYC_STR) bytes = FromBase64(Text(text));
    if (!bytes) {
      error = ": \"$bytes\" must be base64 text";
      return false;
    }
    open_.pop_back();
    return Add(Store(RPYC_BYTES, *bytes));
  }

  Arena& arena_;
  const unsigned depth_;
  std::vector<std::vector<Value>> open_;
};

}  // namespace

Value FromJson(std::string_view text, Arena& arena, std::string_view what, unsigned depth) {
  Builder builder(arena, depth);
  if (!json::sax_parse(text, &builder)) {
    throw UsageFailure(std::string(what) + builder.error);
  }
  return builder.value();
}

JsonArguments::JsonArguments(std::string_view args_json, std::string_view kwargs_json)
    : values_(FromJson(args_json, arena_, "args_json", kValueDepth + 1)) {
  if (values_.kind != RPYC_LIST)
    throw UsageFailure("args_json must be a JSON array, for example [16]");
  Value kwargs = FromJson(kwargs_json, arena_, "kwargs_json", kValueDepth + 1);
  if (kwargs.kind != RPYC_DICT)
    throw UsageFailure("kwargs_json must be a JSON object, for example {\"axis\": 0}");
  for (std::size_t i = 0; i < kwargs.size; ++i) {
    std::string_view name = Text(kwargs.as.items[2 * i]);
    if (name.find('\0') != std::string_view::npos)
      throw UsageFailure("kwargs_json: the name of a keyword argument holds a NUL");
    names_.push_back(name.data());
    named_.push_back(kwargs.as.items[2 * i + 1]);
  }
}

}  // namespace goray::rpyc_bridge
