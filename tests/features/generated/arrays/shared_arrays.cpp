// SPDX-License-Identifier: Apache-2.0
// Arrays from tasks of C++ to tasks of C++: where they lie, and whether any is left.
#include <goray/eigen.h>
#include <goray/goray.h>

#include <Eigen/Core>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shared_arrays {

using Array = goray::NdArray<double>;
using View = goray::NdArray<const double>;

/// Arrays of this process that somebody has still.
std::atomic<std::int64_t> alive = 0;

struct Items {
  explicit Items(std::size_t count) : array(Array::Uninitialized({count})) { ++alive; }
  Items(const Items&) = delete;
  Items& operator=(const Items&) = delete;
  ~Items() { --alive; }
  Array array;
};

/// `first`, `first` + 1, ...
Array Made(std::size_t count, double first) {
  const auto items = std::make_shared<Items>(count);
  for (std::size_t i = 0; i < count; ++i) items->array[i] = first + static_cast<double>(i);
  return Array::Adopt(items->array.data(), {count}, {1}, items);
}

/// What is mapped at an address, as the system says it: the inode, which is 0 of memory that is nobody else's.
std::uint64_t InodeAt(const void* place) {
  const auto address = reinterpret_cast<std::uintptr_t>(place);
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream words(line);
    std::uintptr_t first = 0;
    std::uintptr_t last = 0;
    std::uint64_t inode = 0;
    char dash = 0;
    std::string skipped;
    words >> std::hex >> first >> dash >> last >> skipped >> skipped >> skipped >> std::dec >>
        inode;
    if (first <= address && address < last) return inode;
  }
  return 0;
}

/// What a task found of an array.
struct Found {
  double sum = 0;
  std::uint64_t size = 0;
  /// Of what is shared with other processes, else 0.
  std::uint64_t inode = 0;
  bool is_aligned = false;
  bool owns = false;
};

template <typename T>
Found Looked(std::span<const T> items, bool owns) {
  Found found;
  for (const T item : items) found.sum += static_cast<double>(item);
  found.size = items.size();
  found.inode = InodeAt(items.data());
  found.is_aligned = reinterpret_cast<std::uintptr_t>(items.data()) % 64 == 0;
  found.owns = owns;
  return found;
}

struct Frame {
  std::string name;
  Array items;
};
struct FrameView {
  std::string name;
  View items;
};
struct Nested {
  std::vector<Array> list;
  std::map<std::string, Array> map;
  std::optional<FrameView> frame;
  std::variant<std::string, View> either;
};

struct GORAY_TASKS Tasks {
  std::int64_t Alive() const { return alive; }

  Array Make(std::size_t count, double first = 0) const { return Made(count, first); }
  View MakeConst(std::size_t count) const { return Made(count, 0); }
  Eigen::MatrixXd MakeMatrix(std::int64_t rows, std::int64_t columns) const {
    Eigen::MatrixXd matrix(rows, columns);
    for (std::int64_t i = 0; i < rows; ++i)
      for (std::int64_t j = 0; j < columns; ++j) matrix(i, j) = static_cast<double>(i + 1000 * j);
    return matrix;
  }
  /// Each second item of twice as many.
  Array MakeWithGaps(std::size_t count) const {
    const Array all = Made(2 * count, 0);
    return Array::Adopt(all.data(), {count}, {2}, std::make_shared<Array>(all));
  }
  Frame MakeFrame(std::size_t count) const { return {"frame", Made(count, 0)}; }
  Nested MakeNested(std::size_t count) const {
    return {{Made(count, 0), Made(count, 1)},
            {{"large", Made(count, 2)}, {"small", Made(3, 0)}},
            FrameView{"view", Made(count, 3)},
            View(Made(count, 4))};
  }

  Found Look(View values) const { return Looked(values.span(), values.owns()); }
  Found LookAtSpan(std::span<const double> values) const { return Looked(values, false); }
  Found LookAtVector(const std::vector<double>& values) const {
    return Looked(std::span<const double>(values), false);
  }
  Found LookAtMatrix(const Eigen::Ref<const Eigen::MatrixXd>& matrix) const {
    return Looked(std::span<const double>(matrix.data(), static_cast<std::size_t>(matrix.size())),
                  false);
  }
  Found LookAtCopy(const Eigen::MatrixXd& matrix) const { return LookAtMatrix(matrix); }
  Found LookAtFrame(const FrameView& frame) const {
    return Looked(frame.items.span(), frame.items.owns());
  }
  /// Its own items, which it changes.
  Found ChangeFrame(Frame frame) const {
    for (double& item : frame.items.span()) item += 1;
    return Looked(std::span<const double>(frame.items.span()), frame.items.owns());
  }
  std::vector<Found> LookAtAll(const Nested& nested) const {
    std::vector<Found> found;
    for (const Array& array : nested.list) found.push_back(Look(array));
    for (const auto& [name, array] : nested.map) found.push_back(Look(array));
    found.push_back(Look(nested.frame->items));
    found.push_back(Look(std::get<View>(nested.either)));
    return found;
  }
  /// A type of items that no task here makes.
  double SumOfFloats(goray::NdArray<const float> values) const { return values[0]; }
  /// Lists of numbers.
  std::size_t CountAny(const goray::Any& values) const { return values.list().size(); }
  /// What it was given.
  View Same(View values) const { return values; }
  void Fail(View values) const {
    throw std::runtime_error("failed with " + std::to_string(values.size()));
  }

