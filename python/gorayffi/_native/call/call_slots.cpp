// SPDX-License-Identifier: Apache-2.0
#include "call/call_slots.h"

#include <cxxabi.h>
#include <goray/wire/error.h>

#include <algorithm>
#include <bitset>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/errors.h"
#include "base/finalization.h"
#include "base/gil.h"
#include "base/interrupts.h"
#include "base/pacer.h"
#include "base/text.h"
#include "call/call.h"
#include "call/function_state.h"
#include "call/slot_values.h"
#include "conversion/array_objects.h"
#include "conversion/arrow_objects.h"
#include "conversion/kept_bytes.h"
#include "conversion/number_column.h"
#include "conversion/pack.h"
#include "conversion/scratch_writer.h"
#include "conversion/unpack.h"
#include "library/call_log.h"
#include "library/commands.h"
#include "library/tables.h"

namespace gorayffi {
namespace {

constexpr std::int32_t kEscaped = -1;  // no code: an exception came instead

std::span<const std::byte> BytesOf(const GoraySlot& slot) {
  return {static_cast<const std::byte*>(slot.data), slot.size};
}

/// Whether all values, which need no encoding, are in the slots.
inline bool AllIntoSlots(const char* kinds, PyObject* const* values, std::size_t count,
                         GoraySlot* slots) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!IntoSlot(kinds[i], values[i], slots[i])) [[unlikely]]
      return false;
  }
  return true;
}

/// Puts a keyword call's values, by parameter, where `put(at, value)` says, until it returns false. False as well
/// if they are not those of the first parameters, each once.
template <typename Put>
inline bool PutByParameter(const Signature& signature, const Arguments& arguments, Put put) {
  const auto keywords = static_cast<std::size_t>(PyTuple_GET_SIZE(arguments.keywords));
  const std::size_t count = arguments.positional + keywords;
  if (count > signature.parameters.size()) return false;
  for (std::size_t i = 0; i < arguments.positional; ++i) {
    if (!put(i, arguments.values[i])) return false;
  }
  std::uint32_t given = 0;
  for (std::size_t i = 0; i < keywords; ++i) {
    PyObject* const name = PyTuple_GET_ITEM(arguments.keywords, i);
    std::size_t at = arguments.positional;
    while (at < count && signature.parameters[at].name.ptr() != name) ++at;
    if (at == count || (given & 1U << at) != 0) return false;
    given |= 1U << at;
    if (!put(at, arguments.values[arguments.positional + i])) return false;
  }
  return true;
}

/// Text of ASCII up to this size is copied, which is cheaper than to take the GIL for it.
constexpr std::size_t kCopied = 128;

std::int32_t Take(GorayResult* base) noexcept;

/// A call's result, and how its value becomes Python's.
struct HostResult : GorayResult {
  const FunctionState* state;
  PyObject* object = nullptr;       // of text, bytes and encoded values
  PyThreadState* thread = nullptr;  // while this thread does not have the GIL
  char copy[kCopied];               // of `value`, if it is there
};

/// By eight bytes at once: most texts are short.
inline bool IsAscii(const char* text, std::size_t size) {
  const auto at = [text](std::size_t index) {
    std::uint64_t word = 0;
    std::memcpy(&word, text + index, sizeof word);
    return word;
  };
  std::uint64_t all = 0;
  if (size < sizeof all) {
    for (std::size_t i = 0; i < size; ++i) all |= static_cast<unsigned char>(text[i]);
  } else {
    for (std::size_t i = 0; i + sizeof all < size; i += sizeof all) all |= at(i);
    all |= at(size - sizeof all);
  }
  return (all & 0x8080808080808080) == 0;
}

/// Whether `copy` has the value now.
bool Copied(HostResult& result) {
  const auto* const text = static_cast<const char*>(result.value.data);
  if (result.value.size > kCopied || result.kind == kEncoded || result.kind == kArray ||
      result.kind == kTable)
    return false;
  if (result.kind == 's' && !IsAscii(text, result.value.size)) return false;
  std::copy_n(text, result.value.size, result.copy);
  result.value.data = result.copy;
  return true;
}

