// SPDX-License-Identifier: Apache-2.0
#include "base/interrupts.h"

#include <memory>
#include <utility>

namespace gorayffi {
namespace {

thread_local std::unique_ptr<nb::python_error> interrupt;

}  // namespace

constinit std::atomic<int> kept_interrupts = 0;

void KeepInterrupt(nb::python_error& error) {
  const bool interrupts = error.matches(PyExc_KeyboardInterrupt) || error.matches(PyExc_SystemExit);
  if (!interrupts || interrupt) return;
  interrupt = std::make_unique<nb::python_error>(std::move(error));
  ++kept_interrupts;
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
