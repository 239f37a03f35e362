// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "abi/protocol.h"

namespace gorayffi {

namespace protocol = goray::abi;

// Commands as Python has them, plain ints.
inline constexpr int kRunTask = static_cast<int>(protocol::LibraryCommand::kRunTask);
inline constexpr int kNewActor = static_cast<int>(protocol::LibraryCommand::kNewActor);
inline constexpr int kActorMethodCall =
    static_cast<int>(protocol::LibraryCommand::kActorMethodCall);
inline constexpr int kRunTaskAt = static_cast<int>(protocol::LibraryCommand::kRunTaskAt);
inline constexpr int kNewActorAt = static_cast<int>(protocol::LibraryCommand::kNewActorAt);
inline constexpr int kBeginMethodCall =
    static_cast<int>(protocol::LibraryCommand::kBeginMethodCall);
inline constexpr int kNextItem = static_cast<int>(protocol::LibraryCommand::kNextItem);

inline constexpr auto kCheckInterrupt =
    static_cast<long long>(protocol::HostCommand::kCheckInterrupt);

inline constexpr auto kSuccessWithReferences =
    static_cast<long long>(protocol::Code::kSuccessWithReferences);

}  // namespace gorayffi
