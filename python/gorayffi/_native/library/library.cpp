// SPDX-License-Identifier: Apache-2.0
#include "library/library.h"

#include <dlfcn.h>
#include <elf.h>

#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "base/errors.h"
#include "base/gil.h"
#include "base/leaf_lock.h"
#include "library/trampolines.h"

namespace gorayffi {

namespace {

struct LoadFailure {
  bool missing;
  std::string reason;
};

std::string RealPath(const std::string& path) {
  if (path.find('\0') != std::string::npos)
    throw LoadFailure{false, "its path has a NUL in it"};  // `realpath` would end there
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

/// A file that is shorter than its headers say was not copied to its end. The dynamic loader does
/// not look: the process would die by SIGBUS when it touches what is missing.
void CheckLength(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::uint64_t>(file.tellg());
  const auto check = [&](std::uint64_t offset, std::uint64_t length) {
    if (length <= size && offset <= size - length) return;
    throw LoadFailure{false, "the file is cut off: it has " + std::to_string(size) +
                                 " bytes, and its headers name more; copy or build it again"};
  };
  Elf64_Ehdr header{};
  check(0, sizeof header);
  file.seekg(0);
  file.read(reinterpret_cast<char*>(&header), sizeof header);
  check(header.e_phoff, std::uint64_t{header.e_phnum} * sizeof(Elf64_Phdr));
  check(header.e_shoff, std::uint64_t{header.e_shnum} * sizeof(Elf64_Shdr));
  std::vector<Elf64_Phdr> segments(header.e_phnum);
  file.seekg(static_cast<std::streamoff>(header.e_phoff));
  file.read(reinterpret_cast<char*>(segments.data()),
            static_cast<std::streamsize>(segments.size() * sizeof(Elf64_Phdr)));
  if (!file) throw LoadFailure{false, "its headers cannot be read"};
  for (const Elf64_Phdr& segment : segments) {
    if (segment.p_type == PT_LOAD) check(segment.p_offset, segment.p_filesz);
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

/// Holds all libraries of the process. Its functions run without the GIL, and all foreign code (a
/// library's constructors, its declaration, its `RegisterCallback`) without a lock, so that this
/// code may load libraries, too. Threads that load one file at once repeat what does no harm if it
/// is repeated, and get the same library.
class LibraryLoader {
 public:
  Library* Load(const std::string& path) {
    const std::string real = RealPath(path);
    const auto same_path = [&](const Library& library) { return library.path_ == real; };
    if (Library* loaded = FindReady(same_path)) return loaded;
    CheckHeader(real);
    CheckLength(real);
    if (LeafLock lock; libraries_.size() >= kMaxLibraries) throw TooMany();
    void* handle = dlopen(real.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) throw LoadFailure{false, dlerror()};
    const auto same_handle = [&](const Library& library) { return library.handle_ == handle; };
    if (Library* loaded = FindReady(same_handle)) return loaded;  // a hard link
    Library* library = Insert(Open(real, handle));
    library->register_callback_(library->callback_);
    library->ready_.store(true);
    return library;
  }

 private:
  static LoadFailure TooMany() {
    return {false, "this process has loaded " + std::to_string(kMaxLibraries) +
                       " libraries already, which is the limit; use another process"};
  }

  template <typename Condition>
  Library* FindReady(Condition condition) {
    const LeafLock lock;
    for (const auto& library : libraries_) {
      if (library->ready_.load() && condition(*library)) return library.get();
    }
    return nullptr;
  }

  static std::unique_ptr<Library> Open(const std::string& path, void* handle) {
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
    return library;
  }

  /// `opened`, or what another thread inserted meanwhile.
  Library* Insert(std::unique_ptr<Library> opened) {
    const LeafLock lock;
    for (const auto& library : libraries_) {
      if (library->handle_ == opened->handle_) return library.get();
    }
    libraries_.reserve(libraries_.size() + 1);
    opened->callback_ = TakeTrampoline(*opened);
    if (opened->callback_ == nullptr) throw TooMany();
    libraries_.push_back(std::move(opened));
    return libraries_.back().get();
  }

  std::vector<std::unique_ptr<Library>> libraries_;  // guarded by `LeafLock`
};

Library* Library::Load(const std::string& path) {
  // Never destroyed: threads of a library may outlive `main`.
  static auto* loader = new LibraryLoader;
  try {
    const GilRelease release;
    return loader->Load(path);
  } catch (const LoadFailure& failure) {
    RaiseLibraryError(path, failure.reason, failure.missing);
  }
}

std::string Library::WhyNoReferences() const {
  const std::string text =
      "an ObjectRef or an actor handle inside a value cannot cross to " + path_ + ", which ";
  if (declaration_ && declaration_->older_references) {
    return text + "was built with an older goray-cpp (" + declaration_->version +
           "): rebuild it with this one (" GORAY_VERSION ")";
  }
  return text +
         "takes no references inside values, as Go libraries and those of an older goray-cpp do; "
         "with Ray an ObjectRef may be an argument of its own";
}

void Library::SetHandlers(nb::dict handlers) {
  const nb::object old = std::exchange(handlers_, std::move(handlers));
}

nb::object Library::hooks() const {
  if (!hooks_) {
    RaiseProtocolError("references inside values need ReferenceHooks, and " + path_ +
                       " was loaded without them");
  }
  return hooks_;
}

void Library::SetHooks(nb::object hooks) {
  nb::object is_reference = hooks.attr("is_reference");
  const nb::object old_hooks = std::exchange(hooks_, std::move(hooks));
  const nb::object old_is_reference = std::exchange(is_reference_, std::move(is_reference));
}

}  // namespace gorayffi
