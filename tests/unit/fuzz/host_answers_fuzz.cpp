// SPDX-License-Identifier: Apache-2.0
/// What a host answers a library, and says of itself: results with references, lists, failures in
/// JSON. The first byte is the code.
#include <goray/error.h>
#include <goray/objects.h>
#include <goray/python.h>

#include <string>
#include <vector>

#include "../ffi/fake_host.h"
#include "ffi/host.h"

namespace goray::testing {
namespace {

template <typename Call>
void Ask(Call call) {
  try {
    static_cast<void>(call());
  } catch (const Error&) {
  } catch (const wire::CodecError&) {
  }
}

}  // namespace
}  // namespace goray::testing

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace goray::testing;
  using goray::ObjectRef;
  if (size == 0) return 0;
  const Answer answer{data[0], {reinterpret_cast<const char*>(data) + 1, size - 1}};
  const FakeHost host([&](const Asked&) { return answer; });
  Ask([] { return ObjectRef<goray::Any>(1).Get(); });
  Ask([] { return ObjectRef<std::vector<ObjectRef<int>>>(1).Get(); });
  Ask([] { return goray::Wait(std::vector{ObjectRef<int>(1), ObjectRef<int>(2)}); });
  Ask([] { return goray::LocalCallPyTask("f").As<goray::Any>(); });
  Ask([] { return goray::RemoteCallPyTask("f").id(); });
  goray::ffi::DeclareHost(answer.data);
  goray::ffi::DeclareHost(R"({"features": ["references"]})");
  return 0;
}
