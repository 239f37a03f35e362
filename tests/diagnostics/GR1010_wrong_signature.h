// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

GORAY_DRIVER void Main(int argc, char** argv);
