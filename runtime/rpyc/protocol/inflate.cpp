// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "rpyc/base/failure.h"
#include "rpyc/protocol/frame.h"

namespace goray::rpyc_bridge {
namespace {

struct Inflater {
  z_stream stream{};
  Inflater() {
    if (inflateInit(&stream) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
};

void Grow(MessageBytes& message_bytes, std::size_t size) {
  MessageBytes bigger = MakeMessageBytes(size);
  std::memcpy(bigger.data.get(), message_bytes.data.get(), message_bytes.size);
  message_bytes = std::move(bigger);
}

}  // namespace

MessageBytes Inflate(std::string_view compressed, std::size_t max_bytes) {
  Inflater inflater;
  z_stream& stream = inflater.stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  stream.avail_in = static_cast<uInt>(compressed.size());
  MessageBytes result = MakeMessageBytes(std::min(max_bytes, 4 * compressed.size() + 64));
  std::size_t done = 0;
  while (true) {
    stream.next_out = reinterpret_cast<Bytef*>(result.data.get() + done);
    stream.avail_out = static_cast<uInt>(std::min<std::size_t>(result.size - done, UINT32_MAX));
    int status = inflate(&stream, Z_NO_FLUSH);
    done = reinterpret_cast<char*>(stream.next_out) - result.data.get();
    if (status == Z_STREAM_END) break;
    bool out_of_space = done == result.size && (status == Z_OK || status == Z_BUF_ERROR);
    if (out_of_space && result.size == max_bytes) {
      throw ProtocolFailure("a compressed message exceeds the limit of " +
                            std::to_string(max_bytes) + " bytes; raise max_message_bytes");
    }
    if (out_of_space) {
      Grow(result, std::min(max_bytes, 2 * result.size));
    } else if (status != Z_OK || stream.avail_in == 0) {
      throw ProtocolFailure("a damaged compressed message");
    }
  }
  result.size = done;
  return result;
}

}  // namespace goray::rpyc_bridge
