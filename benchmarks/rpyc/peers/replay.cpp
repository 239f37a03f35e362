// SPDX-License-Identifier: Apache-2.0
/// replay PORT: passes on to the RPyC server there, until the first call of a function was
/// answered. Every later request gets that answer: what a call costs if the server takes no time.
/// Prints its port and serves one client.
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>

#include "../sockets.h"

namespace {

/// A frame of a small message, whole, read as the system gives it; "" at the end.
std::string ReadFrame(int fd) {
  char buffer[16384];
  std::string frame;
  std::size_t size = 6;
  while (frame.size() < size) {
    ssize_t count = read(fd, buffer, sizeof buffer);
    if (count <= 0) return "";
    frame.append(buffer, static_cast<std::size_t>(count));
    std::uint32_t length = 0;
    if (frame.size() >= 4) std::memcpy(&length, frame.data(), 4);
    size = ntohl(length) + 6;
  }
  return frame;
}

/// Where the number of a message of RPyC 6 stands: header, kind and the tag of a pair precede it.
constexpr std::size_t kNumberAt = 7;

std::size_t NumberSize(const std::string& frame) {
  return frame[kNumberAt] == 0x16 ? 2 + static_cast<unsigned char>(frame[kNumberAt + 1]) : 1;
}

void Replay(int fd, int port) {
  int server = Connect(port);
  std::string body;
  for (std::string request; !(request = ReadFrame(fd)).empty();) {
    if (body.empty()) {
      WriteAll(server, request.data(), request.size());
      std::string reply = ReadFrame(server);
      WriteAll(fd, reply.data(), reply.size());
      bool call = request.compare(kNumberAt + NumberSize(request), 2, "\x11\x57") == 0;
      if (call) body = reply.substr(kNumberAt + NumberSize(reply));
      continue;
    }
    std::string reply = std::string("\0\0\0\0\0\x02\x11", kNumberAt) +
                        request.substr(kNumberAt, NumberSize(request)) + body;
    std::uint32_t length = htonl(static_cast<std::uint32_t>(reply.size() - 6));
    std::memcpy(reply.data(), &length, 4);
    WriteAll(fd, reply.data(), reply.size());
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) throw std::runtime_error("usage: replay PORT");
  Replay(AcceptOne(), std::atoi(argv[1]));
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
