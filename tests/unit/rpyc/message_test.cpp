// SPDX-License-Identifier: Apache-2.0
#include "rpyc/protocol/message.h"

#include <gtest/gtest.h>

#include <array>

#include "hex.h"
#include "rpyc/base/failure.h"
#include "rpyc/connection/dispatch_request.h"
#include "rpyc/protocol/box.h"

namespace goray::rpyc_bridge {
namespace {

const IdPack kFunction = {"builtins.function", 9764896, 140621422639232};
const std::string kFunctionHex =
    "12 08 0e11 6275696c74696e732e66756e6374696f6e 1607 39373634383936 160f "
    "313430363231343232363339323332";

std::string Request(Generation generation, std::int64_t seq, Handler handler,
                    std::span<const Value> arguments) {
  GatherBuffer output;
  WriteRequest(generation, seq, handler, arguments, output);
  return output.ToString();
}

TEST(Message, RequestsInBothForms) {
  EXPECT_EQ(Request(Generation::kFrom6, 0, Handler::kGetRoot, {}),
            Bytes("00000008 00 01 11 50 11 53 11 51 02 0a"));
  EXPECT_EQ(Request(Generation::kUpTo5, 0, Handler::kGetRoot, {}),
            Bytes("00000008 00 12 51 50 11 53 11 51 02 0a"));
}

TEST(Message, ACallNamesTheServersObject) {
  std::array call = {MakeStr("math"), MakeStr("sqrt"), MakeStr("[16]")};
  std::array arguments = {MakeReference(kTheirObject, &kFunction), MakeTuple(call), MakeTuple({})};
  EXPECT_EQ(Request(Generation::kFrom6, 2, Handler::kCall, arguments),
            Bytes("00000051 00 01 11 52 11 57 11 52 12 11 53" + kFunctionHex +
                  "11 51 12 08 0d6d617468 08 0d73717274 08 0d5b31365d 11 51 02 0a"));
}

TEST(Message, ReadsReplies) {
  std::string message_bytes = Bytes("02 11 52 11 51 08 0c342e30");
  EXPECT_EQ(DetectGeneration(message_bytes), Generation::kFrom6);
  MessageHeader header = ReadHeader(message_bytes, Generation::kFrom6);
  EXPECT_EQ(header.kind, MessageKind::kReply);
  EXPECT_EQ(header.seq, 2);
  Arena arena;
  EXPECT_EQ(Text(Unbox(BrineReader(header.body, arena, 10).Read(), arena)), "4.0");
}

TEST(Message, UnknownFormsAreErrors) {
  for (const char* hex : {"", "04 11 50 02", "00 00", "ff"})
    EXPECT_THROW(DetectGeneration(Bytes(hex)), Failure) << hex;
  for (const char* hex : {"", "02", "02 12 50 50 50", "02 11 00 50", "04 11 50 50"}) {
    EXPECT_THROW(ReadHeader(Bytes(hex), Generation::kFrom6), Failure) << hex;
  }
}

TEST(Box, ReferencesAtAnyDepth) {
  std::array inner = {MakeReference(kTheirObject, &kFunction), MakeInt(1)};
  std::array outer = {MakeTuple(inner), MakeStr("a")};
  GatherBuffer output;
  WriteBoxed(MakeTuple(outer), output);
  std::string bytes = output.ToString();
  Arena arena;
  Value read = Unbox(BrineReader(bytes, arena, 20).Read(), arena);
  const Value& reference = Items(Items(read)[0])[0];
  ASSERT_EQ(reference.kind,
            kOurObject);  // what is the receiver's for the sender is ours for the receiver
  EXPECT_EQ(Reference(reference).name, kFunction.name);
  EXPECT_EQ(Reference(reference).instance_id, kFunction.instance_id);
}

TEST(Box, MalformedBoxesAreErrors) {
  for (const char* hex :
       {"50", "11 56 50", "11 00 50", "11 52 50", "11 53 50", "11 54 12 50 50 50", "10 51"}) {
    Arena arena;
    std::string bytes = Bytes(hex);
    EXPECT_THROW(Unbox(BrineReader(bytes, arena, 10).Read(), arena), Failure) << hex;
  }
}

TEST(Peer, ExposesNothing) {
  auto answer = [](const char* hex) {
    std::string message_bytes = Bytes(hex);
    bool closes = false;
    std::string frame =
        DispatchRequest(ReadHeader(message_bytes, Generation::kFrom6), Generation::kFrom6, closes);
    return closes ? "closes" : frame;
  };
  EXPECT_EQ(answer("01 11 50 11 52 11 51 02"), "closes");
  std::string root = answer("01 11 50 11 53 11 51 02");
  EXPECT_NE(root.find("builtins.function"), std::string::npos);
  std::string pickle = answer("01 11 50 11 5e 11 51 02");
  EXPECT_NE(pickle.find("AttributeError"), std::string::npos);
  EXPECT_THROW(answer("01 11 50 50"), Failure);
}

}  // namespace
}  // namespace goray::rpyc_bridge
