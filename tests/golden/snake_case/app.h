// Made with --python-names snake_case.
#pragma once
#include <goray/goray.h>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace snake {

struct Page {
  std::string RequestUrl;
};

/// Keeps pages.
class PageStore {
 public:
  explicit PageStore(std::int64_t maxPages) : max_(maxPages) {}
  std::int64_t AddOne(std::int64_t howMany = 1) {
    if (howMany > max_) throw std::out_of_range("full");
    return count_ += howMany;
  }
  std::string HTTPGet(Page page) const { return "got " + page.RequestUrl; }

 private:
  std::int64_t max_ = 0;
  std::int64_t count_ = 0;
};

/// Pages, and
/// what is done with them.
struct GORAY_TASKS Tasks {
  std::int64_t HelloWorld(std::int64_t aNumber, std::int64_t b = 2) const { return aNumber + b; }
  std::string ParseURL2(std::string text) const { return "2" + text; }
  bool Lambda() const { return true; }
  GORAY_NAME("TwoWords") std::int64_t One() const { return 12; }
  bool already_so() const { return true; }
};

/// What stores pages.
struct GORAY_ACTORS Actors {
  PageStore NewPageStore(std::int64_t maxPages) const { return PageStore(maxPages); }
  PageStore SmallStore() const { return PageStore(1); }
};

}  // namespace snake
