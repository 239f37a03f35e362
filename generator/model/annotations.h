// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

/// The annotations that goray-gen reads, each once: what finds files and declarations, checks them
/// and leaves their lines out of docs takes them from here. A test compares the macros of
/// goray/annotations.h and the pattern of goray_add_app.cmake with this table.
namespace goray::model::annotations {

/// What an annotation can stand before.
enum class Target { kStruct, kFunction, kMethod };

struct Annotation {
  std::string_view macro;
  std::string_view name;  ///< In the attribute, after "goray::". One that ends in `=` has a value.
  Target target = {};
  std::string_view comment = {};  ///< The line above a struct that does the same; empty: none.
};

inline constexpr Annotation kTasks = {"GORAY_TASKS", "tasks", Target::kStruct, "raytasks"};
inline constexpr Annotation kActors = {"GORAY_ACTORS", "actors", Target::kStruct, "rayactors"};
inline constexpr Annotation kDriver = {"GORAY_DRIVER", "driver", Target::kFunction};
inline constexpr Annotation kOptions = {"GORAY_OPTIONS", "options", Target::kFunction};
inline constexpr Annotation kName = {"GORAY_NAME", "name=", Target::kMethod};
inline constexpr Annotation kIgnore = {"GORAY_IGNORE", "ignore", Target::kMethod};
inline constexpr Annotation kHoldGil = {"GORAY_HOLD_GIL", "hold_gil", Target::kMethod};
inline constexpr Annotation kRemote = {"GORAY_REMOTE", "remote=", Target::kMethod};

inline constexpr std::array kAll = {kTasks, kActors, kDriver,  kOptions,
                                    kName,  kIgnore, kHoldGil, kRemote};

/// Whether a file with this annotation is part of an app. Those of methods only say more of what
/// another one has made a part.
constexpr bool MakesPartOfApp(const Annotation& annotation) {
  return annotation.target != Target::kMethod;
}

/// "A and B annotate a struct, C a method": the table as a sentence, for error messages.
std::string Targets();

}  // namespace goray::model::annotations
