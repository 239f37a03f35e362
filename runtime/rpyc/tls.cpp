// SPDX-License-Identifier: Apache-2.0
#include "failure.h"
#include "stream.h"

namespace goray::rpyc_bridge {

std::unique_ptr<Stream> StartTls(std::unique_ptr<SocketStream>, const Address&, const Options&,
                                 Deadline) {
  throw UsageFailure("TLS is not built in");
}

}  // namespace goray::rpyc_bridge
