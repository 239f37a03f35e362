// SPDX-License-Identifier: Apache-2.0
// The boundary: what the host calls of this library, and what this library asks of the host.
//
//   host --Execute--> dispatch::Execute --> FlushStdio --> answer    exports.cpp, flush_stdio.h
//        --RegisterCallback--> SetHost
//        --GorayInterface--> dispatch::Declaration, DeclareHost      interface.cpp
//
//   api --CallHost--> host --code 0--> Value --IdOf--> an id
//                          --code 6--> Value with references, adopted
//                          --else----> ThrowHostError                host_error.h
//
//   A reference that the host gave away: detail::Adopt --> its last copy goes --> CallHost
//   (references.h)
#pragma once

#include <goray/abi/goray_interface.h>
#include <goray/value.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "abi/protocol.h"

namespace goray::ffi {

/// What `RegisterCallback` was last called with. Thread-safe.
void SetHost(GorayCallback callback);

/// Takes what the host says of itself, see docs/reference/protocol.md; false if it is no JSON
/// object. Thread-safe.
bool DeclareHost(std::string_view json);
/// Whether the host declared the feature `references`, or the one that older versions of goray-cpp
/// had in its place. Thread-safe.
bool HostTakesReferences();
/// `arrays`.
bool HostTakesArrays();
/// `arrow`.
bool HostTakesArrow();
/// `shared_arrays`, and what they need.
bool HostSharesArrays();
/// `opaque`.
bool HostTakesOpaque();
/// `streams`.
bool HostTakesStreams();
bool HostIsOlder();
/// `interrupts`.
bool HostKnowsInterrupts();
/// `split_results`.
bool HostSplitsResults();

/// Whether the call of Python that this thread is inside of shall end; only of a host that knows of interrupts.
bool AskForInterrupt();

/// Whether there is a host to call: not in a program that tests an app without Python.
bool HasHost();
[[noreturn]] void FailNoHost(std::string_view what);

/// Asks the host and waits. The references of its answer are this library's from then on, whether
/// somebody reads them or not. A return code that is no success is thrown as the error it stands
/// for; so is a missing host. `what` names the call in errors.
Value CallHost(abi::HostCommand command, std::span<const std::byte> data, std::string_view what);
Value CallHost(abi::HostCommand command, std::string_view json, std::string_view what);

/// Tells the host that this library needs an object of Python's, a callable or an exception no more.
void CloseInstance(std::uint64_t id);

/// The id in a host's answer.
std::uint64_t IdOf(const Value& answer, std::string_view what);
/// Those of an answer that has so many.
std::vector<std::uint64_t> IdsOf(const Value& answer, std::size_t count, std::string_view what);

}  // namespace goray::ffi
