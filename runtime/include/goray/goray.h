// SPDX-License-Identifier: Apache-2.0
// Everything an app needs. Headers in the order of their dependencies.
#pragma once

#include <goray/annotations.h>
#include <goray/any.h>
#include <goray/args.h>
#include <goray/bytes.h>
#include <goray/codec.h>
#include <goray/error.h>
