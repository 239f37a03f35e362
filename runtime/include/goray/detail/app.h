// SPDX-License-Identifier: Apache-2.0
// The tables that the generator writes into `<name>.dispatch.cpp`.
#pragma once

#include <goray/abi/goray_interface.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace goray::dispatch {

class Invocation;

/// A task, a factory or a method.
struct Callable {
  std::string_view name;       ///< On the wire.
  std::string_view signature;  ///< For errors: "Divide(a: int, b: int = 1) -> DivMod".
  std::string_view location;   ///< For errors: "src/app.h:41".
  void (*invoke)(Invocation& call);
  /// Of the name and all types, as a generated Python package has it: both were made from the same
  /// declaration if these are equal.
  std::string_view hash = {};
  /// How its parameters stand in slots, a letter each; see abi/goray_interface.h.
  const char* kinds = "*";
  /// For hosts that have the library alone: how it is called by parameters' names. None: nobody can say.
  std::span<const GorayOverload> overloads = {};
  std::uint32_t flags = 0;  ///< As in a `GorayCallable`.
  /// Ray's for its calls there: a JSON object; empty: none.
  std::string_view options = {};
  /// Its function is a coroutine that gives a `goray::Async`.
  bool is_coroutine = false;
};

/// A factory and the methods of what it makes, sorted by name.
struct Actor {
  Callable factory;
  std::span<const Callable> methods;
};

/// Takes the program's arguments as `main` does: a path, what the user gave, and a null pointer.
using Driver = int (*)(int argc, char** argv);

/// Throws Error if there are any.
int RunWithoutArguments(int (*driver)(), int argc);

/// `kDriver` as a Driver, with parameters or without.
template <auto kDriver>
int RunDriver(int argc, char** argv) {
  if constexpr (std::is_invocable_v<decltype(kDriver), int, char**>)
    return kDriver(argc, argv);
  else
    return RunWithoutArguments(kDriver, argc);
}

/// One app: everything is sorted by name, so that look-ups and lists need no work at start-up.
struct App {
  std::span<const Callable> tasks;
  std::span<const Actor> actors;
  /// Null: the app has none.
  Driver driver = nullptr;
  /// The options of `ray.init()` as a JSON object. Null: none.
  std::string (*options)() = nullptr;
  /// Of the generator.
  std::string_view version = {};
};

/// The app of this library; generated.
const App& GeneratedApp();

}  // namespace goray::dispatch
