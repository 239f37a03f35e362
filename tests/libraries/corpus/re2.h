// RE2.
#pragma once
#include <goray/goray.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

class RE2 {
 public:
  enum ErrorCode { NoError = 0, ErrorInternal, ErrorBadEscape, ErrorMissingParen };
  class Options {
   public:
    Options();
    std::int64_t max_mem() const;
    void set_max_mem(std::int64_t bytes);
    bool case_sensitive() const;
    void set_case_sensitive(bool sensitive);

   private:
    std::int64_t max_mem_;
    bool case_sensitive_;
  };
  class Set {
   public:
    explicit Set(const Options& options);
    bool Match(std::string_view text, std::vector<int>* matches) const;
  };
  RE2(std::string_view pattern, const Options& options);
  RE2(const RE2&) = delete;
  RE2& operator=(const RE2&) = delete;
  int NumberOfCapturingGroups() const;
};

#ifndef AS_IT_IS
template <>
struct goray::Fields<RE2::Options> {
  static constexpr auto fields =
      std::tuple{goray::Field("max_mem", &RE2::Options::max_mem, &RE2::Options::set_max_mem),
                 goray::Field("case_sensitive", &RE2::Options::case_sensitive,
                              &RE2::Options::set_case_sensitive)};
};
#endif

struct GORAY_TASKS Tasks {
  bool FullMatch(std::string_view text, std::string_view pattern) const;
  std::optional<std::vector<std::string>> Groups(std::string_view text,
                                                 std::string_view pattern) const;
  std::vector<std::optional<std::string>> FindAll(std::string_view text,
                                                  std::string_view pattern) const;
  std::map<std::string, int> NamedGroups(const std::string& pattern) const;
  std::string Replace(std::string text, std::string_view pattern, std::string_view by) const;
  std::shared_ptr<const RE2> Compile(const std::string& pattern, const RE2::Options& options) const;
  bool Matches(const RE2& regex, std::string_view text) const;
  std::vector<std::pair<std::size_t, std::size_t>> Places(const std::shared_ptr<const RE2>& regex,
                                                          std::string_view text) const;
  RE2::ErrorCode Check(std::string_view pattern) const;
  std::unique_ptr<RE2::Set> MakeSet(const std::vector<std::string_view>& patterns) const;
  std::vector<int> MatchingOf(const RE2::Set& patterns, std::string_view text) const;
  // `std::vector<std::string>`: the text is gone when Python looks
  std::vector<std::string_view> Split(std::string_view text, std::string_view pattern) const;
  std::string ReplaceBy(std::string_view text, const RE2& regex,
                        const std::function<std::string(std::string_view)>& by) const;
  std::size_t CountIn(std::span<const std::string> texts, std::string_view pattern) const;
};
