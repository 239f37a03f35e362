// Typed calls of Python, from tasks, from the driver's process and from a driver in C++.
#include <goray/goray.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "calls.python.h"

namespace calls {

using goray::Get;
using goray::ObjectRef;

/// An actor of C++ that has one of Python.
class Keeper {
 public:
  explicit Keeper(const goray::ActorHandle<>& counter) : counter_(counter) {}
  std::int64_t Add(std::int64_t by) { return Get(counter_.add(by)); }

 private:
  py::CounterHandle counter_;
};

struct GORAY_ACTORS Actors {
  Keeper NewKeeper(const goray::ActorHandle<>& counter) const { return Keeper(counter); }
};

struct GORAY_TASKS Tasks {
  /// A reference is an argument.
  std::int64_t Fourth(std::int64_t x) const { return Get(py::square(py::square(x))); }

  /// What is left out is Python's default; so is what is given by keyword alone.
  std::vector<double> Defaults() const {
    return {Get(py::scaled(3.0)), Get(py::scaled(3, 4)),
            Get(py::scaled.With({{"num_cpus", 0.25}})(1.0, 1.0))};
  }

  std::string Untyped() const {
    return py::kind("text").Get<std::string>() + " " + py::kind(1.5).Get<std::string>() + " " +
           py::kind(std::vector<int>{1}).Get<std::string>();
  }

  std::int64_t Any(std::int64_t start) const {
    return Get(py::total(start)) + Get(py::total(start, 1, 2, std::int64_t{3}));
  }

  std::string Failure() const {
    try {
      return std::to_string(Get(py::fail("no tea")));
    } catch (const goray::TaskError& error) {
      const std::string text = error.what();
      return text.substr(0, text.find('\n'));
    }
  }

  std::string Actors() const {
    const auto storage = py::Storage.With({{"num_cpus", 0}})(
        "prices", std::map<std::string, std::int64_t>{{"tea", 3}});
    storage.put("cake");
    const ObjectRef<std::optional<std::int64_t>> tea = storage.get("tea");
    std::ostringstream out;
    out << *Get(tea) << " " << *Get(storage.get("cake")) << " "
        << Get(storage.get("milk")).has_value() << " " << Get(storage.Kill_()) << " "
        << Get(storage.twice("ab"));
    storage.Kill();
    const py::LaterHandle later = py::Later.With({{"num_cpus", 0}})();
    out << " " << Get(later.echo("late"));
    return out.str();
  }

  std::string Modules() const {
    const std::vector<py::Point> points{{.x = 0, .y = 0}, {.x = 3, .y = 4, .label = "end"}};
    const py::Point middle = Get(py::middle(points[0], points[1]));
    const py::Summary summary = Get(py::summary(points));
    const goray::NdArray<const double, 1> doubled =
        Get(py::doubled(goray::NdArray<const double, 1>::View(kValues, {2})));
    const auto at =
        std::chrono::duration_cast<std::chrono::milliseconds>(Get(py::at(1.5)).time_since_epoch());
    std::ostringstream out;
    out << Get(py::length(points)) << " " << middle.x << "," << middle.y << " " << summary.count
        << " " << *summary.last->label << " " << doubled(1) << " " << at.count();
    out << " " << Get(py::keys(points[0])).size() << " " << Get(py::keys(points[1])).at(0);
    return out.str();
  }

  std::string Kinds() const {
    const std::vector<std::byte> data(3);
    const auto kinds = Get(py::kinds(true, data, std::tuple(std::int64_t{7}, std::string("x")),
                                     std::vector<std::string>{"a", "b"}, "either"));
    return std::to_string(kinds.at("flag").As<bool>()) + " " +
           std::to_string(kinds.at("data").As<int>()) + " " + kinds.at("pair").As<std::string>() +
           " " + kinds.at("names").As<std::string>() + " " + kinds.at("either").As<std::string>();
  }

  /// A handle is an argument; one that is found by its name is the class's again.
  std::int64_t Handles() const {
    const py::CounterHandle counter =
        py::Counter.With({{"num_cpus", 0}, {"name", "typed python counter"}})();
    const std::int64_t added = Get(py::add_to(counter, 5));
    const py::CounterHandle found = goray::GetActor("typed python counter");
    const auto keeper = goray::Actor<&Actors::NewKeeper>({{"num_cpus", 0}}).Remote(counter);
    const std::int64_t kept = Get(keeper.Task<&Keeper::Add>().Remote(Get(found.add())));
    return 10 * added + kept;
  }

  /// What yields gives a stream.
  std::string Streams() const {
    std::ostringstream out;
    double sum = 0;
    for (const ObjectRef<py::Point>& point : py::line(3)) sum += Get(point).y;
    out << sum << " ";
    const auto numbers = goray::Put(std::vector<std::int64_t>{4, 5});
    try {
      for (const auto& item : py::broken.With({{"num_cpus", 0.5}, {"max_items_ahead", 1}})(numbers))
        out << Get(item) << " ";
    } catch (const goray::TaskError& error) {
      const std::string text = error.what();
      out << text.substr(0, text.find('\n'));
    }
    const py::CounterHandle counter = py::Counter.With({{"num_cpus", 0}})(7);
    for (const auto& item : counter.up()) out << " " << Get(item);
    const py::LaterHandle later = py::Later.With({{"num_cpus", 0}})();
    for (const auto& item : later.letters("ab")) out << " " << Get(item);
    try {
      goray::RemoteCallPyTask("pipeline.steps:line", 1);
    } catch (const goray::Error& error) {
      out << " | " << error.what();
    }
    return out.str();
  }

  /// What Python takes by keyword alone.
  std::string Keywords() const {
    const auto text = goray::Put(std::string("there"));
    const std::vector<std::int64_t> sizes{1, 2};
    std::ostringstream out;
    out << Get(py::placed(1, text, sizes)) << " | "
        << Get(py::placed(1, "here", sizes, 2, 3, text));
    out << " |";
    for (const auto& item : py::repeated(text, 2)) out << " " << Get(item);
    const py::NamedHandle ada =
        py::Named.With({{"num_cpus", 0}})("Ada", goray::Put(std::string("L")));
    out << " | " << Get(ada.greeting("Hello")) << " " << Get(ada.later("Bye")) << " "
        << Get(ada.later("So", " long, "));
    for (const auto& item : ada.letters(2)) out << " " << Get(item);
    return out.str();
  }

  std::string Enums() const {
    std::ostringstream out;
    out << (Get(py::level(2)) == py::Level::HIGH) << " " << Get(py::levels()).size() << " "
        << (*Get(py::levels()).at(0) == py::Level::LOW) << " " << Get(py::pick("RED"));
    return out.str();
  }

  /// A reference for each element, as Python's decorator has it, and as the call does.
  std::string SeveralObjects() const {
    const std::tuple<ObjectRef<std::int64_t>, ObjectRef<double>> parts = py::parts(2.5);
    const auto [x, y] = py::sides.Split()(3);
    std::ostringstream out;
    out << Get(std::get<0>(parts)) << " " << Get(std::get<1>(parts)) << " " << Get(y);
    out << " " << Get(py::square(x)) << " " << std::get<0>(Get(py::sides(4)));
    return out.str();
  }

 private:
  static constexpr double kValues[] = {1, 2};
};

GORAY_DRIVER int Main() {
  std::cout << Tasks().Fourth(2) << " " << Tasks().Failure() << "\n" << Tasks().Actors() << "\n";
  return 0;
}

}  // namespace calls
