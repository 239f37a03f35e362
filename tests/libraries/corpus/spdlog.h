// spdlog and std: what the headers of such libraries use of the standard.
#pragma once
#include <goray/goray.h>

#include <bitset>
#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>

namespace spdlog {
namespace level {
enum level_enum : int { trace, debug, info, warn, err, critical, off, n_levels };
}
class logger {
 public:
  explicit logger(std::string name);
  void set_level(level::level_enum level);
  const std::string& name() const;
};
}  // namespace spdlog

#ifndef AS_IT_IS
template <>
struct goray::ResultOf<std::error_code> {
  static void Unwrap(std::error_code error);
};
#endif

struct GORAY_TASKS Tasks {
  std::shared_ptr<spdlog::logger> FileLogger(const std::string& name,
                                             const std::filesystem::path& file) const;
  void SetLevel(spdlog::logger& logger, spdlog::level::level_enum level) const;
  void Log(const std::shared_ptr<spdlog::logger>& logger, spdlog::level::level_enum level,
           std::string_view text) const;
  void FlushEvery(std::chrono::milliseconds time) const;
  // `std::vector<std::pair<...>>`: a dict has each key once
  std::multimap<std::chrono::system_clock::time_point, std::string> Recent(std::size_t count) const;
  std::map<std::string, std::variant<std::int64_t, double, std::string>, std::less<>> Fields(
      std::string_view line) const;
  // `std::string` or `std::int8_t`: nobody knows which of the two a `char` is
  std::string Pad(std::string_view text, std::size_t width, char fill) const;
  std::error_code Rotate(const std::filesystem::path& file) const;
  // a duration, or a point of the `system_clock`: what other clocks say means nothing in
  // another process
  std::chrono::steady_clock::time_point LastWrite(const spdlog::logger& logger) const;
};