/// Null without an error where the result is not a short text of ASCII, which needs no decoding.
inline PyObject* ShortText(const HostResult& result) {
  const auto* const text = static_cast<const char*>(result.value.data);
  const std::size_t size = result.value.size;
  // Python has one object of each text of one letter.
  if (result.kind != 's' || size < 2 || size > kCopied || !IsAscii(text, size)) return nullptr;
  PyObject* const made = PyUnicode_New(static_cast<Py_ssize_t>(size), 127);
  if (made == nullptr) [[unlikely]]
    PyErr_Clear();  // said by the general way
  else
    std::memcpy(PyUnicode_1BYTE_DATA(made), text, size);
  return made;
}

/// Null without an error for text that is not UTF-8.
[[gnu::noinline]] PyObject* TakenAny(HostResult& result) {
  const std::string_view view(static_cast<const char*>(result.value.data), result.value.size);
  return TranslateExceptions([&]() -> nb::object {
    if (result.kind == 's') return StrIfUtf8(view);
    if (result.kind == kArray) return KeptArray(result.state->owner, result);
    if (result.kind == kTable) return TableOf(*static_cast<const GorayTable*>(result.value.data));
    if (result.owner != nullptr && result.state->views_bytes)
      return KeptBytes(result.state->owner, result);
    if (result.kind == 'y') return nb::bytes(view.data(), view.size());
    try {
      return UnpackResult(BytesOf(result.value), nb::none());
    } catch (const wire::CodecError& error) {
      RaiseProtocolError("the result is not valid msgpack: " + error.reason());
    }
  });
}

inline PyObject* Taken(HostResult& result) {
  PyObject* const text = ShortText(result);
  return text != nullptr ? text : TakenAny(result);
}

std::int32_t Take(GorayResult* base) noexcept {
  auto& result = *static_cast<HostResult*>(base);
  const bool has_gil = result.thread == nullptr;
  if (!has_gil && Copied(result)) return 0;
  if (!has_gil) AcquireGil(std::exchange(result.thread, nullptr));
  result.object = Taken(result);
  const bool is_taken = result.object != nullptr;
  if (!has_gil) result.thread = PyEval_SaveThread();
  return is_taken ? 0 : 1;
}

/// Of a number, or of what was copied.
inline PyObject* MadeOf(HostResult& result) {
  if (result.kind == 'd') return PyFloat_FromDouble(result.value.d);
  switch (result.kind) {
    case 'f':
      return PyFloat_FromDouble(result.value.d);
    case 'q':
      return PyLong_FromLongLong(result.value.i);
    case 'Q':
      return PyLong_FromUnsignedLongLong(result.value.u);
    case '?':
      return PyBool_FromLong(result.value.i != 0);
    case 's':
    case 'y':
      return Taken(result);
    default:
      return Py_NewRef(Py_None);
  }
}

/// Of a code that is not 0.
[[gnu::cold]] PyObject* OutputOf(const FunctionState& state, const GorayResult& result,
                                 std::int32_t code) {
  return TranslateExceptions([&]() -> nb::object {
    if (code == kEscaped)
      RaiseProtocolError("the library " + state.library->path() +
                         " breaks the protocol: its call of " + state.signature.name +
                         "() let a C++ exception escape");
    void* const owned = const_cast<void*>(result.value.data);
    const std::unique_ptr<void, FreeMemoryFunction> freed(owned, state.library->free_memory());
    if (PyErr_Occurred()) return {};  // what `Take` met
    return ObjectOf(*state.library, BytesOf(result.value), code, state.signature.name);
  });
}

bool IsNumber(std::uint64_t kind) {
  return kind == 'd' || kind == 'f' || kind == 'q' || kind == 'Q' || kind == '?';
}

/// `object`, or what the callable's converter makes of it. Null stays null.
[[gnu::noinline]] PyObject* Converted(const HostResult& result, PyObject* object) {
  if (object == nullptr || !result.state->convert) return object;
  PyObject* const converted = PyObject_CallOneArg(result.state->convert.ptr(), object);
  Py_DECREF(object);
  return converted;
}

/// Of a call that succeeded.
inline PyObject* Finished(HostResult& result) {
  if (result.state->convert) [[unlikely]]
    return Converted(result, result.object == nullptr ? MadeOf(result) : result.object);
  return result.object == nullptr ? MadeOf(result) : result.object;
}

/// Of one that failed, or whose result has references, or while some call of this process is interrupted.
[[gnu::cold, gnu::noinline]] PyObject* FinishedOtherwise(HostResult& result, std::int32_t code) {
  PyObject* const object =
      code == 0 ? Finished(result) : Converted(result, OutputOf(*result.state, result, code));
  if (!HasInterrupt()) return object;
  Py_XDECREF(object);
  PyErr_Clear();
  return TranslateExceptions([]() -> nb::object {
    RaiseInterrupt();
    return {};
  });
}

