// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "generator/scan/compare/compare.h"

namespace goray::scan {
namespace {

bool IsDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::string Floating(const std::string& digits) {
  char* end = nullptr;
  const long double value = std::strtold(digits.c_str(), &end);
  const bool single = *end == 'f' || *end == 'F';
  char shown[64];
  if (single) {
    std::snprintf(shown, sizeof shown, "%.9gf", static_cast<double>(static_cast<float>(value)));
  } else {
    std::snprintf(shown, sizeof shown, "%.17g", static_cast<double>(value));
  }
  return shown;
}

/// Compilers' <limits> write one value in several bases, and with more or fewer digits.
std::string Number(std::string_view token) {
  std::string digits(token);
  std::erase(digits, '\'');
  const bool hexadecimal = digits.starts_with("0x") || digits.starts_with("0X");
  const std::string_view exponents = hexadecimal ? ".pP" : ".eE";
  if (digits.find_first_of(exponents) != std::string::npos) return Floating(digits);
  const bool binary = digits.starts_with("0b") || digits.starts_with("0B");
  const bool octal = !hexadecimal && !binary && digits.size() > 1 && digits[0] == '0';
  const int base = hexadecimal ? 16 : binary ? 2 : octal ? 8 : 10;
  const std::size_t skipped = hexadecimal || binary ? 2 : 0;
  unsigned long long value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data() + skipped, end, value, base);
  // A suffix is a part of the type, but headers differ in it; one of a user's own is kept.
  const bool plain = std::all_of(rest, end, [](char c) {
    return std::string_view("uUlLzZ").find(c) != std::string_view::npos;
  });
  return error == std::errc() && plain ? std::to_string(value) : digits;
}

}  // namespace

std::string Normalised(std::string_view token) {
  if (token[0] == kOfCompilation) return kOfCompilation + Normalised(token.substr(1));
  const bool is_number =
      IsDigit(token[0]) || (token.size() > 1 && token[0] == '.' && IsDigit(token[1]));
  return is_number ? Number(token) : std::string(token);
}

}  // namespace goray::scan
