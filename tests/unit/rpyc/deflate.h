// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <zlib.h>

#include <string>

namespace goray::rpyc_bridge {

/// `text` as zlib compresses it for a frame.
inline std::string Deflate(const std::string& text) {
  uLongf size = compressBound(text.size());
  std::string result(size, '\0');
  compress2(reinterpret_cast<Bytef*>(result.data()), &size,
            reinterpret_cast<const Bytef*>(text.data()), text.size(), 1);
  result.resize(size);
  return result;
}

}  // namespace goray::rpyc_bridge