inline PyObject* FinishedOrNot(HostResult& result, std::int32_t code) {
  if (code != 0 || kept_interrupts.load(std::memory_order_relaxed) != 0) [[unlikely]]
    return FinishedOtherwise(result, code);
  return Finished(result);
}

/// What is needed behind the call is found by `result`, so that no register has to be saved for it.
template <bool kHoldGil>
inline PyObject* Enter(const FunctionState& state, std::uint64_t actor_id, const GoraySlot* slots,
                       std::size_t count) noexcept {
  HostResult result;
  result.kind = 'n';
  result.take = Take;
  result.owner = nullptr;
  result.state = &state;
  const GorayCallable& entry = *state.slots.entry;
  if constexpr (!kHoldGil) result.thread = PyEval_SaveThread();
  std::int32_t code = kEscaped;
  try {
    code = entry.call(&entry, actor_id, slots, count, &result);
  } catch (abi::__forced_unwind&) {
    HangThread();
  } catch (...) {  // NOLINT(bugprone-empty-catch): `code` says it
  }
  if constexpr (!kHoldGil) AcquireGil(result.thread);
  return FinishedOrNot(result, code);
}

/// Logs a call with arrays, of which nothing is counted. Keeps its error.
[[gnu::cold]] void LogCall(const FunctionState& state, std::uint64_t actor_id,
                           const CallTimer& timer) {
  PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
  PyErr_Fetch(&type, &value, &traceback);
  const auto id = static_cast<long long>(actor_id) << protocol::kCommandBits;
  timer.Log("->", id | state.command, state.signature.name, {}, 0, type == nullptr ? 0 : 1);
  PyErr_Restore(type, value, traceback);
}

/// The same for arguments some of which are encoded, or views. Null without an error: they cannot go so.
[[gnu::noinline]] PyObject* EncodeAndEnter(const FunctionState& state, std::uint64_t actor_id,
                                           PyObject* const* values, std::size_t count) {
  const char* const kinds = state.slots.entry->parameters;
  GoraySlot slots[kMostSlots];
  HeldViews views;
  std::bitset<kMostSlots> is_encoded;
  for (std::size_t i = 0; i < count; ++i) {
    const char kind = kinds[i];
    is_encoded[i] = kind == kEncoded || (!IntoSlot(kind, values[i], slots[i]) &&
                                         !views.IntoSlot(kind, values[i], slots[i]));
  }
  ScratchWriter encoded;
  ReferenceTable references(*state.library);
  references.ShareNoArrays();  // slots have no table, and what C++ writes into cannot go otherwise
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_encoded[i]) continue;
    const std::size_t start = encoded.buffer().size();
    PackArgument(*encoded, state.signature, i, values[i], references);
    slots[i].size = encoded.buffer().size() - start;
  }
  if (!references.empty()) return nullptr;  // slots have no table for them
  std::size_t start = 0;                    // only now, as the buffer has stopped to move
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_encoded[i]) continue;
    const std::size_t size = slots[i].size;
    if (!EncodedIntoSlot(kinds[i], {encoded.buffer().at(start), size}, slots[i])) return nullptr;
    start += size;
  }
  const CallTimer timer;
  PyObject* const result = state.hold_gil ? Enter<true>(state, actor_id, slots, count)
                                          : Enter<false>(state, actor_id, slots, count);
  if (!kCallLogging) [[likely]]
    return result;
  LogCall(state, actor_id, timer);
  if (HasInterrupt()) {  // of the log
    Py_XDECREF(result);
    PyErr_Clear();
    RaiseInterrupt();
  }
  return result;
}

