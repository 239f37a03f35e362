// SPDX-License-Identifier: Apache-2.0
// Memory of arrays. Pages that are new to the process cost more than what is written to them: of ten megabytes on
// the way into Ray's object store most of the time. So large memory is kept when an array is dropped, up to a limit.
#include <goray/nd_array.h>
#include <goray/wire/limits.h>
#include <pthread.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace goray::detail {
namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kHugePage = std::size_t{2} << 20;
/// From here on memory is of whole huge pages.
constexpr std::size_t kLarge = std::size_t{1} << 20;

struct Block {
  void* data;
  std::size_t size;
};

/// Blocks that no array has. Leaked: arrays may be dropped while the process ends.
class Pool {
 public:
  /// The smallest block of this size, or of up to twice as much; null if there is none.
  Block Take(std::size_t size) {
    const std::lock_guard lock(mutex_);
    auto best = blocks_.end();
    for (auto block = blocks_.begin(); block != blocks_.end(); ++block) {
      const bool fits = block->size >= size && block->size <= 2 * size;
      if (fits && (best == blocks_.end() || block->size < best->size)) best = block;
    }
    if (best == blocks_.end()) return {nullptr, 0};
    const Block taken = *best;
    blocks_.erase(best);
    kept_ -= taken.size;
    return taken;
  }

  /// The oldest ones go when there are too many bytes.
  void Keep(Block block) noexcept {
    const std::lock_guard lock(mutex_);
    try {
      blocks_.push_back(block);
      kept_ += block.size;
    } catch (const std::bad_alloc&) {
      munmap(block.data, block.size);
    }
    while (kept_ > limits::kKeptArrayBytes) {
      munmap(blocks_.front().data, blocks_.front().size);
      kept_ -= blocks_.front().size;
      blocks_.erase(blocks_.begin());
    }
  }

  void Lock() { mutex_.lock(); }
  void Unlock() { mutex_.unlock(); }

 private:
  std::mutex mutex_;
  std::vector<Block> blocks_;
  std::size_t kept_ = 0;
};

Pool& ThePool() {
  static Pool* const pool = [] {
    pthread_atfork([] { ThePool().Lock(); }, [] { ThePool().Unlock(); },
                   [] { ThePool().Unlock(); });
    return new Pool;
  }();
  return *pool;
}

/// New pages, which are zero; whole huge ones where the system has them.
void* Map(std::size_t size) {
  void* const mapped =
      mmap(nullptr, size + kHugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  auto* const first = static_cast<std::byte*>(mapped);
  const std::size_t before =
      (kHugePage - reinterpret_cast<std::uintptr_t>(first) % kHugePage) % kHugePage;
  if (before > 0) munmap(first, before);
  munmap(first + before + size, kHugePage - before);
  madvise(first + before, size, MADV_HUGEPAGE);
  return first + before;
}

std::shared_ptr<void> AllocateLarge(std::size_t size, bool zeroed) {
  size = (size + kHugePage - 1) / kHugePage * kHugePage;
  Block block = ThePool().Take(size);
  if (block.data == nullptr) {
    block = {Map(size), size};
  } else if (zeroed) {
    std::memset(block.data, 0, size);
  }
  return {block.data, [block](void*) { ThePool().Keep(block); }};
}

std::shared_ptr<void> Allocate(std::size_t size, bool zeroed) {
  if (size >= kLarge) return AllocateLarge(size, zeroed);
  void* const items = ::operator new(size, std::align_val_t{kAlignment});
  if (zeroed) std::memset(items, 0, size);
  return {items, [](void* owned) { ::operator delete(owned, std::align_val_t{kAlignment}); }};
}

/// `std::bad_alloc` with a text: most often an extent is a negative number, or a product of too many.
class NoMemoryForShape : public std::bad_alloc {
 public:
  NoMemoryForShape(std::span<const std::size_t> shape, std::size_t item_size) {
    std::string text = "goray::NdArray: no memory for an array of the shape (";
    for (const std::size_t extent : shape) text += std::to_string(extent) + ", ";
    text.resize(text.size() - (shape.size() > 1 ? 2 : 1));
    text += "), " + std::to_string(item_size) + " bytes an item";
    text_ = std::make_shared<const std::string>(std::move(text));
  }
  const char* what() const noexcept override { return text_->c_str(); }

 private:
  std::shared_ptr<const std::string> text_;  // an exception's copies do not throw
};

}  // namespace

std::shared_ptr<void> AllocateItems(std::span<const std::size_t> shape, std::size_t item_size,
                                    bool zeroed) {
  constexpr std::size_t kLargest = PTRDIFF_MAX - 2 * kHugePage;
  std::size_t size = item_size;
  for (const std::size_t extent : shape) {
    if (extent != 0 && size > kLargest / extent) throw NoMemoryForShape(shape, item_size);
    size *= extent;
  }
  try {
    return Allocate(size, zeroed);
  } catch (const std::bad_alloc&) {
    throw NoMemoryForShape(shape, item_size);
  }
}

}  // namespace goray::detail
