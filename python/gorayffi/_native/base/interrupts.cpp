// SPDX-License-Identifier: Apache-2.0
#include "base/interrupts.h"

#include <memory>
#include <utility>

namespace gorayffi {
namespace {

thread_local std::unique_ptr<nb::python_error> interrupt;

}  // namespace

constinit std::atomic<int> kept_interrupts = 0;
constinit thread_local const std::atomic<bool>* stop_of_this_thread = nullptr;

void KeepError(nb::python_error& error) {
  if (interrupt) return;
  interrupt = std::make_unique<nb::python_error>(std::move(error));
  ++kept_interrupts;
}

void KeepInterrupt(nb::python_error& error) {
  if (error.matches(PyExc_KeyboardInterrupt) || error.matches(PyExc_SystemExit)) KeepError(error);
}

bool IsInterruptOfThisThread() { return interrupt != nullptr; }

void RaiseInterrupt() {
  if (const auto raised = std::move(interrupt)) {
    --kept_interrupts;
    raised->restore();
    nb::raise_python_error();
  }
}

}  // namespace gorayffi
