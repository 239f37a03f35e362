// SPDX-License-Identifier: Apache-2.0
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <system_error>

#include "rpyc/base/failure.h"
#include "rpyc/transport/stream.h"

namespace goray::rpyc_bridge {
namespace {

[[noreturn]] void ThrowLost(int error) {
  throw ConnectionFailure("connection lost: " + std::generic_category().message(error));
}

bool WouldBlock(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) close(fd_);
}

short WaitFor(int fd, short events, Deadline deadline) {
  pollfd entry{fd, events, 0};
  while (true) {
    int ready = poll(&entry, 1, deadline.PollTimeout());
    if (ready > 0) return entry.revents;
    if (ready < 0 && errno != EINTR) ThrowLost(errno);
    if (deadline.passed()) return 0;
  }
}

bool Stream::PeerHungUp() const {
  pollfd entry{fd(), POLLRDHUP, 0};
  return poll(&entry, 1, 0) > 0;
}

void Stream::AcknowledgeAtOnce() {
  int on = 1;
  setsockopt(fd(), IPPROTO_TCP, TCP_QUICKACK, &on,
             sizeof on);  // a unix socket refuses; it has no such trap
}

std::optional<std::size_t> SocketStream::Read(std::span<char> space) {
  ssize_t count = recv(socket_.get(), space.data(), space.size(), 0);
  if (count >= 0) return static_cast<std::size_t>(count);
  if (WouldBlock(errno)) return std::nullopt;
  ThrowLost(errno);
}

std::size_t SocketStream::Write(std::span<const iovec> pieces) {
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(pieces.data());
  message.msg_iovlen = std::min<std::size_t>(pieces.size(), IOV_MAX);
  ssize_t count = sendmsg(socket_.get(), &message, MSG_NOSIGNAL);
  if (count >= 0) return static_cast<std::size_t>(count);
  if (WouldBlock(errno)) return 0;
  ThrowLost(errno);
}

}  // namespace goray::rpyc_bridge
