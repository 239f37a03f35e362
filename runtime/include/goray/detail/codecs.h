// SPDX-License-Identifier: Apache-2.0
// Every codec: those of goray's own classes, and the standard library's, one type a file.
#pragma once

#include <goray/any.h>
#include <goray/args.h>
#include <goray/bytes.h>
#include <goray/codec/as.h>
#include <goray/codec/bool.h>
#include <goray/codec/bytes.h>
#include <goray/codec/chrono.h>
#include <goray/codec/complex.h>
#include <goray/codec/container/array.h>
#include <goray/codec/container/deque.h>
#include <goray/codec/container/list.h>
#include <goray/codec/container/map.h>
#include <goray/codec/container/set.h>
#include <goray/codec/container/span.h>
#include <goray/codec/container/vector.h>
#include <goray/codec/enum.h>
#include <goray/codec/fields.h>
#include <goray/codec/floating.h>
#include <goray/codec/integer.h>
#include <goray/codec/opaque.h>
#include <goray/codec/optional.h>
#include <goray/codec/path.h>
#include <goray/codec/result.h>
#include <goray/codec/shared_ptr.h>
#include <goray/codec/string.h>
#include <goray/codec/struct.h>
#include <goray/codec/tuple.h>
#include <goray/codec/unique_ptr.h>
#include <goray/codec/variant.h>
#include <goray/detail/python_function.h>
#include <goray/detail/shape.h>
#include <goray/nd_array.h>
