// Actors: several factories of a class, one that is called as its class, one without a factory of
// its name.
#pragma once
#include <goray/goray.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace actors {

enum class Mode { PLAIN, LOUD };

/// Made in two ways.
class Store {
 public:
  explicit Store(std::string name, Mode mode = Mode::PLAIN) : name_(std::move(name)), mode_(mode) {}
  /// Its name.
  GORAY_HOLD_GIL std::string Name() const { return name_; }
  GORAY_REMOTE(concurrency_group = "io", max_task_retries = 2) Mode GetMode() const { return mode_; }
  std::pair<std::string, Mode> Both(Mode mode = Mode::LOUD) const { return {name_, mode}; }
  [[deprecated("use Name")]] std::string OldName() const { return name_; }
  void Fail() const { throw std::invalid_argument("no such item"); }

 private:
  std::string name_;
  Mode mode_;
};

class Base {
 public:
  virtual ~Base() = default;
  std::int64_t Common() const { return 1; }
  virtual std::int64_t Which() const { return 2; }
};

class Derived : public Base {
 public:
  std::int64_t Which() const override { return 3; }
  /// Called as the object itself.
  std::int64_t operator()(std::int64_t value, std::int64_t by = 2) const { return value * by; }
};

struct GORAY_ACTORS Actors {
  /// A new one.
  GORAY_REMOTE(concurrency_groups = {"io": 2})
  GORAY_HOLD_GIL std::unique_ptr<Store> NewStore(std::string name, Mode mode = Mode::PLAIN) const {
    return std::make_unique<Store>(std::move(name), mode);
  }
  [[deprecated]] GORAY_REMOTE(concurrency_groups = {"io": 1})
  std::shared_ptr<Store> OpenStore(std::string name = "open") const {
    return std::make_shared<Store>(std::move(name));
  }
  GORAY_REMOTE(num_cpus = 0.5, memory = 1048576, runtime_env = {"env_vars": {"NOTE": "it's \"x\""}})
  GORAY_NAME("Base") std::unique_ptr<Base> MakeBase() const { return std::make_unique<Base>(); }
  std::unique_ptr<Derived> MakeDerived() const { return std::make_unique<Derived>(); }
};

}  // namespace actors
