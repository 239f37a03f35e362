// Typed calls in a source that is a part of the app itself: its unit includes it.
#include <array>
#include <chrono>
#include <fstream>
#include <numeric>
#include <ranges>
#include <thread>
#include <variant>

#include "typed.goray.h"
#include "typed.h"
#include "typed.remote.h"

namespace typed {

/// Sent, and known in this source alone.
struct Pair {
  std::int64_t first;
  std::int64_t second;
};

struct Elsewhere {
  std::int64_t Task(std::int64_t x) const { return x; }
};

template <typename T>
void Expect(const goray::ObjectRef<T>& ref, const T& expected, const char* what) {
  if (!(Get(ref) == expected)) throw goray::Error(std::string("wrong: ") + what);
}

/// The scan, which sees no client, leaves what is not annotated to the compiler.
auto Greeting() { return typed::remote::Greet("Ada"); }

struct GORAY_TASKS Calls {
  /// The generated client in the app that it is generated from.
  void OfClient() const {
    const auto two = goray::Put(std::int64_t{2});
    const goray::ObjectRef<DivMod> whole = remote::Divide(7);
    if (Get(whole).quotient != 7) throw goray::Error("wrong: a default");
    const auto parts = remote::Divide.With({{"num_cpus", 0.5}})(7, two);
    if (Get(parts).remainder != 1) throw goray::Error("wrong: With");
    Expect(remote::Half(3.0), 1.5, "a number");
    Expect(remote::Half("half"), std::string("ha"), "a text");
    Expect(Greeting(), std::string("Hello Ada"), "GORAY_NAME");
    Expect(remote::Count("ab", 1, two, "three"), std::int64_t{5}, "goray::Args");
    Expect(remote::Count("ab"), std::int64_t{2}, "no goray::Args");
    Expect(remote::Narrow(2, 0.5, true), -1.0F, "constants that fit");
    Expect(remote::Positive(4), std::int64_t{4}, "goray::ResultOf");
    remote::Nothing().Get();
    const remote::CounterHandle counter = remote::NewCounter(1);
    Expect(counter.Incr(), std::int64_t{2}, "a method's default");
    Expect(counter.Incr(remote::Divide(7).Get().quotient), std::int64_t{9}, "a method");
    Expect(counter.Add(std::vector<std::int64_t>{1, 2}), std::int64_t{12}, "an overload");
    counter.Rename("Bob");
    Expect(counter.Name(), std::string("Bob"), "a base's method");
    const auto other = remote::CounterOf.With({{"num_cpus", 0}})(remote::Divide(9, 2));
    Expect(other.Incr(1), std::int64_t{5}, "a ref for a factory");
    Expect(remote::NewStore().Get("tea"), std::optional<double>(), "a handle at once");
  }

