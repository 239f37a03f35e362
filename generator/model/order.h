// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generator/model/interface.h"

namespace goray::model {

/// Sorts every list whose order C++ does not give (all but parameters, fields and enumerators): by
/// name, files by path. So the order of files on a command line or of declarations in them does not
/// change the output.
void Order(Interface& interface);

/// Makes every location relative to `root` (an absolute folder). A file outside of it keeps a `../`
/// path if both share a folder below `/`, else only its name: no path of one machine gets into the
/// output.
void MakeRelative(Interface& interface, const std::string& root);

}  // namespace goray::model
