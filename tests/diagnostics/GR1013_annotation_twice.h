// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

GORAY_DRIVER int Main();
GORAY_DRIVER int Other();
