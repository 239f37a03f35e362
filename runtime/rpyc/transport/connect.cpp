// SPDX-License-Identifier: Apache-2.0
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <future>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "rpyc/base/failure.h"
#include "rpyc/transport/stream.h"

namespace goray::rpyc_bridge {
namespace {

std::string ErrorText(int error) { return std::generic_category().message(error); }

Failure CannotConnect(const Address& address, const std::string& reason) {
  return ConnectionFailure("cannot connect to " + address.ToString() + ": " + reason);
}

/// 0, or the errno of an attempt that has ended.
int ErrorOf(int fd) {
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length);
  return error;
}

/// 0, or the errno of the attempt; ETIMEDOUT if the deadline passed.
int ConnectSocket(int fd, const sockaddr* where, socklen_t size, Deadline deadline) {
  if (connect(fd, where, size) == 0) return 0;
  if (errno != EINPROGRESS && errno != EINTR) return errno;
  if (WaitFor(fd, POLLOUT, deadline) == 0) return ETIMEDOUT;
  return ErrorOf(fd);
}

void SetOption(int fd, int level, int name, int value) {
  setsockopt(fd, level, name, &value, sizeof value);
}

/// Small requests leave at once; a host that vanished is noticed within half a minute, even while
/// we only wait.
void TuneTcp(int fd) {
  SetOption(fd, IPPROTO_TCP, TCP_NODELAY, 1);
  SetOption(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
  SetOption(fd, IPPROTO_TCP, TCP_KEEPIDLE, 15);
  SetOption(fd, IPPROTO_TCP, TCP_KEEPINTVL, 5);
  SetOption(fd, IPPROTO_TCP, TCP_KEEPCNT, 3);
}

std::unique_ptr<SocketStream> ConnectUnix(const Address& address, Deadline deadline) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  if (address.host.size() >= sizeof where.sun_path)
    throw CannotConnect(address, "the path is too long");
  std::memcpy(where.sun_path, address.host.data(), address.host.size());
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (socket.get() < 0) throw CannotConnect(address, ErrorText(errno));
  int error =
      ConnectSocket(socket.get(), reinterpret_cast<sockaddr*>(&where), sizeof where, deadline);
  if (error != 0) throw CannotConnect(address, ErrorText(error));
  return std::make_unique<SocketStream>(std::move(socket));
}

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Addresses Resolve(const Address& address, int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  addrinfo* found = nullptr;
  int status =
      getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
  if (status != 0) throw CannotConnect(address, gai_strerror(status));
  return {found, &freeaddrinfo};
}

/// A thread of its own waits for the name servers, as nothing else bounds that; it may outlive us.
Addresses FindAddresses(const Address& address, Deadline deadline) {
  try {
    return Resolve(address, AI_NUMERICHOST);  // asks nobody
  } catch (const Failure&) {
    if (deadline.never()) return Resolve(address, 0);
  }
  std::packaged_task<Addresses()> task([address] { return Resolve(address, 0); });
  std::future<Addresses> found = task.get_future();
  std::thread(std::move(task)).detach();
  if (found.wait_until(deadline.at()) != std::future_status::ready) {
    throw CannotConnect(address, "its name was not resolved in time");
  }
  return found.get();
}

/// How long an address may be silent until the next one is tried as well.
constexpr int kHeadStartMs = 250;

/// The addresses of a name, tried side by side: one that does not answer costs the others no time.
class Race {
 public:
  explicit Race(const addrinfo* first) : next_(first) {}

  /// The first socket that is connected; none if all have failed, see `error()`.
  Descriptor Run(Deadline deadline) {
    while (next_ != nullptr || !sockets_.empty()) {
      if (next_ != nullptr && StartNext()) return std::move(sockets_.back());
      if (sockets_.empty()) continue;
      const Deadline patience = next_ != nullptr ? deadline.Sooner(kHeadStartMs) : deadline;
      if (std::optional<Descriptor> connected = Wait(patience)) return *std::move(connected);
      if (deadline.passed()) {
        error_ = ETIMEDOUT;
        break;
      }
    }
    return Descriptor(-1);
  }
  /// The errno of the address that failed last.
  int error() const { return error_; }

 private:
  /// Whether it is connected at once.
  bool StartNext() {
    const addrinfo& one = *std::exchange(next_, next_->ai_next);
    Descriptor socket(::socket(one.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.get() < 0) return false;
    const bool connected = connect(socket.get(), one.ai_addr, one.ai_addrlen) == 0;
    if (connected || errno == EINPROGRESS || errno == EINTR) {
      sockets_.push_back(std::move(socket));
    } else {
      error_ = errno;
    }
    return connected;
  }

  /// Waits until one has an answer; drops those that have failed.
  std::optional<Descriptor> Wait(Deadline deadline) {
    std::vector<pollfd> entries;
    entries.reserve(sockets_.size());
    for (const Descriptor& socket : sockets_) entries.push_back({socket.get(), POLLOUT, 0});
    if (poll(entries.data(), entries.size(), deadline.PollTimeout()) <= 0) return std::nullopt;
    for (std::size_t i = sockets_.size(); i-- > 0;) {
      if (entries[i].revents == 0) continue;
      const int error = ErrorOf(sockets_[i].get());
      if (error == 0) return std::move(sockets_[i]);
      error_ = error;
      sockets_.erase(sockets_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return std::nullopt;
  }

  const addrinfo* next_;
  std::vector<Descriptor> sockets_;  // that are connecting
  int error_ = ECONNREFUSED;
};

std::unique_ptr<SocketStream> ConnectTcp(const Address& address, Deadline deadline) {
  const Addresses all = FindAddresses(address, deadline);
  Race race(all.get());
  Descriptor socket = race.Run(deadline);
  if (socket.get() < 0)
    throw CannotConnect(address, ErrorText(race.error()) + "; is an RPyC server running there?");
  TuneTcp(socket.get());
  return std::make_unique<SocketStream>(std::move(socket));
}

}  // namespace

std::unique_ptr<Stream> Connect(const Address& address, const Options& options, Deadline deadline) {
  switch (address.kind) {
    case Address::Kind::kUnix:
      return ConnectUnix(address, deadline);
    case Address::Kind::kTls:
      return StartTls(ConnectTcp(address, deadline), address, options, deadline);
    default:
      return ConnectTcp(address, deadline);
  }
}

}  // namespace goray::rpyc_bridge
