// SPDX-License-Identifier: Apache-2.0
// Tasks that call: each is one thing a library can ask of Python and Ray, wherever it runs.
#pragma once

#include <goray/goray.h>

#include <cstdint>
#include <string>
#include <tuple>

namespace cpp_app {

struct GORAY_TASKS Calls {
  goray::Any PyTask(const std::string& name, const goray::Any& argument) const;
  std::string PyTaskRefs() const;
  goray::Any PyActor(const std::string& key, const goray::Any& value) const;
  std::string OwnTask(const std::string& name) const;
  goray::Any OwnTaskRefs() const;
  std::int64_t OwnActor(std::int64_t start, std::int64_t by) const;
  void NameActor(const std::string& name, std::int64_t start) const;
  goray::Any CallActor(const std::string& name, const std::string& method,
                       const goray::Any& argument) const;
  void KillActor(const std::string& name) const;
  goray::Any LocalPy(const std::string& name, const goray::Any& argument) const;
  goray::Any LocalCode(const std::string& code, const goray::Any& argument) const;
  goray::Any LocalObject(const std::string& key, const goray::Any& value) const;
  goray::Any Shared(const goray::Any& value) const;
  bool TimesOut() const;
  std::tuple<std::int64_t, std::int64_t, bool> WaitsFor() const;
  bool Cancels() const;
  std::int64_t Threads(std::int64_t count) const;
  std::int64_t LocalThreads(std::int64_t count) const;
};

}  // namespace cpp_app
