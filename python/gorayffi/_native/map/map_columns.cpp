// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/errors.h"
#include "base/pacer.h"
#include "base/text.h"
#include "call/function_state.h"
#include "call/slot_values.h"
#include "conversion/number_column.h"
#include "library/callback.h"
#include "map/threads.h"

namespace gorayffi {
namespace {

/// Threads take so many items at once at most.
constexpr std::size_t kMostAtOnce = std::size_t{1} << 16;

/// All but counters needs the GIL, which guards it.
class Mapping {
 public:
  Mapping(const FunctionState& state, std::size_t count, const MapOptions& options)
      : state_(state), count_(count), options_(options) {}

  void Run(nb::handle columns) {
    const auto width = static_cast<std::size_t>(PyTuple_GET_SIZE(columns.ptr()));
    NumberColumn numbers[kMostSlots];
    if (AreNumbers(columns, width, numbers)) {
      numbers_ =
          nb::steal(PyByteArray_FromStringAndSize(nullptr, static_cast<Py_ssize_t>(8 * count_)));
      if (!numbers_) nb::raise_python_error();
      const NumberCalls calls{&state_, options_.actor_id, numbers, width, kind_, Numbers()};
      InThreads([&](std::size_t at, std::size_t end, Pacer& pacer) {
        RunNumbers(calls, at, end, pacer);
      });
    } else {
      const std::vector<nb::tuple> tuples = Tuples(columns, width);
      InThreads([&](std::size_t at, std::size_t end, Pacer& pacer) {
        RunObjects(tuples, at, end, pacer);
      });
    }
  }

  nb::object Take(double seconds) {
    nb::list failures;
    std::ranges::sort(failures_, {}, [](const auto& failure) { return failure.first; });
    for (const auto& [at, error] : failures_) failures.append(nb::make_tuple(at, error));
    const char kind = kind_;
    if (objects_ || kind == 0) {
      nb::list objects = Objects();
      if (kind != 0) AddNumbersTo(objects);
      return nb::make_tuple("", objects, failures, seconds);
    }
    // A bool stands in eight bytes as well.
    const char letter = kind == 'f' ? 'd' : kind;
    return nb::make_tuple(Str({&letter, 1}), numbers_, failures, seconds);
  }

 private:
  bool AreNumbers(nb::handle columns, std::size_t width, NumberColumn* numbers) const {
    const SlotCallable& slots = state_.slots;
    if (slots.entry == nullptr || state_.convert || width < slots.required ||
        width > slots.parameters)
      return false;
    for (std::size_t i = 0; i < width; ++i) {
      if (!numbers[i].Open(PyTuple_GET_ITEM(columns.ptr(), i), slots.kinds[i], count_))
        return false;
    }
    return true;
  }

  /// Tuples: what a call runs may change the caller's lists, and drop what is in them.
  std::vector<nb::tuple> Tuples(nb::handle columns, std::size_t width) const {
    std::vector<nb::tuple> tuples;
    for (std::size_t i = 0; i < width; ++i) {
      nb::object column = nb::borrow(PyTuple_GET_ITEM(columns.ptr(), i));
      if (!PyList_Check(column.ptr())) column = column.attr("tolist")();
      if (!PyList_Check(column.ptr()) || nb::len(column) < count_)
        Raise(PyExc_ValueError, "a column is too short");
      tuples.emplace_back(column);
    }
    return tuples;
  }

  /// Runs `run(at, end, pacer)` for pieces that are all items together.
  template <typename RunPiece>
  void InThreads(RunPiece run) {
    std::atomic<bool> stop = false;
    std::atomic<std::size_t> next = 0;
    // Small pieces at the end, so that threads end together.
    const auto piece = [&](std::size_t at) {
      return std::clamp<std::size_t>((count_ - std::min(at, count_)) / (4 * options_.threads), 1,
                                     kMostAtOnce);
    };
    const auto work = [&] {
      Pacer pacer;
      std::size_t at = next;
      while (at < count_ && !stop) {
        const std::size_t end = std::min(count_, at + piece(at));
        if (!next.compare_exchange_weak(at, end)) continue;
        run(at, end, pacer);
        at = next;
      }
    };
    if (options_.threads == 1) {
      run(0, count_, work_pacer_);
    } else {
      RunInThreads(options_.threads, *state_.library, stop, work);
    }
  }

