// SPDX-License-Identifier: Apache-2.0
// The thread that gives Python what metrics have gathered.
#pragma once

namespace goray::api {

/// Gives it to Python, which gives it to Ray. False: there was nothing, or Python is not connected to Ray, and it is kept. Throws what
/// AskPython throws.
bool ReportMetrics();

/// Sees to it that ReportMetrics is called once a second, until there has been nothing for a while.
void KeepReporting();

}  // namespace goray::api
