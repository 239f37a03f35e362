// SPDX-License-Identifier: Apache-2.0
#include "call/local_call.h"

#include <goray/wire/error.h>
#include <goray/wire/writer.h>

#include <optional>
#include <span>
#include <utility>

#include "abi/protocol.h"
#include "conversion/pack.h"
#include "conversion/unpack.h"
#include "library/native_handler.h"
#include "wire/units.h"

namespace gorayffi {
namespace {

/// The first two units of a call; nothing if there are others, as for a call with references.
struct Request {
  std::span<const std::byte> arguments;
  std::span<const std::byte> options;

  static std::optional<Request> Read(std::span<const std::byte> data) {
    wire::UnitReader units(data);
    const std::span<const std::byte> arguments = units.Next();
    const std::span<const std::byte> options = units.Next();
    if (!units.AtEnd()) return std::nullopt;
    return Request{arguments, options};
  }
};

/// The arguments of a call in the common form; null for what is left to the general handler, such
/// as bytes that are not msgpack.
nb::object ArgumentsOf(std::span<const std::byte> data, std::span<const std::byte>& options) {
  try {
    const std::optional<Request> request = Request::Read(data);
    if (!request) return {};
    options = request->options;
    return UnpackAll(request->arguments, nb::none());
  } catch (const wire::CodecError&) {
    return {};
  }
}

/// Whether a value is of a class that holds no references, and is packed by one step.
bool IsSimple(PyObject* value) {
  PyTypeObject* const type = Py_TYPE(value);
  return value == Py_None || type == &PyLong_Type || type == &PyFloat_Type ||
         type == &PyUnicode_Type || type == &PyBool_Type || type == &PyBytes_Type;
}

/// Nothing for a value that cannot be packed: the general way says why.
std::optional<Answer> PackedAnswer(PyObject* value) {
  wire::Writer out;
  ReferenceTable none;
  try {
    Pack(out, value, none);
  } catch (const PackError&) {
    return std::nullopt;
  }
  const auto size = static_cast<long long>(out.buffer().size());
  return Answer{out.buffer().Release(), size, static_cast<long long>(goray::abi::Code::kSuccess)};
}

class LocalCall final : public NativeHandler {
 public:
  LocalCall(nb::object find, nb::object pack, nb::object handler)
      : find_(std::move(find)), pack_(std::move(pack)), handler_(std::move(handler)) {}

  Answer Handle(const Library& library, long long command,
                std::span<const std::byte> data) override {
    std::span<const std::byte> options;
    const nb::object arguments = ArgumentsOf(data, options);
    if (!arguments) return General(library, command, data);
    const nb::object found = find_(nb::bytes(options.data(), options.size()));
    if (found.is_none()) return General(library, command, data);
    const nb::object name = found[0];
    nb::object result;
    try {
      result = Call(nb::object(found[1]), arguments);
      if (IsSimple(result.ptr())) {
        if (const std::optional<Answer> answer = PackedAnswer(result.ptr())) return *answer;
      }
      result = pack_(name, result);
    } catch (nb::python_error& error) {
      if (!error.matches(PyExc_Exception)) throw;
      return FailureOf(library, error, command, name);
    }
    return AnswerOf(library, result, command);
  }

  nb::object operator()(const nb::bytes& data) const { return handler_(data); }

 private:
  static nb::object Call(const nb::object& function, const nb::object& arguments) {
    PyObject* result =
        PyObject_Vectorcall(function.ptr(), PySequence_Fast_ITEMS(arguments.ptr()),
                            static_cast<std::size_t>(PyList_GET_SIZE(arguments.ptr())), nullptr);
    if (result == nullptr) nb::raise_python_error();
    return nb::steal(result);
  }

  Answer General(const Library& library, long long command, std::span<const std::byte> data) const {
    return AnswerOf(library, handler_(nb::bytes(data.data(), data.size())), command);
  }

  nb::object find_;
  nb::object pack_;
  nb::object handler_;
};

}  // namespace

void AddLocalCallType(nb::module_& module) {
  [[maybe_unused]] const nb::class_<NativeHandler> base(module, "NativeHandler");
  nb::class_<LocalCall, NativeHandler>(module, "LocalCall")
      .def(nb::init<nb::object, nb::object, nb::object>(), nb::arg("find"), nb::arg("pack"),
           nb::arg("handler"))
      .def("__call__", &LocalCall::operator(), nb::arg("data"));
}

}  // namespace gorayffi