  void RunNumbers(const NumberCalls& calls, std::size_t at, std::size_t end, Pacer& pacer) {
    while (at < end) {
      bool is_other = false;
      PyObject* other = nullptr;
      at = CallWithNumbers(calls, at, end, pacer, is_other, other);
      if (is_other) Keep(at++, other);
      if (!is_other || pacer.IsDue()) RaiseIfInterrupted(*state_.library);
    }
  }

  void RunObjects(const std::vector<nb::tuple>& columns, std::size_t at, std::size_t end,
                  Pacer& pacer) {
    std::vector<PyObject*> arguments(columns.size());
    for (; at < end; ++at) {
      for (std::size_t i = 0; i < columns.size(); ++i)
        arguments[i] = PyTuple_GET_ITEM(columns[i].ptr(), at);
      Keep(at, state_.call(state_, options_.actor_id, arguments.data(), arguments.size(), nullptr));
      if (pacer.IsDue()) RaiseIfInterrupted(*state_.library);
    }
  }

  /// The outcome of an item: a new reference, or null with an error set.
  void Keep(std::size_t at, PyObject* outcome) {
    nb::object value = nb::steal(outcome);
    if (!value) {
      nb::python_error error;
      if (!error.matches(PyExc_Exception)) {
        error.restore();
        nb::raise_python_error();
      }
      failures_.emplace_back(at, nb::borrow(error.value()));
      value = nb::none();
    }
    PyList_SetItem(Objects().ptr(), static_cast<Py_ssize_t>(at), value.release().ptr());
  }

  /// The list of results, which has nothing yet where there are numbers.
  nb::list Objects() {
    if (!objects_) {
      nb::object made = nb::steal(PyList_New(static_cast<Py_ssize_t>(count_)));
      if (!made) nb::raise_python_error();
      // Meanwhile another thread may have run.
      if (!objects_) objects_ = std::move(made);
    }
    return nb::borrow<nb::list>(objects_);
  }

  void AddNumbersTo(const nb::list& objects) {
    for (std::size_t i = 0; i < count_; ++i) {
      if (PyList_GET_ITEM(objects.ptr(), i) == nullptr)
        PyList_SET_ITEM(objects.ptr(), static_cast<Py_ssize_t>(i), ObjectOfNumber(Numbers()[i]));
    }
  }

  PyObject* ObjectOfNumber(std::uint64_t bits) const {
    GoraySlot slot;
    slot.u = bits;
    const char kind = kind_;
    PyObject* const object = kind == 'q'   ? PyLong_FromLongLong(slot.i)
                             : kind == 'Q' ? PyLong_FromUnsignedLongLong(slot.u)
                             : kind == '?' ? PyBool_FromLong(slot.i != 0)
                                           : PyFloat_FromDouble(slot.d);
    if (object == nullptr) nb::raise_python_error();
    return object;
  }

  std::uint64_t* Numbers() const {
    return reinterpret_cast<std::uint64_t*>(PyByteArray_AS_STRING(numbers_.ptr()));
  }

  const FunctionState& state_;
  std::size_t count_;
  MapOptions options_;
  Pacer work_pacer_;
  std::atomic<char> kind_ = 0;
  nb::object numbers_;  // by item, where it has a number
  nb::object objects_;
  std::vector<std::pair<std::size_t, nb::object>> failures_;
};

}  // namespace

nb::object MapColumns(const FunctionState& state, nb::handle columns, std::size_t count,
                      const MapOptions& options) {
  if (!PyTuple_Check(columns.ptr()))
    Raise(PyExc_TypeError, state.signature.name + ".map() needs a tuple of columns");
  const auto start = std::chrono::steady_clock::now();
  Mapping mapping(state, count, options);
  mapping.Run(columns);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return mapping.Take(took.count());
}

}  // namespace gorayffi
