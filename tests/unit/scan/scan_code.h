// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "generator/scan/scan.h"

namespace goray::scan {

/// Scans `code` as the header app.h, after goray.h and the standard headers of all supported types.
Outcome ScanCode(const std::string& code);

/// The interface of `code`; a test failure if there are errors.
model::Interface InterfaceOf(const std::string& code);

/// The type of the parameter of a task `void F(<parameter>)`; other declarations come from `code`.
model::Type TypeOf(const std::string& parameter, const std::string& code = "");

/// The codes of the errors, or warnings, that are reported for `code`, in the order of the source,
/// separated by spaces.
std::string CodesOf(const std::string& code, model::Severity severity = model::Severity::kError);

}  // namespace goray::scan
