// C++ calls Python tasks and actors, then lets Python call C++ tasks and actors. The Python half is
// app.py.
#include <goray/goray.h>

#include <iostream>
#include <memory>
#include <string>

namespace crosslang {

struct GORAY_TASKS Tasks {
  /// Greets `name`.
  std::string Hello(const std::string& name) const { return "Hello " + name; }
};

/// Counts.
class Counter {
 public:
  explicit Counter(int start) : value_(start) {}

  /// Adds `by` and returns the sum.
  int Incr(int by) { return value_ += by; }

 private:
  int value_;
};

struct GORAY_ACTORS Actors {
  /// A counter that starts at `start`. The class is qualified because the factory has its name.
  std::unique_ptr<crosslang::Counter> Counter(int start) const {
    return std::make_unique<crosslang::Counter>(start);
  }
};

GORAY_DRIVER int Main() {
  // A Python task on Ray.
  goray::ObjectRef<> square = goray::RemoteCallPyTask("square", 8);
  std::cout << "RemoteCallPyTask square: " << square.Get<int>() << std::endl;

  // A Python actor on Ray.
  goray::ActorHandle<> storage = goray::NewPyActor("Storage");
  storage.RemoteCall("put", "key1", "value1");
  goray::ObjectRef<> value = storage.RemoteCall("get", "key1");
  std::cout << "NewPyActor Storage get: " << value.Get<std::string>() << std::endl;

  // A Python function in this process, which calls back into C++.
  goray::LocalCallPyTask("main");
  return 0;
}

}  // namespace crosslang
