// SPDX-License-Identifier: Apache-2.0
// Everything an app needs.
#pragma once

// clang-format off: in the order of dependencies
#include <goray/annotations.h>
#include <goray/error.h>
#include <goray/exception.h>
#include <goray/any.h>
#include <goray/args.h>
#include <goray/bytes.h>
#include <goray/codec.h>
#include <goray/api/option.h>
#include <goray/api/object_ref.h>
#include <goray/api/objects.h>
#include <goray/api/python.h>
#include <goray/api/actor_handle.h>
// clang-format on
