// SPDX-License-Identifier: Apache-2.0
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <mutex>
#include <string>

#include "rpyc/base/failure.h"
#include "rpyc/transport/stream.h"

/// TLS by OpenSSL over our own non-blocking socket calls: the library's would raise SIGPIPE.
namespace goray::rpyc_bridge {
namespace {

template <auto kFree>
struct Deleter {
  template <typename T>
  void operator()(T* pointer) const {
    kFree(pointer);
  }
};
using Context = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;
using Ssl = std::unique_ptr<SSL, Deleter<SSL_free>>;

std::string OpenSslText() {
  unsigned long code = ERR_get_error();
  ERR_clear_error();
  std::array<char, 256> text{};
  ERR_error_string_n(code, text.data(), text.size());
  const char* reason = ERR_reason_error_string(code);
  return code == 0 ? "the server closed the connection" : reason != nullptr ? reason : text.data();
}

int SocketOf(BIO* bio) { return static_cast<const SocketStream*>(BIO_get_data(bio))->fd(); }

template <typename Transfer>
int Transferred(BIO* bio, int retry_flag, Transfer&& transfer) {
  BIO_clear_retry_flags(bio);
  auto count = static_cast<int>(transfer());
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
    BIO_set_flags(bio, retry_flag | BIO_FLAGS_SHOULD_RETRY);
  }
  return count;
}

int WriteBio(BIO* bio, const char* data, int size) {
  return Transferred(bio, BIO_FLAGS_WRITE, [&] {
    return send(SocketOf(bio), data, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  });
}

int ReadBio(BIO* bio, char* data, int size) {
  return Transferred(bio, BIO_FLAGS_READ,
                     [&] { return recv(SocketOf(bio), data, static_cast<std::size_t>(size), 0); });
}

long ControlBio(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

BIO_METHOD* SocketMethod() {
  static BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "rpyc socket");
    BIO_meth_set_write(made, WriteBio);
    BIO_meth_set_read(made, ReadBio);
    BIO_meth_set_ctrl(made, ControlBio);
    return made;
  }();
  return method;
}

Context MakeContext(const Options& options) {
  Context context(SSL_CTX_new(TLS_client_method()));
  if (!context) throw std::bad_alloc();
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // One step a call, so that a server that sends but no data cannot hold us in OpenSSL.
  SSL_CTX_clear_mode(context.get(), SSL_MODE_AUTO_RETRY);
  auto require = [](int done, const std::string& what) {
    if (done != 1) throw UsageFailure("TLS: cannot use " + what + ": " + OpenSslText());
  };
  if (options.ca_file.empty()) {
    SSL_CTX_set_default_verify_paths(context.get());
  } else {
    require(SSL_CTX_load_verify_locations(context.get(), options.ca_file.c_str(), nullptr),
            "ca_file " + options.ca_file);
  }
  if (!options.cert_file.empty()) {
    const std::string& key = options.key_file.empty() ? options.cert_file : options.key_file;
    require(SSL_CTX_use_certificate_chain_file(context.get(), options.cert_file.c_str()),
            "cert_file " + options.cert_file);
    require(SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM),
            "key_file " + key);
  }
  SSL_CTX_set_verify(context.get(), options.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  return context;
}

/// One session; OpenSSL allows one thread in it at a time, so `mutex_` is held for each step but
/// never while waiting.
class TlsStream final : public Stream {
 public:
  TlsStream(std::unique_ptr<SocketStream> socket, const Address& address, const Options& options)
      : socket_(std::move(socket)), context_(MakeContext(options)), ssl_(SSL_new(context_.get())) {
    const std::string& name = options.server_name.empty() ? address.host : options.server_name;
    BIO* bio = BIO_new(SocketMethod());
    BIO_set_data(bio, socket_.get());
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_.get(), bio, bio);
    X509_VERIFY_PARAM* parameters = SSL_get0_param(ssl_.get());
    if (X509_VERIFY_PARAM_set1_ip_asc(parameters, name.c_str()) != 1) {  // not an IP address
      SSL_set_tlsext_host_name(ssl_.get(), name.c_str());
      SSL_set1_host(ssl_.get(), name.c_str());
    }
    ERR_clear_error();
  }

  void Shake(const Address& address, Deadline deadline) {
    while (true) {
      int status = SSL_connect(ssl_.get());
      if (status == 1) return;
      int error = SSL_get_error(ssl_.get(), status);
      if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) ThrowRefused(address);
      short events = error == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
      if (WaitFor(fd(), events, deadline) == 0 || deadline.passed()) {
        throw ConnectionFailure("cannot connect to " + address.ToString() +
                                ": the TLS handshake took too long; does the server speak TLS?");
      }
    }
  }

  std::optional<std::size_t> Read(std::span<char> space) override {
    std::lock_guard lock(mutex_);
    std::size_t count = 0;
    ERR_clear_error();
    int status = SSL_read_ex(ssl_.get(), space.data(), space.size(), &count);
    if (status == 1) return count;
    if (Retry(status)) return std::nullopt;
    if (SSL_get_error(ssl_.get(), status) == SSL_ERROR_ZERO_RETURN) return 0;
    throw ConnectionFailure("connection lost: TLS: " + OpenSslText());
  }

  std::size_t Write(std::span<const iovec> pieces) override {
    std::lock_guard lock(mutex_);
    std::size_t total = 0;
    for (const iovec& piece : pieces) {
      std::size_t count = 0;
      ERR_clear_error();
      int status = SSL_write_ex(ssl_.get(), piece.iov_base, piece.iov_len, &count);
      if (status != 1 && !Retry(status)) {
        throw ConnectionFailure("connection lost: TLS: " + OpenSslText());
      }
      total += count;
      if (count < piece.iov_len) break;
    }
    return total;
  }

  bool Buffered() const override {
    std::lock_guard lock(mutex_);
    return SSL_pending(ssl_.get()) > 0;
  }
  void SayGoodbye() override {
    std::lock_guard lock(mutex_);
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
  }
  int fd() const override { return socket_->fd(); }

 private:
  bool Retry(int status) {
    int error = SSL_get_error(ssl_.get(), status);
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
  }

  [[noreturn]] void ThrowRefused(const Address& address) {
    long verdict = SSL_get_verify_result(ssl_.get());
    std::string reason =
        verdict == X509_V_OK ? OpenSslText() : X509_verify_cert_error_string(verdict);
    ERR_clear_error();
    throw ConnectionFailure("cannot connect to " + address.ToString() + ": TLS: " + reason);
  }

  const std::unique_ptr<SocketStream> socket_;
  const Context context_;
  const Ssl ssl_;
  mutable std::mutex mutex_;
};

}  // namespace

std::unique_ptr<Stream> StartTls(std::unique_ptr<SocketStream> socket, const Address& address,
                                 const Options& options, Deadline deadline) {
  auto stream = std::make_unique<TlsStream>(std::move(socket), address, options);
  stream->Shake(address, deadline);
  return stream;
}

}  // namespace goray::rpyc_bridge
