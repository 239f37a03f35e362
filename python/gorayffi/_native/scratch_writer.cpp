// SPDX-License-Identifier: Apache-2.0
#include "scratch_writer.h"

#include <utility>

namespace gorayffi {
namespace {

thread_local wire::Buffer spare;

wire::Buffer TakeSpare() {
  wire::Buffer buffer = std::move(spare);  // which is empty now
  buffer.Clear();
  return buffer;
}

}  // namespace

ScratchWriter::ScratchWriter() : writer_(TakeSpare()) {}

ScratchWriter::~ScratchWriter() {
  if (buffer().capacity() <= kRetained && buffer().capacity() > spare.capacity())
    spare = writer_.TakeBuffer();
}

}  // namespace gorayffi
