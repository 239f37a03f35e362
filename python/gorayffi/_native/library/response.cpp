// SPDX-License-Identifier: Apache-2.0
#include "library/response.h"

#include <cxxabi.h>

#include <exception>
#include <memory>
#include <optional>

#include "base/errors.h"
#include "base/gil.h"
#include "base/interrupts.h"
#include "library/call_log.h"
#include "library/tables.h"

namespace gorayffi {

long long Request(long long command, unsigned long long index) {
  if (command < 0 || command >= 1LL << protocol::kCommandBits) {
    Raise(PyExc_OverflowError, "the command " + std::to_string(command) + " is not in 0..1023");
  }
  if (index >> (64 - protocol::kCommandBits) != 0) {
    Raise(PyExc_OverflowError, "the index " + std::to_string(index) + " is not below 2**54");
  }
  return static_cast<long long>(static_cast<unsigned long long>(command) |
                                index << protocol::kCommandBits);
}

namespace {

/// Returns what the library did against the protocol, or ''.
std::string EnterLibrary(const Library& library, long long request,
                         std::span<const std::byte> input, bool hold_gil, void*& answer,
                         long long& answer_size, long long& code) {
  std::optional<GilRelease> release;
  if (!hold_gil) release.emplace();
  try {
    answer = library.execute()(request, const_cast<std::byte*>(input.data()),
                               static_cast<long long>(input.size()), &answer_size, &code);
  } catch (const std::exception& error) {
    const char* const text = error.what();
    return std::string("its Execute() let a C++ exception escape: ") +
           (text == nullptr ? "" : text);
  } catch (abi::__forced_unwind&) {
    throw;
  } catch (...) {
    return "its Execute() let a C++ exception escape";
  }
  if (answer_size < 0)
    return "its Execute() answered with " + std::to_string(answer_size) + " bytes";
  if (answer == nullptr && answer_size != 0) {
    return "its Execute() answered with " + std::to_string(answer_size) +
           " bytes at a null pointer";
  }
  return "";
}

}  // namespace

Response::Response(const Library& library, long long request, std::span<const std::byte> input,
                   const std::string& name, bool hold_gil)
    : library_(library) {
  const CallTimer timer;
  const std::string broken = EnterLibrary(library, request, input, hold_gil, data_, size_, code_);
  timer.Log("->", request, name, input, size_, code_);
  if (broken.empty() && !HasInterrupt()) return;
  {
    // No destructor runs after a constructor that throws.
    const std::unique_ptr<void, FreeMemoryFunction> freed(data_, library_.free_memory());
    if (broken.empty() && code_ == kSuccessWithReferences && library_.takes_references())
      DropReferences(library_, bytes());
  }
  RaiseInterrupt();
  RaiseProtocolError("the library " + library.path() + " breaks the protocol: " + broken);
}

Response::~Response() {
  if (data_ != nullptr) library_.free_memory()(data_);
}

}  // namespace gorayffi
