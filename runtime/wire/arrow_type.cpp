// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/arrow.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "wire/text.h"

namespace goray::wire {
namespace {

struct Named {
  std::string_view format;
  ArrowType type;
  std::string_view name;
};

/// Those without parameters.
constexpr std::array<Named, 43> kTypes = {{
    {"n", {ArrowLayout::kNull, 0}, "null"},
    {"b", {ArrowLayout::kBits, 0}, "bool"},
    {"c", {ArrowLayout::kFixed, 1}, "int8"},
    {"C", {ArrowLayout::kFixed, 1}, "uint8"},
    {"s", {ArrowLayout::kFixed, 2}, "int16"},
    {"S", {ArrowLayout::kFixed, 2}, "uint16"},
    {"i", {ArrowLayout::kFixed, 4}, "int32"},
    {"I", {ArrowLayout::kFixed, 4}, "uint32"},
    {"l", {ArrowLayout::kFixed, 8}, "int64"},
    {"L", {ArrowLayout::kFixed, 8}, "uint64"},
    {"e", {ArrowLayout::kFixed, 2}, "halffloat"},
    {"f", {ArrowLayout::kFixed, 4}, "float"},
    {"g", {ArrowLayout::kFixed, 8}, "double"},
    {"z", {ArrowLayout::kText32, 0}, "binary"},
    {"Z", {ArrowLayout::kText64, 0}, "large_binary"},
    {"vz", {ArrowLayout::kTextView, 0}, "binary_view"},
    {"u", {ArrowLayout::kText32, 0}, "string"},
    {"U", {ArrowLayout::kText64, 0}, "large_string"},
    {"vu", {ArrowLayout::kTextView, 0}, "string_view"},
    {"tdD", {ArrowLayout::kFixed, 4}, "date32[day]"},
    {"tdm", {ArrowLayout::kFixed, 8}, "date64[ms]"},
    {"tts", {ArrowLayout::kFixed, 4}, "time32[s]"},
    {"ttm", {ArrowLayout::kFixed, 4}, "time32[ms]"},
    {"ttu", {ArrowLayout::kFixed, 8}, "time64[us]"},
    {"ttn", {ArrowLayout::kFixed, 8}, "time64[ns]"},
    {"tDs", {ArrowLayout::kFixed, 8}, "duration[s]"},
    {"tDm", {ArrowLayout::kFixed, 8}, "duration[ms]"},
    {"tDu", {ArrowLayout::kFixed, 8}, "duration[us]"},
    {"tDn", {ArrowLayout::kFixed, 8}, "duration[ns]"},
    {"tiM", {ArrowLayout::kFixed, 4}, "month_interval"},
    {"tiD", {ArrowLayout::kFixed, 8}, "day_time_interval"},
    {"tin", {ArrowLayout::kFixed, 16}, "month_day_nano_interval"},
    {"+l", {ArrowLayout::kList32, 0}, "list"},
    {"+L", {ArrowLayout::kList64, 0}, "large_list"},
    {"+m", {ArrowLayout::kList32, 0}, "map"},
    {"+s", {ArrowLayout::kStruct, 0}, "struct"},
    {"+vl", {ArrowLayout::kOther, 0}, "list_view"},
    {"+vL", {ArrowLayout::kOther, 0}, "large_list_view"},
    {"+r", {ArrowLayout::kOther, 0}, "run_end_encoded"},
    {"tss:", {ArrowLayout::kFixed, 8}, "timestamp[s"},
    {"tsm:", {ArrowLayout::kFixed, 8}, "timestamp[ms"},
    {"tsu:", {ArrowLayout::kFixed, 8}, "timestamp[us"},
    {"tsn:", {ArrowLayout::kFixed, 8}, "timestamp[ns"},
}};

const Named* Find(std::string_view format) {
  if (format.starts_with("ts")) format = format.substr(0, 4);  // a time zone follows
  const auto* const found = std::ranges::find(kTypes, format, &Named::format);
  return found == kTypes.end() ? nullptr : found;
}

/// The number behind `from`; -1 if there is none.
std::int64_t NumberAt(std::string_view format, std::size_t from) {
  std::int64_t number = -1;
  const char* const first = format.data() + std::min(from, format.size());
  const char* const last = format.data() + format.size();
  return std::from_chars(first, last, number).ptr == last ? number : -1;
}

/// Of "d:19,10,128", whose last number may be missing.
std::int64_t DecimalWidth(std::string_view format) {
  const std::size_t comma = format.rfind(',');
  if (std::ranges::count(format, ',') < 2) return 16;
  const std::int64_t bits = NumberAt(format, comma + 1);
  return bits > 0 && bits <= 512 && bits % 8 == 0 ? bits / 8 : -1;
}

}  // namespace

ArrowType ArrowTypeOf(std::string_view format) {
  if (const Named* const named = Find(format)) return named->type;
  std::int64_t width = -1;
  if (format.starts_with("w:")) width = NumberAt(format, 2);
  if (format.starts_with("d:")) width = DecimalWidth(format);
  if (width >= 0) return {ArrowLayout::kFixed, width};
  if (format.starts_with("+w:")) width = NumberAt(format, 3);
  return {width >= 0 ? ArrowLayout::kFixedList : ArrowLayout::kOther, width};
}

std::string ArrowTypeName(const ArrowSchema& schema) {
  if (schema.dictionary != nullptr) return "dictionary of " + ArrowTypeName(*schema.dictionary);
  const std::string_view format = schema.format;
  const Named* const named = Find(format);
  if (named == nullptr) return "the Arrow type " + Shown(format);
  std::string name(named->name);
  if (!format.starts_with("ts")) return name;
  if (format.size() > 4) name += ", tz=" + std::string(format.substr(4));
  return name + "]";
}

}  // namespace goray::wire
