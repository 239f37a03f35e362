// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/writer.h>

#include <cstddef>

namespace gorayffi {

namespace wire = goray::wire;

/// An empty writer for the time of one call. Its memory is the thread's, kept from call to call up
/// to `kRetained` bytes; a call made during a call (through a callback) finds none and gets memory
/// of its own.
class ScratchWriter {
 public:
  static constexpr std::size_t kRetained = std::size_t{1} << 20;

  ScratchWriter();
  ScratchWriter(const ScratchWriter&) = delete;
  ScratchWriter& operator=(const ScratchWriter&) = delete;
  ~ScratchWriter();
  wire::Writer& operator*() { return writer_; }
  wire::Buffer& buffer() { return writer_.buffer(); }

 private:
  wire::Buffer& spare_;  // this thread's
  wire::Writer writer_;
};

}  // namespace gorayffi
