// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <iostream>
#include <stdexcept>

/// What a `math.sqrt(16)` of the C++ client takes on the wire, and its answer.
constexpr std::size_t kRequest = 94;
constexpr std::size_t kReply = 21;

inline void NoDelay(int fd) {
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

inline sockaddr_in Loopback(int port) {
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_port = htons(static_cast<std::uint16_t>(port));
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return where;
}

inline int Connect(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in where = Loopback(port);
  if (connect(fd, reinterpret_cast<sockaddr*>(&where), sizeof where) != 0)
    throw std::runtime_error("cannot connect");
  NoDelay(fd);
  return fd;
}

inline bool ReadAll(int fd, char* data, std::size_t size) {
  for (std::size_t done = 0; done < size;) {
    ssize_t count = read(fd, data + done, size - done);
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

inline void WriteAll(int fd, const char* data, std::size_t size) {
  if (write(fd, data, size) != static_cast<ssize_t>(size)) throw std::runtime_error("write");
}

/// A server's one client; prints the port.
inline int AcceptOne() {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in where = Loopback(0);
  socklen_t size = sizeof where;
  if (bind(listener, reinterpret_cast<sockaddr*>(&where), size) != 0 || listen(listener, 1) != 0)
    throw std::runtime_error("cannot listen");
  getsockname(listener, reinterpret_cast<sockaddr*>(&where), &size);
  std::cout << ntohs(where.sin_port) << std::endl;
  int fd = accept(listener, nullptr, nullptr);
  NoDelay(fd);
  return fd;
}
