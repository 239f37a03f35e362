// SPDX-License-Identifier: Apache-2.0
#include "call/bind_arguments.h"

#include <algorithm>

#include "base/errors.h"
#include "base/text.h"
#include "conversion/pack.h"

namespace gorayffi {
namespace {

std::string Quoted(nb::handle name) { return "'" + ShownStr(name) + "'"; }

/// "'a'", "'a' and 'b'", "'a', 'b', and 'c'".
std::string Enumerate(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += items.size() > 2 ? ", " : " ";
    if (i > 0 && i + 1 == items.size()) text += "and ";
    text += items[i];
  }
  return text;
}

[[noreturn]] void RaiseTooMany(const Signature& signature, std::size_t given) {
  const std::size_t most = signature.parameters.size();
  std::string takes = std::to_string(most);
  if (signature.required != most)
    takes = "from " + std::to_string(signature.required) + " to " + takes;
  Raise(PyExc_TypeError, signature.name + "() takes " + takes + " positional argument" +
                             (most == 1 ? "" : "s") + " but " + std::to_string(given) +
                             (given == 1 ? " was" : " were") + " given");
}

[[noreturn]] void RaiseUnexpected(const Signature& signature, nb::handle keyword) {
  static PyObject* cache = nullptr;
  nb::list names;
  for (const Parameter& parameter : signature.parameters) names.append(parameter.name);
  const nb::object hint = ImportOnce(cache, "gorayffi.errors", "did_you_mean")(keyword, names);
  Raise(PyExc_TypeError,
        signature.name + "() got an unexpected keyword argument " + Quoted(keyword) + Utf8(hint));
}

std::size_t Find(const Signature& signature, PyObject* keyword) {
  const auto& parameters = signature.parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].name.ptr() == keyword) return i;
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {  // not interned: a call with **
    if (PyUnicode_Compare(parameters[i].name.ptr(), keyword) == 0) return i;
  }
  RaiseUnexpected(signature, keyword);
}

/// The arguments by parameter, null where none was given.
std::vector<PyObject*> Slots(const Signature& signature, const Arguments& arguments) {
  std::vector<PyObject*> slots(signature.parameters.size(), nullptr);
  std::copy_n(arguments.values, std::min(arguments.positional, slots.size()), slots.begin());
  const Py_ssize_t keywords =
      arguments.keywords == nullptr ? 0 : PyTuple_GET_SIZE(arguments.keywords);
  for (Py_ssize_t i = 0; i < keywords; ++i) {
    PyObject* keyword = PyTuple_GET_ITEM(arguments.keywords, i);
    const std::size_t slot = Find(signature, keyword);
    if (slots[slot] != nullptr) {
      Raise(PyExc_TypeError, signature.name + "() got multiple values for argument " +
                                 Quoted(signature.parameters[slot].name));
    }
    slots[slot] = arguments.values[arguments.positional + static_cast<std::size_t>(i)];
  }
  return slots;
}

void CheckMissing(const Signature& signature, const std::vector<PyObject*>& slots) {
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const Parameter& parameter = signature.parameters[i];
    if (slots[i] == nullptr && !parameter.fallback) missing.push_back(Quoted(parameter.name));
  }
  if (missing.empty()) return;
  Raise(PyExc_TypeError, signature.name + "() missing " + std::to_string(missing.size()) +
                             " required argument" + (missing.size() == 1 ? "" : "s") + ": " +
                             Enumerate(missing));
}

/// Puts known defaults into the gaps before the last argument given; returns how many arguments
/// there are to send.
std::size_t FillGaps(const Signature& signature, std::vector<PyObject*>& slots) {
  std::size_t count = slots.size();
  while (count > 0 && slots[count - 1] == nullptr) --count;
  for (std::size_t i = 0; i < count; ++i) {
    const Parameter& parameter = signature.parameters[i];
    if (slots[i] != nullptr) continue;
    if (parameter.omitted) {
      Raise(PyExc_TypeError, signature.name + "() needs the argument " + Quoted(parameter.name) +
                                 " when " + Quoted(signature.parameters[count - 1].name) +
                                 " is given, because only the library knows its default");
    }
    slots[i] = parameter.fallback.ptr();
  }
  return count;
}

/// Runs `pack`; `what(path)` names the value in its errors. An error of the value's own code is kept, with a note.
template <typename What, typename Body>
void Named(What what, Body pack) {
  try {
    pack();
  } catch (const PackError& error) {
    Raise(error.type, what(error.path) + ": " + error.text);
  } catch (nb::python_error& error) {
    static PyObject* cache = nullptr;
    ImportOnce(cache, "gorayffi.errors", "add_note")(error.value(), Str("in " + what({})));
    throw;
  }
}

void PackValues(wire::Writer& out, const Signature& signature, PyObject* const* values,
                std::size_t count, ReferenceTable& references) {
  for (std::size_t i = 0; i < count; ++i) PackArgument(out, signature, i, values[i], references);
}

}  // namespace

void PackNamed(wire::Writer& out, PyObject* value, ReferenceTable& references,
               const std::string& what) {
  Named([&](const wire::ValuePath& path) { return path.Behind(what); },
        [&] { Pack(out, value, references); });
}

void PackArgument(wire::Writer& out, const Signature& signature, std::size_t index, PyObject* value,
                  ReferenceTable& references) {
  const auto what = [&](const wire::ValuePath& path) {
    const std::string argument = signature.name + "() argument ";
    if (index >= signature.parameters.size())
      return argument + path.Behind(std::to_string(index + 1));
    return argument + "'" + path.Behind(ShownStr(signature.parameters[index].name)) + "'";
  };
  Named(what, [&] { Pack(out, value, references); });
}

void PackArguments(wire::Writer& out, const Signature& signature, const Arguments& arguments,
                   ReferenceTable& references) {
  const std::size_t most = signature.parameters.size();
  if (arguments.positional > most && !signature.variadic)
    RaiseTooMany(signature, arguments.positional);
  if (arguments.keywords == nullptr && arguments.positional >= signature.required) {
    PackValues(out, signature, arguments.values, arguments.positional, references);
    return;
  }
  std::vector<PyObject*> slots = Slots(signature, arguments);
  CheckMissing(signature, slots);
  const std::size_t count = FillGaps(signature, slots);
  if (arguments.positional > most) {
    slots.insert(slots.end(), arguments.values + most, arguments.values + arguments.positional);
    PackValues(out, signature, slots.data(), slots.size(), references);
  } else {
    PackValues(out, signature, slots.data(), count, references);
  }
}

}  // namespace gorayffi
