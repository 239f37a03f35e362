// SPDX-License-Identifier: Apache-2.0
// Takes values of any size, calls Python as deeply as it is asked to, and has an actor whose
// destructor fails.
#include <goray/goray.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace limits {

enum class Color { RED = 1, BLUE = 7 };

struct Point {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

struct GORAY_TASKS Tasks {
  goray::Any Echo(goray::Any value) const { return value; }
  std::int64_t Count(const std::vector<std::int64_t>& numbers) const {
    return static_cast<std::int64_t>(numbers.size());
  }
  std::int64_t CountPoints(const std::vector<Point>& points) const {
    return static_cast<std::int64_t>(points.size());
  }
  std::int64_t CountWords(const std::map<std::string, std::string>& words) const {
    return static_cast<std::int64_t>(words.size());
  }
  Color Paint(Color color) const { return color; }
  std::int64_t Size(const std::string& text) const {
    return static_cast<std::int64_t>(text.size());
  }
  goray::Any CallPython(const std::string& name, goray::Any argument) const {
    return goray::LocalCallPyTask(name, argument).As<goray::Any>();
  }
  goray::Any Nested(int levels) const {
    goray::Any value(1);
    for (int i = 0; i < levels; ++i) value = goray::Any(goray::Any::List{value});
    return value;
  }
  std::string WhatPythonSays(const std::string& name) const {
    try {
      static_cast<void>(goray::LocalCallPyTask(name));
      return "";
    } catch (const goray::TaskError& error) {
      return error.type() + ": " + error.message();
    }
  }
};

class Tomb {
 public:
  explicit Tomb(const std::string& how) : how_(how) {}
  ~Tomb() {
    if (how_ != "fine") static_cast<void>(goray::LocalCallPyTask(how_));
  }
  std::string How() const { return how_; }

 private:
  std::string how_;
};

struct Grave {
  explicit Grave(std::string text) : text_(std::move(text)) {}
  Grave(Grave&&) = default;
  ~Grave() noexcept(false) {
    if (!text_.empty()) throw std::runtime_error(text_);
  }
  std::string Text() const { return text_; }

 private:
  std::string text_;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Tomb> NewTomb(const std::string& how) const {
    return std::make_unique<Tomb>(how);
  }
  std::unique_ptr<Grave> NewGrave(const std::string& text) const {
    return std::make_unique<Grave>(text);
  }
};

}  // namespace limits
