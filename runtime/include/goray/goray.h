// SPDX-License-Identifier: Apache-2.0
// Everything an app needs.
#pragma once

#include <goray/annotations.h>
#include <goray/detail/requirements.h>

#ifndef GORAY_INTERNAL_UNSUPPORTED
#include <goray/actor_handle.h>
#include <goray/any.h>
#include <goray/args.h>
#include <goray/bytes.h>
#include <goray/cluster/async.h>
#include <goray/cluster/generator.h>
#include <goray/detail/codecs.h>
#include <goray/error.h>
#include <goray/exception.h>
#include <goray/fields.h>
#include <goray/held.h>
#include <goray/interrupt.h>
#include <goray/methods.h>
#include <goray/nd_array.h>
#include <goray/object_ref.h>
#include <goray/objects.h>
#include <goray/option.h>
#include <goray/python.h>
#include <goray/result_of.h>
#include <goray/typed_call.h>
#include <goray/value.h>
#endif
