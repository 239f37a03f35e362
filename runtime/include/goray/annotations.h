// SPDX-License-Identifier: Apache-2.0
// The annotations that say what `goray-gen` reads. To a compiler they are nothing; only the
// scanner, which defines `__GORAY_SCAN__`, sees them. They use GNU attributes because Clang
// accepts `[[clang::annotate]]` in fewer places.
//
//     struct GORAY_TASKS Tasks {
//       std::string Hello(std::string_view name) const;
//       GORAY_NAME("plus") double Add(double a, double b) const;
//     };
#pragma once

#ifdef __GORAY_SCAN__
#define GORAY_INTERNAL_ANNOTATION(text) __attribute__((annotate("goray::" text)))
#else
#define GORAY_INTERNAL_ANNOTATION(text)
#endif

/// Before a struct's name: its public methods are tasks. The comment `// raytasks`
/// above it does the same. The struct's one object in a process is made at the first call and is
/// never destroyed. Its constructor may call Python, but no task of the struct itself. If several
/// threads make the first calls at once, several objects may be made; one is kept, and the others
/// are destroyed at once.
#define GORAY_TASKS GORAY_INTERNAL_ANNOTATION("tasks")

/// Before a struct's name: its public methods are actor factories. The same holds
/// for its object. Also `// rayactors`.
#define GORAY_ACTORS GORAY_INTERNAL_ANNOTATION("actors")

/// Before `int Main();`: what the command `goray LIBRARY` runs; its result is the exit code.
#define GORAY_DRIVER GORAY_INTERNAL_ANNOTATION("driver")

/// Before `goray::Options F();`: the app's `ray.init()` options.
#define GORAY_OPTIONS GORAY_INTERNAL_ANNOTATION("options")

/// Before a method: not a task, a factory or an actor's method.
#define GORAY_IGNORE GORAY_INTERNAL_ANNOTATION("ignore")

/// Before a method: its name on the wire and in Python, an identifier.
#define GORAY_NAME(name) GORAY_INTERNAL_ANNOTATION("name=" name)

/// Before a task, a factory or an actor's method: Ray's options for its calls on Ray, as Python's `@ray.remote` and
/// `@ray.method` have them; those of a call go before them. Values are JSON.
///
/// Example: `GORAY_REMOTE(num_cpus = 4, max_retries = 0, resources = {"disk": 1}) int Sort() const;`
#define GORAY_REMOTE(...) GORAY_INTERNAL_ANNOTATION("remote=" #__VA_ARGS__)

/// Before a method: called in process without releasing Python's GIL; for work
/// shorter than a microsecond. It may call Python; it must not wait for another thread that does.
#define GORAY_HOLD_GIL GORAY_INTERNAL_ANNOTATION("hold_gil")
