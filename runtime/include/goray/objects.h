// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/codecs.h>
#include <goray/object_ref.h>

#include <chrono>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace goray {

namespace detail {

std::uint64_t PutPacked(const wire::Writer& value);
/// Indexes of those that are ready, and of those that are not.
std::pair<std::vector<std::size_t>, std::vector<std::size_t>> WaitFor(
    const std::vector<std::uint64_t>& ids, std::size_t num_returns, Timeout timeout);

/// All values, in order; `timeout` is for all of them together.
template <typename T, typename U>
std::vector<T> GetAll(const std::vector<ObjectRef<U>>& refs, Timeout timeout) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  std::vector<T> values;
  values.reserve(refs.size());
  for (const ObjectRef<U>& ref : refs) {
    Timeout left = timeout;
    if (timeout) left = *timeout - (Clock::now() - start);  // below 0 is 0
    values.push_back(ObjectRef<T>(ref).Get(left));
  }
  return values;
}

template <typename T>
concept TypeOfRef = !std::is_same_v<T, Untyped>;

}  // namespace detail

/// `ref.Get(timeout)`, as Ray spells it.
template <detail::TypeOfRef T>
T Get(const ObjectRef<T>& ref, Timeout timeout = {}) {
  return ref.Get(timeout);
}

/// All values, in order; `timeout` is for all of them together. The first failure is thrown.
template <detail::TypeOfRef T>
  requires(!std::is_void_v<T>)
std::vector<T> Get(const std::vector<ObjectRef<T>>& refs, Timeout timeout = {}) {
  return detail::GetAll<T>(refs, timeout);
}

/// The same of results whose type is given here, as calls by name have them: `Get<int>(refs)`.
template <typename T>
  requires(!std::is_void_v<T>)
std::vector<T> Get(const std::vector<ObjectRef<>>& refs, Timeout timeout = {}) {
  return detail::GetAll<T>(refs, timeout);
}

/// Puts a copy of `value` into Ray's object store. Throws TypeError, OverflowError or ValueError if it
/// cannot be written.
template <typename T>
ObjectRef<T> Put(const T& value) {
  wire::Writer writer(wire::HostPeer());
  writer.ShareArrays();
  try {
    Codec<T>::Write(writer, value);
  } catch (const wire::CodecError& error) {
    wire::Rethrow(error, "Put(): ");
  }
  return ObjectRef<T>(detail::PutPacked(writer));
}

/// How long `Wait` waits.
struct WaitOptions {
  std::size_t num_returns = 1;  ///< How many to wait for, from 1.
  Timeout timeout = {};         ///< None: for ever.
};

/// What `Wait` found: each of its references is in one of the two.
template <typename T>
struct WaitResult {
  std::vector<ObjectRef<T>> ready;    ///< At most `num_returns`, in the order given.
  std::vector<ObjectRef<T>> unready;  ///< All others, in the order given.
};

/// Waits until `num_returns` of `refs` are ready or the time is over, whichever comes first.
/// Fetches nothing. A reference twice is a ValueError.
template <typename T>
WaitResult<T> Wait(const std::vector<ObjectRef<T>>& refs, const WaitOptions& options = {}) {
  std::vector<std::uint64_t> ids;
  for (const ObjectRef<T>& ref : refs) ids.push_back(ref.id());
  const auto [ready, unready] = detail::WaitFor(ids, options.num_returns, options.timeout);
  WaitResult<T> result;
  for (const std::size_t index : ready) result.ready.push_back(refs.at(index));
  for (const std::size_t index : unready) result.unready.push_back(refs.at(index));
  return result;
}

/// How far `Cancel` goes.
struct CancelOptions {
  bool force = false;     ///< Ends the worker; not for actors' tasks.
  bool recursive = true;  ///< Its children too.
};

/// Asks Ray to cancel the task; `Get` then throws CancelledError, unless the task was faster.
void Cancel(const AnyRef& ref, const CancelOptions& options = {});

}  // namespace goray
