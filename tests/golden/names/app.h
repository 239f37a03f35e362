// Names that C++ allows and Python or the package itself uses for something else.
#pragma once
#include <goray/goray.h>

#include <cstdint>
#include <string>
#include <vector>

/// goray has one, too.
struct Options {
  std::int64_t a = 0;
};

namespace names {

struct Task {
  std::int64_t from;  ///< Where it comes from.
  std::int64_t list = 1;
  std::vector<std::int64_t> None;
  std::int64_t __private;
};

namespace other {
struct Task {
  bool ok;
};
}  // namespace other

enum class Level { real, name, _hidden, True };

struct GORAY_TASKS Tasks{
    /// Adds numbers, "so to say", in C:\new.
    std::int64_t lambda(std::int64_t self, std::int64_t from = 2, std::int64_t from_ = 3)
        const {return self + from + from_;
}  // namespace names
std::vector<std::int64_t> list(const std::vector<std::int64_t>& int_, std::int64_t name = 1) const {
  auto result = int_;
  result.push_back(name);
  return result;
}
Task Object(Task task) const { return task; }
other::Task Other(other::Task _app) const { return _app; }
std::int64_t Sum(::Options call, ::Options Options) const { return call.a + Options.a; }
Level Ref(Level level = Level::True) const { return level; }
std::string Quote(std::string text = "a\"b'c\\d\n") const { return text; }
std::string Computed(std::string text = std::string(3, 'x'), std::int64_t times = 1) const {
  std::string result;
  while (times-- > 0) result += text;
  return result;
}
}
;

class Box {
 public:
  std::vector<std::int64_t> list() const { return {1}; }
  std::int64_t kill(std::int64_t cls = 7) const { return cls; }
  std::int64_t pass() const { return 1; }
};

struct GORAY_ACTORS Actors {
  Box NewBox() const { return {}; }
  Box lambda() const { return {}; }
};

}  // namespace names