/// A `CallByState` for all arguments.
[[gnu::noinline]] PyObject* CallAny(const FunctionState& state, std::uint64_t actor_id,
                                    PyObject* const* values, std::size_t positional,
                                    PyObject* keywords) noexcept {
  PyObject* const result = TranslateExceptions([&]() -> PyObject* {
    const Arguments arguments{values, positional, keywords};
    PyObject* const* in_order = values;
    PyObject* ordered[kMostSlots];
    std::size_t count = positional;
    if (keywords != nullptr) {
      count += static_cast<std::size_t>(PyTuple_GET_SIZE(keywords));
      const auto put = [&](std::size_t at, PyObject* value) {
        ordered[at] = value;
        return true;
      };
      if (!PutByParameter(state.signature, arguments, put)) return nullptr;
      in_order = ordered;
    }
    if (count > state.slots.parameters || count < state.slots.required) return nullptr;
    return EncodeAndEnter(state, actor_id, in_order, count);
  });
  if (result != nullptr || PyErr_Occurred()) return result;
  return CallEncoded(state, actor_id, values, positional, keywords);
}

/// A `CallByState` with keywords, for values that need no encoding.
template <bool kHoldGil>
[[gnu::noinline]] PyObject* CallWithKeywords(const FunctionState& state, std::uint64_t actor_id,
                                             PyObject* const* values, std::size_t positional,
                                             PyObject* keywords) noexcept {
  const SlotCallable& callable = state.slots;
  GoraySlot slots[kMostSlots];
  const auto put = [&](std::size_t at, PyObject* value) {
    return IntoSlot(callable.kinds[at], value, slots[at]);
  };
  const std::size_t count = positional + static_cast<std::size_t>(PyTuple_GET_SIZE(keywords));
  if (count < callable.required ||
      !PutByParameter(state.signature, {values, positional, keywords}, put)) [[unlikely]]
    return CallAny(state, actor_id, values, positional, keywords);
  return Enter<kHoldGil>(state, actor_id, slots, count);
}

/// A `CallByState` for values that need no encoding, which are by far the commonest; others go elsewhere.
template <bool kHoldGil>
PyObject* CallPlain(const FunctionState& state, std::uint64_t actor_id, PyObject* const* values,
                    std::size_t count, PyObject* keywords) noexcept {
  if (keywords != nullptr)
    return CallWithKeywords<kHoldGil>(state, actor_id, values, count, keywords);
  const SlotCallable& callable = state.slots;
  GoraySlot slots[kMostSlots];
  if (count < callable.required || count > callable.parameters ||
      !AllIntoSlots(callable.kinds, values, count, slots)) [[unlikely]]
    return CallAny(state, actor_id, values, count, nullptr);
  return Enter<kHoldGil>(state, actor_id, slots, count);
}

/// Whether the value is in the slot of a parameter of this kind; of the commonest values alone.
template <char kKind>
inline bool CommonIntoSlot(PyObject* value, GoraySlot& slot) {
  if constexpr (kKind == 'd') {
    if (!PyFloat_CheckExact(value)) return false;
    slot.d = PyFloat_AS_DOUBLE(value);
    return true;
  } else if constexpr (kKind == 'q') {
    return PyLong_CheckExact(value) && IsSmall(value, slot.i);
  } else {
    static_assert(kKind == 's');
    return PyUnicode_CheckExact(value) && PyUnicode_IS_COMPACT_ASCII(value) &&
           IntoSlot(kKind, value, slot);
  }
}

/// A `CallByState` for as many of the commonest values as there are parameters, which are of these kinds.
template <bool kHoldGil, char... kKinds>
PyObject* CallCommon(const FunctionState& state, std::uint64_t actor_id, PyObject* const* values,
                     std::size_t count, PyObject* keywords) noexcept {
  GoraySlot slots[sizeof...(kKinds)];
  std::size_t at = 0;
  const auto put = [&]<char kKind>() {
    const bool is_in = CommonIntoSlot<kKind>(values[at], slots[at]);
    ++at;
    return is_in;
  };
  if (keywords != nullptr)
    return CallWithKeywords<kHoldGil>(state, actor_id, values, count, keywords);
  if (count != sizeof...(kKinds) || !(put.template operator()<kKinds>() && ...)) [[unlikely]]
    return CallPlain<kHoldGil>(state, actor_id, values, count, keywords);
  return Enter<kHoldGil>(state, actor_id, slots, sizeof...(kKinds));
}

template <bool kHoldGil>
CallByState ChoosePlain(std::string_view kinds) {
  if (kinds == "d") return CallCommon<kHoldGil, 'd'>;
  if (kinds == "dd") return CallCommon<kHoldGil, 'd', 'd'>;
  if (kinds == "q") return CallCommon<kHoldGil, 'q'>;
  if (kinds == "qq") return CallCommon<kHoldGil, 'q', 'q'>;
  if (kinds == "s") return CallCommon<kHoldGil, 's'>;
  return CallPlain<kHoldGil>;
}

