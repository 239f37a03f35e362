// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "rpyc/base/deadline.h"
#include "rpyc/transport/address.h"
#include "rpyc/transport/options.h"

namespace goray::rpyc_bridge {

/// A connected, non-blocking byte stream. One thread may read while another writes.
class Stream {
 public:
  virtual ~Stream() = default;
  /// Bytes read, 0 at the end of the stream, nothing if none are there yet. Throws kConnection.
  virtual std::optional<std::size_t> Read(std::span<char> space) = 0;
  /// Bytes written, perhaps 0 or fewer than given. Throws kConnection.
  virtual std::size_t Write(std::span<const iovec> pieces) = 0;
  /// Whether bytes are held that no poll(2) would tell of.
  virtual bool Buffered() const { return false; }
  /// Sends what a protocol owes at the end; the descriptor is closed by the destructor.
  virtual void SayGoodbye() {}
  virtual int fd() const = 0;
  /// Whether the server has hung up, as far as this machine knows. Bytes it sent before may still
  /// be readable.
  bool PeerHungUp() const;
  /// Acknowledges the next bytes at once. A server that sends a reply in several writes otherwise
  /// waits 40 ms for us (Nagle's algorithm against delayed acknowledgements); the kernel forgets
  /// the setting, so it is repeated for each reply.
  void AcknowledgeAtOnce();
};

/// Connects; tries all addresses of a name. Throws kConnection or kTimeout, naming the address.
std::unique_ptr<Stream> Connect(const Address& address, const Options& options, Deadline deadline);

/// Waits for poll(2) events; gives those that happened, 0 if the deadline passed. Hang-ups count as
/// any event.
short WaitFor(int fd, short events, Deadline deadline);

/// An owned descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor();
  int get() const { return fd_; }

 private:
  int fd_;
};

/// The socket itself, made by `Connect` or by TLS on top of it.
class SocketStream final : public Stream {
 public:
  explicit SocketStream(Descriptor socket) : socket_(std::move(socket)) {}
  std::optional<std::size_t> Read(std::span<char> space) override;
  std::size_t Write(std::span<const iovec> pieces) override;
  int fd() const override { return socket_.get(); }

 private:
  Descriptor socket_;
};

/// A TLS session over `socket`, handshake done.
std::unique_ptr<Stream> StartTls(std::unique_ptr<SocketStream> socket, const Address& address,
                                 const Options& options, Deadline deadline);

}  // namespace goray::rpyc_bridge
