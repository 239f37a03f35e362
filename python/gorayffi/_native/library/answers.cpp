// SPDX-License-Identifier: Apache-2.0
#include "library/answers.h"

#include <cstdlib>
#include <cstring>
#include <span>
#include <string>

#include "base/errors.h"
#include "base/text.h"
#include "library/commands.h"
#include "library/tables.h"

namespace gorayffi {
namespace {

constexpr std::string_view kNoMemory =
    "[python] MemoryError: no memory for the answer to the library";

bool Copy(std::string_view text, long long code, Answer& answer) {
  void* copy = nullptr;
  if (!text.empty()) {
    copy = std::malloc(text.size());
    if (copy == nullptr) return false;
    std::memcpy(copy, text.data(), text.size());
  }
  answer = {copy, static_cast<long long>(text.size()), code};
  return true;
}

/// The form of a failure that the library reads: the text, or the `json` of a
/// `gorayffi.failures.Failure`.
nb::bytes InItsForm(const Library& library, const nb::bytes& text) {
  if (!library.takes_json_failures() || PyBytes_CheckExact(text.ptr()) ||
      !nb::hasattr(text, "json")) {
    return text;
  }
  return nb::bytes(nb::object(text.attr("json")));
}

/// Of a RecursionError, as `gorayffi.failures.describe` makes it.
std::string_view TooDeep(const Library& library) {
  if (!library.takes_json_failures())
    return "[python] RecursionError: maximum recursion depth exceeded";
  return R"({"Kind": "task_failed", "Language": "python", "Type": "RecursionError", )"
         R"("PyType": "RecursionError", "Message": "maximum recursion depth exceeded", )"
         R"("Traceback": "", "Task": "", "Cause": null})";
}

/// Whether it is `(bytes, code)`.
bool ReadResult(const nb::object& result, nb::bytes& data, long long& code) {
  PyObject* pair = result.ptr();
  if (!PyTuple_Check(pair) || PyTuple_GET_SIZE(pair) != 2 ||
      !PyBytes_Check(PyTuple_GET_ITEM(pair, 0)) ||
      !nb::try_cast(nb::handle(PyTuple_GET_ITEM(pair, 1)), code)) {
    return false;
  }
  data = nb::borrow<nb::bytes>(PyTuple_GET_ITEM(pair, 0));
  return code >= 0 && code <= kSuccessWithReferences;
}

}  // namespace

Answer FailureAnswer(std::string_view text) {
  Answer answer;
  if (!Copy(text, 1, answer)) Copy(kNoMemory, 1, answer);
  return answer;
}

Answer AnswerOf(const Library& library, const nb::object& result, long long command) {
  nb::bytes data;
  long long code = -1;
  if (!ReadResult(result, data, code)) {
    return FailureAnswer("[python] the handler of command " + std::to_string(command) +
                         " must return (bytes, code 0..6), not " + ShownValue(result));
  }
  if (code != kSuccessWithReferences) data = InItsForm(library, data);
  const std::string_view body = ViewBytes(data.ptr());
  if (code == kSuccessWithReferences && !library.takes_references()) {
    DropReferences(library, std::as_bytes(std::span(body)));
    return FailureAnswer("[python] TypeError: " + library.WhyNoReferences());
  }
  Answer answer;
  if (Copy(body, code, answer)) return answer;
  if (code == kSuccessWithReferences) DropReferences(library, std::as_bytes(std::span(body)));
  return FailureAnswer(kNoMemory);
}

Answer FailureOf(const Library& library, nb::python_error& error, long long command,
                 const nb::object& task) {
  static PyObject* cache = nullptr;
  std::string text = "[python] a callback failed and its error could not be reported";
  try {
    const nb::object failure = ImportOnce(cache, "gorayffi.utils", "callback_failure")(
        command, nb::handle(error.value()), task ? task : Str(""));
    const nb::bytes told = InItsForm(library, nb::borrow<nb::bytes>(failure));
    text = ViewBytes(told.ptr());
  } catch (nb::python_error& second) {
    // At the end of Python's stack there is no room for Python that describes it.
    if (second.matches(PyExc_RecursionError)) return FailureAnswer(TooDeep(library));
    if (!second.matches(PyExc_Exception)) throw;
    second.discard_as_unraisable("gorayffi.utils.callback_failure");
  }
  return FailureAnswer(text);
}

}  // namespace gorayffi
