// SPDX-License-Identifier: Apache-2.0
#include "rpyc/connection/dispatch_request.h"

#include <array>
#include <string>

#include "rpyc/base/failure.h"
#include "rpyc/protocol/box.h"

/// RPyC peers are equals: a server may ask us for our root object and call it, and a
/// `ClassicService` does so on connecting, to reach into the client's Python. We have none and
/// grant nothing, but must answer, or that server waits 30 s and hangs up. So every question about
/// our "root" leads to an object without methods whose calls return None.
namespace goray::rpyc_bridge {
namespace {

const IdPack kNothing = {"builtins.function", 1, 1};

}  // namespace

std::string DispatchRequest(const MessageHeader& header, Generation generation, bool& closes) {
  Arena arena;
  BrineReader reader(header.body, arena, 0);  // scalars only: the arguments are not read
  bool is_pair = reader.ReadTupleHeader() == 2;
  Value number = is_pair ? reader.Read() : MakeKind(RPYC_NONE);
  if (number.kind != RPYC_INT)
    throw ProtocolFailure("malformed message: a request without a handler");
  GatherBuffer output;
  auto handler = static_cast<Handler>(number.as.integer);
  switch (handler) {
    case Handler::kClose:
      closes = true;
      break;
    case Handler::kGetRoot:
    case Handler::kGetAttr:
      WriteReply(generation, header.seq, MakeReference(kOurObject, &kNothing), output);
      break;
    case Handler::kInspect:
      WriteReply(generation, header.seq, MakeTuple({}), output);
      break;
    case Handler::kPing:
    case Handler::kCall:
    case Handler::kCallAttr:
    case Handler::kDel:
      WriteReply(generation, header.seq, MakeKind(RPYC_NONE), output);
      break;
    default:
      WriteException(generation, header.seq, "AttributeError",
                     "this client exposes no objects to the server", output);
  }
  return output.ToString();
}

}  // namespace goray::rpyc_bridge
