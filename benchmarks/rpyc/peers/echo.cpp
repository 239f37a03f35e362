// SPDX-License-Identifier: Apache-2.0
/// Answers messages of kRequest bytes with kReply bytes. Prints its port and serves one client.
#include <iostream>
#include <string>

#include "../sockets.h"

namespace {

void Echo(int fd) {
  char request[kRequest];
  const std::string reply(kReply, 'x');
  while (ReadAll(fd, request, kRequest)) WriteAll(fd, reply.data(), kReply);
}

}  // namespace

int main() try { Echo(AcceptOne()); } catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
