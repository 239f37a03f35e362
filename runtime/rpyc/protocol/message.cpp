// SPDX-License-Identifier: Apache-2.0
#include "rpyc/protocol/message.h"

#include <array>
#include <string>

#include "rpyc/base/failure.h"
#include "rpyc/protocol/box.h"

namespace goray::rpyc_bridge {
namespace {

void WriteHeader(Generation generation, MessageKind kind, std::int64_t seq, GatherBuffer& output) {
  StartFrame(output);
  auto number = static_cast<unsigned>(kind);
  if (generation == Generation::kFrom6) {
    output.Byte(number);
    WriteBrineTupleHeader(2, output);
  } else {
    WriteBrineTupleHeader(3, output);
    WriteBrine(MakeInt(number), output);
  }
  WriteBrine(MakeInt(seq), output);
}

std::int64_t ReadInt(BrineReader& reader, const char* what) {
  Value value = reader.Read();
  if (value.kind != RPYC_INT) throw ProtocolFailure(std::string("malformed message: no ") + what);
  return value.as.integer;
}

}  // namespace

Generation DetectGeneration(std::string_view message_bytes) {
  unsigned first = message_bytes.empty() ? 0 : static_cast<unsigned char>(message_bytes[0]);
  if (first >= 1 && first <= 3) return Generation::kFrom6;
  if (first == 0x12) return Generation::kUpTo5;
  throw ProtocolFailure(
      "the server speaks an unknown form of RPyC; RPyC 4.1 to 6 are understood, RPYC_BIND_THREADS "
      "is not: unset it on the server");
}

MessageHeader ReadHeader(std::string_view message_bytes, Generation generation) {
  Arena arena;
  std::int64_t kind = 0;
  std::size_t expected_items = 3;
  if (generation == Generation::kFrom6) {
    if (message_bytes.empty()) throw ProtocolFailure("malformed message: empty");
    kind = static_cast<unsigned char>(message_bytes[0]);
    message_bytes.remove_prefix(1);
    expected_items = 2;
  }
  BrineReader reader(message_bytes, arena, 0);  // scalars only
  if (reader.ReadTupleHeader() != expected_items) {
    throw ProtocolFailure("malformed message: wrong number of parts");
  }
  if (generation == Generation::kUpTo5) kind = ReadInt(reader, "kind");
  if (kind < 1 || kind > 3)
    throw ProtocolFailure("malformed message: unknown kind " + std::to_string(kind));
  std::int64_t seq = ReadInt(reader, "sequence number");
  return {static_cast<MessageKind>(kind), seq, reader.rest()};
}

void WriteException(Generation generation, std::int64_t seq, std::string_view type,
                    std::string_view message, GatherBuffer& output) {
  WriteHeader(generation, MessageKind::kException, seq, output);
  std::array name = {MakeStr("builtins"), MakeStr(type)};
  std::array arguments = {MakeStr(message)};
  std::array parts = {MakeTuple(name), MakeTuple(arguments), MakeTuple({}), MakeStr("")};
  WriteBrine(MakeTuple(parts), output);
  FinishFrame(output);
}

void WriteRequest(Generation generation, std::int64_t seq, Handler handler,
                  std::span<const Value> arguments, GatherBuffer& output) {
  WriteHeader(generation, MessageKind::kRequest, seq, output);
  WriteBrineTupleHeader(2, output);
  WriteBrine(MakeInt(static_cast<int>(handler)), output);
  WriteBoxed(MakeTuple(arguments), output);
  FinishFrame(output);
}

void WriteReply(Generation generation, std::int64_t seq, const Value& value, GatherBuffer& output) {
  WriteHeader(generation, MessageKind::kReply, seq, output);
  WriteBoxed(value, output);
  FinishFrame(output);
}

}  // namespace goray::rpyc_bridge
