// SPDX-License-Identifier: Apache-2.0
#include <tvm/ffi/tvm_ffi.h>

#include <cstdint>
#include <string>

#include "../functions.h"

namespace {

tvm::ffi::String Hello(const tvm::ffi::String& name) {
  return functions::Hello({name.data(), name.size()});
}

std::int64_t Callbacks(const tvm::ffi::Function& same, std::int64_t count) {
  std::int64_t sum = 0;
  for (std::int64_t i = 0; i < count; ++i) sum += same(i).cast<std::int64_t>();
  return sum;
}

void Fail() { TVM_FFI_THROW(ValueError) << "wrong value"; }

}  // namespace

TVM_FFI_DLL_EXPORT_TYPED_FUNC(add, functions::Add)
TVM_FFI_DLL_EXPORT_TYPED_FUNC(hello, Hello)
TVM_FFI_DLL_EXPORT_TYPED_FUNC(callbacks, Callbacks)
TVM_FFI_DLL_EXPORT_TYPED_FUNC(fail, Fail)
