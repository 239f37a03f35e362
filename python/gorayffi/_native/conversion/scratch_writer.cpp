// SPDX-License-Identifier: Apache-2.0
#include "conversion/scratch_writer.h"

#include <utility>

namespace gorayffi {
namespace {

wire::Buffer& Spare() {
  thread_local wire::Buffer spare;
  return spare;
}

wire::Buffer Emptied(wire::Buffer buffer) {
  buffer.Clear();
  return buffer;
}

}  // namespace

ScratchWriter::ScratchWriter() : spare_(Spare()), writer_(Emptied(std::move(spare_))) {}

ScratchWriter::~ScratchWriter() {
  if (buffer().capacity() <= kRetained && buffer().capacity() > spare_.capacity())
    spare_ = writer_.TakeBuffer();
}

}  // namespace gorayffi