  // Drivers: the other tasks run in workers.

  /// What the task `makes` gives goes to the task `looks`, so many times.
  std::vector<Found> Pass(const std::string& makes, const std::string& looks, std::size_t count,
                          std::size_t readers = 1) const {
    const auto made = goray::RemoteCall(makes, count);
    std::vector<goray::ObjectRef<Found>> refs;
    for (std::size_t i = 0; i < readers; ++i) refs.emplace_back(goray::RemoteCall(looks, made));
    return goray::Get(refs);
  }
  std::vector<Found> PassNested(std::size_t count) const {
    return goray::Get(goray::ObjectRef<std::vector<Found>>(
        goray::RemoteCall("LookAtAll", goray::RemoteCall("MakeNested", count))));
  }
  Found PassMatrix(std::int64_t rows, std::int64_t columns, const std::string& looks) const {
    return goray::Get(goray::ObjectRef<Found>(
        goray::RemoteCall(looks, goray::RemoteCall("MakeMatrix", rows, columns))));
  }
  std::size_t PassAny(std::size_t count) const {
    return goray::Get(goray::ObjectRef<std::size_t>(
        goray::RemoteCall("CountAny", goray::RemoteCall("Make", count))));
  }
  /// An array of this process, as an argument, and put.
  std::vector<Found> Give(std::size_t count) const {
    const Array array = Made(count, 0);
    return {goray::Get(goray::ObjectRef<Found>(goray::RemoteCall("Look", array))),
            goray::Get(goray::ObjectRef<Found>(goray::RemoteCall("Look", goray::Put(array))))};
  }
  /// What a task made, in this process: to look at, and one's own.
  std::vector<Found> Fetch(std::size_t count) const {
    const auto made = goray::RemoteCall("Make", count);
    const View view = goray::Get(goray::ObjectRef<View>(made));
    const Array own = goray::Get(goray::ObjectRef<Array>(made));
    own[0] = 5;
    return {Look(view), Look(own)};
  }
  /// Calls that fail before anybody runs: of a task that there is not, and with an option that there is not.
  std::vector<std::string> FailEarly(std::size_t count) const {
    const Array array = Made(count, 0);
    return {
        Failure([&] { goray::RemoteCall("NoSuchTask", array); }),
        Failure([&] { goray::RemoteCall("Look", array, goray::Option("no_such_option", 1)); }),
        Failure([&] { goray::RemoteCall("Look", array, goray::Option("library", "nowhere")); })};
  }
  /// The task `looks` fails with what the task Make made.
  std::string FailLate(const std::string& looks, std::size_t count) const {
    return Failure(
        [&] { goray::RemoteCall(looks, goray::RemoteCall("Make", count)).Get<goray::Any>(); });
  }

 private:
  template <typename Body>
  static std::string Failure(Body body) {
    try {
      body();
    } catch (const std::exception& error) {
      return error.what();
    }
    return "";
  }
};

/// Makes arrays, and keeps those that it is given.
class Keeper {
 public:
  Array Make(std::size_t count) const { return Made(count, 0); }
  Frame MakeFrame(std::size_t count) const { return Tasks().MakeFrame(count); }
  void Keep(View values) { kept_ = std::move(values); }
  Found Look() const { return Tasks().Look(kept_); }
  View Kept() const { return kept_; }
  void Clear() { kept_ = {}; }
  std::int64_t Alive() const { return alive; }

 private:
  View kept_;
};

struct GORAY_ACTORS Actors {
  Keeper NewKeeper() const { return {}; }
};

/// Drives an actor of this app from C++.
struct GORAY_TASKS Drivers {
  /// An actor keeps an array of a task when nobody else has it any more, then gives it on.
  std::vector<Found> KeepIt(std::size_t count) const {
    const goray::ActorHandle<> keeper = goray::NewActor("NewKeeper");
    keeper.RemoteCall("Keep", goray::RemoteCall("Make", count)).Get<void>();
    std::vector<Found> found;
    found.push_back(keeper.RemoteCall("Look").Get<Found>());
    found.push_back(goray::RemoteCall("Look", keeper.RemoteCall("Kept")).Get<Found>());
    keeper.RemoteCall("Clear").Get<void>();
    found.push_back(keeper.RemoteCall("Look").Get<Found>());
    return found;
  }
  /// How many arrays an actor has that has made so many.
  std::int64_t LeftAfter(std::size_t times, std::size_t count) const {
    const goray::ActorHandle<> keeper = goray::NewActor("NewKeeper");
    for (std::size_t i = 0; i < times; ++i) {
      keeper.RemoteCall("Make", count).Get<View>();
      keeper.RemoteCall("MakeFrame", count).Get<FrameView>();
      goray::RemoteCall("Look", keeper.RemoteCall("Make", count)).Get<Found>();
    }
    return keeper.RemoteCall("Alive").Get<std::int64_t>();
  }
};

}  // namespace shared_arrays
