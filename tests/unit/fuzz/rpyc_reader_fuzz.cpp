// SPDX-License-Identifier: Apache-2.0
/// Everything that reads bytes of a server: frames, zlib, both forms of messages, brine, boxes,
/// exceptions, packed values, requests.
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include "rpyc/base/failure.h"
#include "rpyc/connection/dispatch_request.h"
#include "rpyc/connection/exception.h"
#include "rpyc/connection/session.h"
#include "rpyc/conversion/json.h"
#include "rpyc/conversion/pack.h"
#include "rpyc/protocol/box.h"

namespace goray::rpyc_bridge {
namespace {

constexpr Limits kLimits{std::size_t{1} << 20, 256, false};

/// Objects in values need a connection to be released on; this one has ended.
std::shared_ptr<Session> ClosedSession() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) != 0) std::abort();
  Descriptor other(ends[1]);
  auto session = std::make_shared<Session>();
  session->connection = std::make_shared<Connection>(
      std::make_unique<SocketStream>(Descriptor(ends[0])), Generation::kFrom6, Options());
  session->connection->Close("closed");
  return session;
}

void ReadResult(MessageBytes message_bytes, std::string_view body) {
  static const std::shared_ptr<Session> session = ClosedSession();
  OwnedValue owner;
  auto budget = std::make_shared<Budget>(kLimits);
  Result result{std::move(message_bytes), Arena(budget, Deadline::Never()), {}};
  owner.arena = Arena(budget, Deadline::Never());
  Value value = Unbox(BrineReader(body, result.arena, kLimits.depth).Read(), result.arena);
  GatherBuffer written;
  WriteBoxed(value, written, 2 * kLimits.depth);
  static_cast<Value&>(owner) = Unpack(value, session, owner);
  ToJson(owner, nullptr, Deadline::Never());
}

void ReadMessage(MessageBytes message_bytes) {
  Generation generation = DetectGeneration(message_bytes.view());
  MessageHeader header = ReadHeader(message_bytes.view(), generation);
  bool closes = false;
  switch (header.kind) {
    case MessageKind::kRequest:
      DispatchRequest(header, generation, closes);
      break;
    case MessageKind::kException:
      ReadException({header.kind, {}, header.body, std::make_shared<Budget>(kLimits)}, kLimits,
                    Deadline::Never());
      break;
    case MessageKind::kReply:
      ReadResult(std::move(message_bytes), header.body);
  }
}

void Run(std::span<const char> input) {
  FrameReader reader(kLimits);
  while (true) {
    while (auto message_bytes = reader.Next(Deadline::Never())) {
      try {
        ReadMessage(std::move(*message_bytes));
      } catch (const Failure&) {  // of this message; the next may be better
      }
    }
    if (input.empty()) return;
    std::span<char> space = reader.Space();
    std::size_t count = std::min({space.size(), input.size(), std::size_t{257}});
    std::memcpy(space.data(), input.data(), count);
    reader.Filled(count);
    input = input.subspan(count);
  }
}

}  // namespace
}  // namespace goray::rpyc_bridge

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  try {
    goray::rpyc_bridge::Run({reinterpret_cast<const char*>(data), size});
  } catch (const goray::rpyc_bridge::Failure&) {
  }
  return 0;
}
