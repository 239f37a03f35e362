// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "rpyc/protocol/brine.h"
#include "rpyc/protocol/frame.h"

/// What a frame holds: the kind, a number that joins question and answer, and a body. RPyC has
/// written it in two forms, without a way to ask which:
///
///     RPyC <= 5.3.1   brine((kind, seq, body))            first byte 12
///     RPyC >= 6.0.0   u8 kind | brine((seq, body))        first byte 01, 02 or 03
///
/// Numbers of one side count from 0; an answer carries the number of its question.
namespace goray::rpyc_bridge {

enum class Generation { kUpTo5, kFrom6 };
enum class MessageKind { kRequest = 1, kReply = 2, kException = 3 };

/// RPyC's numbers of what one side can ask of the other.
enum class Handler {
  kPing = 1,
  kClose = 2,
  kGetRoot = 3,
  kGetAttr = 4,
  kDelAttr = 5,
  kSetAttr = 6,
  kCall = 7,
  kCallAttr = 8,
  kRepr = 9,
  kStr = 10,
  kDir = 13,
  kDel = 15,
  kInspect = 16,
  kBuffIter = 17,
};

struct MessageHeader {
  MessageKind kind;
  std::int64_t seq;
  std::string_view body;  ///< Brine, into the message.
};

/// Tells the form of a server's first message; throws kProtocol for anything that is neither.
Generation DetectGeneration(std::string_view message_bytes);
MessageHeader ReadHeader(std::string_view message_bytes, Generation generation);

/// A whole frame with a request. `arguments` may hold references (`kTheirObject`).
void WriteRequest(Generation generation, std::int64_t seq, Handler handler,
                  std::span<const Value> arguments, GatherBuffer& output);
/// A whole frame that answers request `seq` of the server.
void WriteReply(Generation generation, std::int64_t seq, const Value& value, GatherBuffer& output);
/// An exception without traceback, `module.type(message)`.
void WriteException(Generation generation, std::int64_t seq, std::string_view type,
                    std::string_view message, GatherBuffer& output);

}  // namespace goray::rpyc_bridge
