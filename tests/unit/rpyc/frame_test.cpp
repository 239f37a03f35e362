// SPDX-License-Identifier: Apache-2.0
#include "rpyc/protocol/frame.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "deflate.h"
#include "hex.h"
#include "rpyc/base/failure.h"

namespace goray::rpyc_bridge {
namespace {

std::string Frame(const std::string& message_bytes, bool compressed = false) {
  GatherBuffer header;
  header.BigEndian(static_cast<std::uint32_t>(message_bytes.size()));
  header.Byte(compressed);
  return header.ToString() + message_bytes + '\n';
}

/// All messages of `bytes`, fed in pieces of `step`.
std::vector<std::string> ReadAll(std::string_view bytes, std::size_t step,
                                 Limits limits = {1 << 20, 256, true}) {
  FrameReader reader(limits);
  std::vector<std::string> messages;
  while (true) {
    while (auto message_bytes = reader.Next(Deadline::Never()))
      messages.emplace_back(message_bytes->view());
    if (bytes.empty()) return messages;
    std::span<char> space = reader.Space();
    std::size_t count = std::min({step, space.size(), bytes.size()});
    std::memcpy(space.data(), bytes.data(), count);
    reader.Filled(count);
    bytes.remove_prefix(count);
  }
}

TEST(Frame, AnyCutGivesTheSameMessages) {
  std::vector<std::string> messages = {
      "", "a", std::string(63'990, 'b'), std::string(64'000, 'c'), std::string(200'000, 'd'), "e"};
  std::string bytes;
  for (const auto& message_bytes : messages) bytes += Frame(message_bytes);
  for (std::size_t step : {1, 5, 4096, 65536, 1 << 20})
    EXPECT_EQ(ReadAll(bytes, step), messages) << step;
}

TEST(Frame, WritesLengthAndNewline) {
  GatherBuffer output;
  StartFrame(output);
  output.Append("abc");
  FinishFrame(output);
  EXPECT_EQ(output.ToString(), Bytes("00000003 00 616263 0a"));
}

TEST(Frame, InflatesOnBothSidesOfTheSendersLimit) {
  for (std::size_t size : {0, 3000, 3001, 500'000}) {
    std::string text(size, 'x');
    EXPECT_EQ(ReadAll(Frame(Deflate(text), true), 1000), std::vector{text});
  }
}

TEST(Frame, HostileFramesAreErrors) {
  std::string bomb = Deflate(std::string(2 << 20, '\0'));
  for (const std::string& bytes :
       {Bytes("ffffffff 00"), std::string("HTTP/1.1 400 Bad Request"), Bytes("00000001 02 00 0a"),
        Bytes("00000001 00 00 00"), Frame("not zlib", true), Frame("", true),
        Frame(Deflate("cut short").substr(0, 10), true), Frame(bomb, true)}) {
    EXPECT_THROW(ReadAll(bytes, 7), Failure);
  }
}

}  // namespace
}  // namespace goray::rpyc_bridge
