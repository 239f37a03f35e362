// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/result.h>
#include <goray/error.h>

#include <cstddef>
#include <memory>
#include <span>
#include <utility>

namespace goray {

/// A result as it came from Python, packed. Copies share it.
class Value {
 public:
  Value() = default;
  /// `references`: the table of the message.
  Value(std::shared_ptr<void> memory, std::span<const std::byte> bytes,
        wire::References references = {})
      : memory_(std::move(memory)), bytes_(bytes) {
    if (references.empty()) return;
    references_ = std::make_shared<const wire::References>(std::move(references));
  }

  /// `void` accepts `None`. Throws TypeError, OverflowError or ValueError.
  /// Example: `int answer = LocalCallPyTask("answer").As<int>();`
  template <typename T>
  T As() const {
    try {
      return Read<T>();
    } catch (const wire::CodecError& error) {
      wire::Rethrow(error, "result from Python: ");
    }
  }

  /// The same; throws `wire::CodecError`.
  template <typename T>
  T Read() const {
    static_assert(!wire::kIsView<T>,
                  "a view would not outlive the message: take a type that owns its data");
    return wire::ReadMessage<T>(bytes_, references_.get());
  }

  /// msgpack, without the table of its references.
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::shared_ptr<void> memory_;
  std::span<const std::byte> bytes_;
  std::shared_ptr<const wire::References> references_;  // null: none
};

}  // namespace goray
