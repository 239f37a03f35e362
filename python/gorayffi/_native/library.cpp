// SPDX-License-Identifier: Apache-2.0
#include "library.h"

#include <dlfcn.h>
#include <elf.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <mutex>
#include <vector>

#include "callback.h"
#include "errors.h"

namespace gorayffi {

namespace {

struct LoadFailure {
  bool missing;
  std::string reason;
};

std::string RealPath(const std::string& path) {
  std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
  if (!real) throw LoadFailure{errno == ENOENT, std::strerror(errno)};
  return real.get();
}

/// The dynamic loader reports a library of another processor as a missing file; the ELF header
/// tells the truth.
void CheckHeader(const std::string& path) {
  Elf64_Ehdr theirs{};
  Elf64_Ehdr ours{};
  std::ifstream file(path, std::ios::binary);
  if (!file) throw LoadFailure{false, std::strerror(errno)};
  file.read(reinterpret_cast<char*>(&theirs), sizeof theirs);
  if (file.gcount() < EI_NIDENT + 4 || std::memcmp(theirs.e_ident, ELFMAG, SELFMAG) != 0) {
    throw LoadFailure{false, "it is not a shared library (no ELF header)"};
  }
  std::ifstream self("/proc/self/exe", std::ios::binary);
  self.read(reinterpret_cast<char*>(&ours), sizeof ours);
  if (!self) return;
  if (theirs.e_ident[EI_CLASS] != ours.e_ident[EI_CLASS] || theirs.e_machine != ours.e_machine) {
    throw LoadFailure{false, "it was built for another processor (ELF machine " +
                                 std::to_string(theirs.e_machine) + ", this Python runs on " +
                                 std::to_string(ours.e_machine) +
                                 "); build it on this kind of machine"};
  }
}

template <typename Function>
Function Export(void* handle, const char* name) {
  void* address = dlsym(handle, name);
  if (address == nullptr) {
    throw LoadFailure{
        false, std::string("it does not export ") + name +
                   "(); a library for goray exports Execute, FreeMemory and RegisterCallback "
                   "(goray_add_app() or Go's -buildmode=c-shared make one)"};
  }
  return reinterpret_cast<Function>(address);
}

}  // namespace

/// Holds all libraries of the process. Its functions run without the GIL.
class LibraryLoader {
 public:
  Library* Load(const std::string& path) {
    const std::string real = RealPath(path);
    std::lock_guard lock(mutex_);
    for (const auto& library : libraries_) {
      if (library->path_ == real) return library.get();
    }
    CheckHeader(real);
    if (libraries_.size() >= kMaxLibraries) {
      throw LoadFailure{false, "this process has loaded " + std::to_string(kMaxLibraries) +
                                   " libraries already, which is the limit; use another process"};
    }
    void* handle = dlopen(real.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) throw LoadFailure{false, dlerror()};
    for (const auto& library : libraries_) {  // a hard link
      if (library->handle_ == handle) return library.get();
    }
    libraries_.push_back(Open(real, handle));
    return libraries_.back().get();
  }

 private:
  std::unique_ptr<Library> Open(const std::string& path, void* handle) {
    std::unique_ptr<Library> library(new Library);
    library->path_ = path;
    library->handle_ = handle;
    library->execute_ = Export<ExecuteFunction>(handle, "Execute");
    library->free_memory_ = Export<FreeMemoryFunction>(handle, "FreeMemory");
    library->register_callback_ = Export<RegisterCallbackFunction>(handle, "RegisterCallback");
    try {
      library->declaration_ = Declare(handle);
    } catch (const DeclarationError& error) {
      throw LoadFailure{false, error.what()};
    }
    library->slot_ = libraries_.size();
    SetAnswerForm(library->slot_,
                  library->declaration_.has_value() && library->declaration_->json_failures);
    library->register_callback_(Trampoline(library->slot_));
    return library;
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<Library>> libraries_;
};

Library* Library::Load(const std::string& path) {
  // Never destroyed: threads of a library may outlive `main`.
  static auto* loader = new LibraryLoader;
  try {
    nb::gil_scoped_release release;
    return loader->Load(path);
  } catch (const LoadFailure& failure) {
    RaiseLibraryError(path, failure.reason, failure.missing);
  }
}

void Library::SetDesk(nb::object desk) {
  knows_ = nb::object(desk.attr("knows")).release();
  desk_ = desk.release();
}

void Library::SetHandlers(nb::dict handlers) { gorayffi::SetHandlers(slot_, std::move(handlers)); }

}  // namespace gorayffi
