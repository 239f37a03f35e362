// SPDX-License-Identifier: Apache-2.0
#include "passengers.h"

#include <string>

namespace gorayffi {
namespace {

constexpr std::string_view kMagic = "GRPT";

thread_local PassengerScope* current = nullptr;

std::uint32_t BigEndian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace

PassengerScope::PassengerScope(nb::handle knows) : knows_(knows), outer_(current) {
  current = knows.is_none() ? nullptr : this;
}

PassengerScope::~PassengerScope() { current = outer_; }

PassengerScope* PassengerScope::Current() { return current; }

bool PassengerScope::Add(PyObject* value, std::uint32_t& index) {
  if (!nb::cast<bool>(knows_(nb::handle(value)))) return false;
  if (!list_) list_ = nb::list();
  index = static_cast<std::uint32_t>(nb::len(list_));
  nb::borrow<nb::list>(list_).append(nb::handle(value));
  return true;
}

void InsertTable(Buffer& out, std::size_t offset, std::string_view entries) {
  const auto length = static_cast<std::uint32_t>(kMagic.size() + entries.size());
  std::string table{'\xC9'};
  for (int shift = 24; shift >= 0; shift -= 8) table += static_cast<char>(length >> shift);
  table += static_cast<char>(kPassengerExt);
  table.append(kMagic).append(entries);
  const std::string values(out.data() + offset, out.size() - offset);
  out.Truncate(offset);
  out.Append(table.data(), table.size());
  out.Append(values.data(), values.size());
}

std::string_view TakeTable(std::string_view& message) {
  if (message.empty()) return {};
  const auto head = static_cast<unsigned char>(message[0]);
  if (head < 0xC7 || head > 0xC9) return {};
  const std::size_t width = std::size_t{1} << (head - 0xC7U);
  const std::size_t start = 1 + width + 1;
  if (message.size() < start + kMagic.size() || message[start - 1] != kPassengerExt) return {};
  const std::size_t length = BigEndian(message.substr(1, width));
  if (message.substr(start, kMagic.size()) != kMagic || length < kMagic.size() ||
      length > message.size() - start) {
    return {};
  }
  const std::string_view entries = message.substr(start + kMagic.size(), length - kMagic.size());
  message.remove_prefix(start + length);
  return entries;
}

}  // namespace gorayffi