/// Calls the item. Gives what the library gives.
std::int32_t CallItem(const NumberCalls& calls, std::size_t at, HostResult& result) {
  GoraySlot slots[kMostSlots];
  for (std::size_t i = 0; i < calls.width; ++i) slots[i] = calls.columns[i].At(at);
  const GorayCallable& entry = *calls.state->slots.entry;
  return entry.call(&entry, calls.actor_id, slots, calls.width, &result);
}

/// Calls the items of `columns` from `at` on, which are no more than `Pacer` has at once and know where their results belong.
std::int32_t CallColumns(const NumberCalls& calls, std::size_t at, GorayColumns& columns,
                         HostResult& result) {
  std::uint64_t read[kMostSlots][Pacer::kMost];
  const void* arguments[kMostSlots];
  for (std::size_t i = 0; i < calls.width; ++i) {
    arguments[i] = calls.columns[i].PlainFrom(at);
    if (arguments[i] != nullptr) continue;
    for (std::size_t item = 0; item < columns.count; ++item)
      read[i][item] = calls.columns[i].At(at + item).u;
    arguments[i] = read[i];
  }
  columns.arguments = arguments;
  const GorayCallable& entry = *calls.state->slots.entry;
  return calls.state->slots.call_columns(&entry, calls.actor_id, &columns, &result);
}

}  // namespace

std::size_t CallWithNumbers(const NumberCalls& calls, std::size_t at, std::size_t end, Pacer& pacer,
                            bool& is_other, PyObject*& other) {
  const FunctionState& state = *calls.state;
  HostResult result;
  result.take = Take;
  result.state = &state;
  const bool in_columns = state.slots.call_columns && calls.width == state.slots.parameters;
  std::int32_t code = 0;
  is_other = false;
  char kind = calls.kind;
  if (!state.hold_gil) result.thread = PyEval_SaveThread();
  for (bool is_due = false; at < end && !is_due;) {
    const std::size_t count = in_columns ? std::min(end - at, pacer.MostItems()) : 1;
    GorayColumns columns{nullptr, calls.results + at, count, 0};
    result.kind = 'n';
    result.owner = nullptr;
    try {
      code = in_columns ? CallColumns(calls, at, columns, result) : CallItem(calls, at, result);
    } catch (abi::__forced_unwind&) {
      HangThread();
    } catch (...) {
      code = kEscaped;
    }
    if (kind == 0 && IsNumber(result.kind) &&
        calls.kind.compare_exchange_strong(kind, static_cast<char>(result.kind)))
      kind = static_cast<char>(result.kind);
    is_other = code != 0 || result.kind != static_cast<unsigned char>(kind) || HasInterrupt();
    if (!is_other && !in_columns) calls.results[at] = result.value.u;
    at += !is_other ? count : code != 0 ? columns.done : count - 1;
    is_due = is_other || pacer.IsDueAfter(count);
  }
  if (!state.hold_gil) AcquireGil(result.thread);
  if (is_other) other = FinishedOrNot(result, code);
  return at;
}

SlotCallable SlotCallableOf(const CallableEntry& found, const Signature& signature) {
  const GorayCallable* const entry = found.callable;
  if (entry == nullptr || signature.variadic) return {};
  // What C++ writes into, or keeps, cannot be encoded. All else is logged with what crosses.
  if (kCallLogging && std::strpbrk(entry->parameters, "ah") == nullptr) return {};
  const std::size_t count = std::strlen(entry->parameters);
  if (count > kMostSlots || count != signature.parameters.size()) return {};
  if (std::strspn(entry->parameters, "?qQfdsyvaht") != count) return {};
  const bool encodes = std::strpbrk(entry->parameters, "vaht") != nullptr;
  const bool is_older = found.size < offsetof(GorayCallable, call_columns) + sizeof(void*);
  const auto columns = is_older ? nullptr : entry->call_columns;
  return {entry, entry->parameters, count, signature.required, encodes, columns};
}

CallByState ChooseCall(const FunctionState& state) {
  if (state.slots.entry == nullptr) return CallEncoded;
  if (state.slots.encodes) return CallAny;
  const std::string_view kinds(state.slots.kinds);
  return state.hold_gil ? ChoosePlain<true>(kinds) : ChoosePlain<false>(kinds);
}

}  // namespace gorayffi
