// SPDX-License-Identifier: Apache-2.0
// The generated header does not exist before the first scan, and is stale before the later ones.
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

#include <map>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using llvm::Twine;
using llvm::vfs::Status;

class EmptyFile : public llvm::vfs::File {
 public:
  explicit EmptyFile(Status status) : status_(std::move(status)) {}
  llvm::ErrorOr<Status> status() override { return status_; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const Twine& name, std::int64_t,
                                                               bool, bool) override {
    return llvm::MemoryBuffer::getMemBuffer("", name.str());
  }
  std::error_code close() override { return {}; }

 private:
  Status status_;
};

class EmptyHeaderFileSystem : public llvm::vfs::ProxyFileSystem {
 public:
  EmptyHeaderFileSystem(scan::FileSystem files, std::string header)
      : ProxyFileSystem(std::move(files)), header_(std::move(header)) {}

  llvm::ErrorOr<Status> status(const Twine& path) override {
    return IsHeader(path) ? Empty(path) : ProxyFileSystem::status(path);
  }
  bool exists(const Twine& path) override {
    return IsHeader(path) || ProxyFileSystem::exists(path);
  }
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const Twine& path) override {
    if (!IsHeader(path)) return ProxyFileSystem::openFileForRead(path);
    return std::make_unique<EmptyFile>(Empty(path));
  }

 private:
  bool IsHeader(const Twine& path) const {
    return llvm::sys::path::filename(path.str()) == header_;
  }

  Status Empty(const Twine& path) {
    const auto [entry, added] = ids_.try_emplace(path.str());
    if (added) entry->second = llvm::vfs::getNextVirtualUniqueID();
    return Status(path, entry->second, {}, 0, 0, 0, llvm::sys::fs::file_type::regular_file,
                  llvm::sys::fs::all_read);
  }

  std::string header_;
  std::map<std::string, llvm::sys::fs::UniqueID> ids_;
};

}  // namespace

FileSystem WithEmptyHeader(FileSystem files, const std::string& header) {
  return llvm::makeIntrusiveRefCnt<EmptyHeaderFileSystem>(std::move(files), header);
}

}  // namespace goray::scan
