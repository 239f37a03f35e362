// SPDX-License-Identifier: Apache-2.0
// The generated headers do not exist before the first scan, and are stale before the later ones.
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

#include <algorithm>
#include <map>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using llvm::Twine;
using llvm::vfs::Status;

class EmptyFile : public llvm::vfs::File {
 public:
  EmptyFile(Status status, std::string text) : status_(std::move(status)), text_(std::move(text)) {}
  llvm::ErrorOr<Status> status() override { return status_; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const Twine& name, std::int64_t,
                                                               bool, bool) override {
    return llvm::MemoryBuffer::getMemBufferCopy(text_, name.str());
  }
  std::error_code close() override { return {}; }

 private:
  Status status_;
  std::string text_;
};

class EmptyHeaderFileSystem : public llvm::vfs::ProxyFileSystem {
 public:
  EmptyHeaderFileSystem(scan::FileSystem files, std::vector<std::string> headers)
      : ProxyFileSystem(std::move(files)), headers_(std::move(headers)) {}

  llvm::ErrorOr<Status> status(const Twine& path) override {
    return IsHeader(path) ? Empty(path) : ProxyFileSystem::status(path);
  }
  bool exists(const Twine& path) override {
    return IsHeader(path) || ProxyFileSystem::exists(path);
  }
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const Twine& path) override {
    if (!IsHeader(path)) return ProxyFileSystem::openFileForRead(path);
    return std::make_unique<EmptyFile>(Empty(path), EmptyHeaderText(NameOf(path)));
  }

 private:
  static std::string NameOf(const Twine& path) {
    return llvm::sys::path::filename(path.str()).str();
  }
  bool IsHeader(const Twine& path) const {
    return std::ranges::find(headers_, NameOf(path)) != headers_.end();
  }

  Status Empty(const Twine& path) {
    const auto [entry, added] = ids_.try_emplace(path.str());
    if (added) entry->second = llvm::vfs::getNextVirtualUniqueID();
    return Status(path, entry->second, {}, 0, 0, EmptyHeaderText(NameOf(path)).size(),
                  llvm::sys::fs::file_type::regular_file, llvm::sys::fs::all_read);
  }

  std::vector<std::string> headers_;
  std::map<std::string, llvm::sys::fs::UniqueID> ids_;
};

}  // namespace

std::string EmptyHeaderText(llvm::StringRef header) {
  if (header.ends_with(".python.h")) return "namespace py {}\n";
  if (!header.ends_with(".remote.h")) return "";
  return std::string("#ifdef ") + kHeadersMacro + "\n#error " + header.str() +
         " is made from this header, whose types it needs: include it in sources instead\n#endif\n";
}

FileSystem WithEmptyHeaders(FileSystem files, const std::vector<std::string>& headers) {
  return llvm::makeIntrusiveRefCnt<EmptyHeaderFileSystem>(std::move(files), headers);
}

}  // namespace goray::scan