  /// A reference for each element of a tuple.
  void OfSplit() const {
    using goray::Task;
    const auto two = goray::Put(std::int64_t{2});
    const std::tuple<goray::ObjectRef<std::int64_t>, goray::ObjectRef<DivMod>,
                     goray::ObjectRef<std::string>>
        parts = Task<&Tasks::Parts>({{"num_cpus", 0.5}}).Split().Remote(7, two);
    const auto& [quotient, whole, text] = parts;
    Expect(quotient, std::int64_t{3}, "the first element");
    Expect(text, std::string("7"), "the last element");
    Expect(Task<&Tasks::Quotient>().Remote(whole), std::int64_t{3}, "an element as an argument");
    Expect(std::get<0>(remote::Parts.Split()(9)), std::int64_t{4}, "the client's, with a default");
    Expect(std::get<2>(remote::Parts.With({{"num_cpus", 0}}).Split()(9, 3)), std::string("9"),
           "With");
    Expect(std::get<1>(Task<&Tasks::Awaited>().Split().Remote(5)), std::string("5"), "a coroutine");
    Expect(std::get<0>(Task<&Tasks::Counted>().Split().Remote("a", 1, two)), std::size_t{2},
           "goray::Args");
    Expect(std::get<0>(remote::Counted.Split()("a")), std::size_t{0}, "no goray::Args");
    const auto [numbers, bytes] = Task<&Tasks::Large>().Split().Remote(200'000);
    if (Get(numbers)(199'999) != 199'999) throw goray::Error("wrong: a large array");
    Expect(bytes, std::vector<std::byte>(200'000, std::byte{7}), "large bytes");
    const auto [ref, handle] = Task<&Tasks::References>().Split().Remote(6);
    Expect(Get(ref), std::int64_t{6}, "a reference in an element");
    const goray::ActorHandle<Counter> counter = Get(handle);
    const auto [value, shown] = counter.Task<&Counter::Both>().Split().Remote(4);
    Expect(shown, std::string("10"), "a method");
    const auto again = goray::RemoteCallSplit<std::int64_t, std::string>(counter, "Both", value);
    Expect(std::get<0>(again), std::int64_t{20}, "a method by name");
    const auto [x, y, z] =
        goray::RemoteCallSplit<std::int64_t, DivMod, std::string>("Parts", 7, two);
    if (Get(y).remainder != 1) throw goray::Error("wrong: a task by name");
    const auto python =
        goray::RemoteCallPyTaskSplit<std::int64_t, std::string>("builtins:divmod", 7, two);
    Expect(std::get<0>(python), std::int64_t{3}, "a function of Python");
  }

  /// What each way of `how` says.
  std::string WrongSplit(const std::string& how) const {
    const auto failure = [](const auto& call) {
      try {
        call();
        return std::string("nothing");
      } catch (const goray::Error& error) {
        return std::string(error.what());
      }
    };
    using goray::RemoteCallSplit;
    if (how == "number") return failure([] { RemoteCallSplit<int, int>("Parts", 7, 2); });
    if (how == "no tuple") return failure([] { RemoteCallSplit<int, int>("Quotient", DivMod()); });
    if (how == "option")
      return failure([] { goray::RemoteCall("Parts", 7, 2, goray::Option("num_returns", 3)); });
    if (how == "fails") {
      const auto refs = goray::Task<&Tasks::Parts>().Split().Remote(7, 0);
      return failure([&] { Get(std::get<0>(refs)); }) + " | " +
             failure([&] { Get(std::get<2>(refs)); });
    }
    const auto counter = goray::Actor<&Actors::NewCounter>().Remote(1);
    if (how == "one value")
      return failure([&] { Get(std::get<1>(RemoteCallSplit<int, int>(counter, "Incr", 1))); });
    return failure([&] { Get(std::get<1>(RemoteCallSplit<int, int, int>(counter, "Both", 1))); });
  }

  std::int64_t Swapped(const Pair& pair) const { return pair.second - pair.first; }

  void OfTasks() const {
    using goray::Task;
    const auto two = goray::Put(std::int64_t{2});
    const goray::ObjectRef<DivMod> parts = Task<&Tasks::Divide>({{"num_cpus", 0.5}}).Remote(7, two);
    if (Get(parts).remainder != 1) throw goray::Error("wrong: remainder");
    Expect(Task<&Tasks::Quotient>().Remote(parts), std::int64_t{3}, "a ref to a struct");
    Expect(Task<&Tasks::Quotient>().Remote(DivMod{9, 0}), std::int64_t{9}, "a struct");
    Expect(Task<goray::Overload<double(double)>(&Tasks::Half)>().Remote(3), 1.5, "a number");
    using Text = std::string(const std::string&);
    Expect(Task<goray::Overload<Text>(&Tasks::Half)>().Remote("half"), std::string("ha"), "a text");
    Expect(Task<&Tasks::Hello>().Remote("Ada"), std::string("Hello Ada"), "GORAY_NAME");
    Expect(Task<&Tasks::Sum>().Remote(std::vector<double>{1, 2.5}), 3.5, "a span");
    Expect(Task<&Tasks::Count>().Remote("ab", 1, two, "three"), std::int64_t{5}, "goray::Args");
    Expect(Task<&Tasks::Same>().Remote(5), std::optional<std::int32_t>(5), "an optional");
    Expect(Task<&Tasks::Same>().Remote(std::nullopt), std::optional<std::int32_t>(), "none");
    Expect(Task<&Tasks::Narrow>().Remote(2, 0.5, true), -1.0F, "constants that fit");
    Expect(Task<&Tasks::Name>().Remote(Color::kGreen), std::string("green"), "an enum");
    Expect(Task<&Tasks::Static>().Remote(two), std::int64_t{3}, "a static function");
    Expect(Task<&Tasks::Positive>().Remote(4), std::int64_t{4}, "goray::ResultOf");
    Expect(Task<&Tasks::Anything>().Remote("any"), goray::Any("any"), "goray::Any");
    Expect(Task<&Calls::Swapped>().Remote(Pair{1, 5}), std::int64_t{4}, "a struct of this source");
    Task<&Tasks::Nothing>().Remote().Get();
  }

  /// Many calls in few; the options are of each chunk.
  void OfMap() const {
    using goray::Task;
    constexpr std::int64_t kItems = 5'000;
    std::vector<std::int64_t> numbers(kItems);
    std::iota(numbers.begin(), numbers.end(), 0);
    std::int64_t next = 0;
    for (const DivMod& parts : Task<&Tasks::Divide>({{"num_cpus", 0.5}})
                                   .Map(numbers, std::views::iota(std::int64_t{1}))) {
      if (parts.quotient != next / (next + 1)) throw goray::Error("wrong: a quotient");
      ++next;
    }
    if (next != kItems) throw goray::Error("wrong: the shortest range");
    float last = 0;
    for (const float x :
         Task<&Tasks::Narrow>().Map(std::vector<std::uint32_t>{1, 2}, std::array<float, 2>{1, 0.5F},
                                    std::vector<bool>{false, true}))
      last = x;
    if (last != -1.0F) throw goray::Error("wrong: numbers");
    std::string names;
    for (const std::string& name :
         Task<&Tasks::Hello>().Map(std::vector<std::string>{"Ada", "Bob"}))
      names += name;
    if (names != "Hello AdaHello Bob") throw goray::Error("wrong: texts");
    for (const std::monostate nothing : Task<&Tasks::Ignore>().Map(numbers)) {
      static_cast<void>(nothing);
      --next;
    }
    if (next != 0) throw goray::Error("wrong: results of void");
    const goray::ActorHandle<Counter> counter = goray::Actor<&Actors::NewCounter>().Remote(1);
    auto incremented = counter.Task<&Counter::Incr>().Map(std::vector<int>{1, 2, 3});
    for (const std::int64_t expected : {2, 4, 7}) {
      if (incremented.Next() != expected) throw goray::Error("wrong: a method's order");
    }
    if (incremented.Next()) throw goray::Error("wrong: results after the last");
  }
  /// The index of the item that fails; `Next()` goes on behind it.
  std::string FailureOfMap() const {
    auto results = goray::Task<&Tasks::Positive>().Map(std::vector<std::int64_t>{1, 2, 3, 0, 5});
    std::int64_t sum = 0;
    try {
      for (const std::int64_t x : results) sum += x;
    } catch (const goray::ItemError& error) {
      const std::int64_t behind = results.Next().value_or(0);
      return std::to_string(sum) + ", item " + std::to_string(error.item()) + ": " +
             error.message() + ", " + std::to_string(behind) + (results.Next() ? "" : ", end");
    }
    return "no error";
  }
  /// The items are without an end, and taken only when they are wanted.
  std::int64_t LazyMap() const {
    std::int64_t taken = 0;
    const auto source = std::views::iota(std::int64_t{1}) |
                        std::views::transform([&taken](std::int64_t x) { return ++taken, x; });
    auto results = goray::Task<&Tasks::Positive>().Map(source);
    if (results.Next() != 1) throw goray::Error("wrong: the first result");
    results.Close();
    if (results.Next()) throw goray::Error("wrong: a result after the end");
    return taken;
  }
  /// `path`, once there is such a file.
  std::string Appeared(const std::string& path) const {
    while (!std::ifstream(path)) {
      goray::CheckInterrupt();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return path;
  }
  /// Of two results, the first one waits for the second one's being here.
  std::vector<std::string> MapAsTheyCome(const std::vector<std::string>& paths) const {
    auto results = goray::Task<&Calls::Appeared>({{"num_cpus", 0}})
                       .Map({.chunk_size = 1, .ordered = false}, paths);
    std::vector<std::string> came;
    for (const std::string& path : results) {
      came.push_back(path);
      const std::ofstream made(paths.front());
    }
    return came;
  }
  /// How many items one call on Ray took, and the name of what the options' threads are not for.
  std::string MapOptions() const {
    std::int64_t taken = 0;
    const auto source = std::views::iota(std::int64_t{1}) |
                        std::views::transform([&taken](std::int64_t x) { return ++taken, x; });
    auto results = goray::Task<&Tasks::Positive>({{"num_cpus", 0}})
                       .Map({.chunk_size = 7, .max_in_flight = 1, .num_threads = 2}, source);
    if (results.Next() != 1) throw goray::Error("wrong: the first result");
    const goray::ActorHandle<Counter> counter = goray::Actor<&Actors::NewCounter>().Remote(1);
    try {
      counter.Task<&Counter::Incr>().Map({.num_threads = 2}, std::vector<int>{1});
    } catch (const goray::TaskError& error) {
      return std::to_string(taken) + ", " + error.type() + ": " + error.message();
    }
    return "no error";
  }

  void OfActors() const {
    const goray::ActorHandle<Counter> counter = goray::Actor<&Actors::NewCounter>().Remote(1);
    const auto two = counter.Task<&Counter::Incr>().Remote(1);
    Expect(two, std::int64_t{2}, "a method");
    Expect(counter.Task<&Counter::Incr>({{"name", "twice"}}).Remote(two), std::int64_t{4}, "a ref");
    using All = std::int64_t(const std::vector<std::int64_t>&);
    const std::vector<std::int64_t> all{1, 2};
    Expect(counter.Task<goray::Overload<All>(&Counter::Add)>().Remote(all), std::int64_t{7}, "Add");
    Expect(counter.Task<goray::Overload<double(double)>(&Counter::Add)>().Remote(1), 5.0, "Add");
    counter.Task<&Counter::SetName>().Remote("Bob");
    Expect(counter.Task<&Counter::Name>().Remote(), std::string("Bob"), "a base's method");
    Expect(goray::Task<&Tasks::Ask>().Remote(counter, 6), std::int64_t{10}, "a handle");
    const auto other =
        goray::Actor<&Actors::CounterOf>().Remote(goray::Task<&Tasks::Divide>().Remote(9, 2));
    Expect(other.Task<&Counter::Incr>().Remote(1), std::int64_t{5}, "a ref for a factory");
    const auto store = goray::Actor<&Actors::NewStore>().Remote();
    store.Task<&Store::Put>().Remote("tea", 3);
    Expect(store.Task<&Store::Get>().Remote("tea"), std::optional(3.0), "Get");
  }

  /// Of the counters called so, whoever made them.
  std::int64_t OfNamed(const std::vector<std::string>& names) const {
    std::int64_t sum = 0;
    for (const std::string& name : names)
      sum += Get(goray::GetActor<Counter>(name).Task<&Counter::Incr>().Remote(1));
    return sum;
  }
  void AsStore(const std::string& name) const { goray::GetActor<Store>(name); }
  void AsElsewhere(const std::string& name) const { goray::GetActor<Elsewhere>(name); }
  void WrongValue() const { Task(goray::ObjectRef<>(goray::Put(std::string("seven")))).Get(); }
  void NoTask() const { goray::Task<&Elsewhere::Task>().Remote(1); }
  void Fails() const { goray::Task<&Tasks::Positive>().Remote(0).Get(); }

 private:
  static goray::ObjectRef<DivMod> Task(const goray::ObjectRef<>& any) {
    return goray::Task<&Tasks::Divide>().Remote(any, 2);
  }
};

}  // namespace typed
