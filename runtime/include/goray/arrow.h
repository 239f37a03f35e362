// SPDX-License-Identifier: Apache-2.0
// Arrow's tables as parameters and results, for an app that has some, besides goray.h.
#pragma once

#include <goray/detail/requirements.h>

#ifndef GORAY_INTERNAL_UNSUPPORTED
#include <goray/arrow/column.h>
#include <goray/arrow/columns.h>
#include <goray/arrow/record_batch.h>
#include <goray/arrow/record_batch_builder.h>
#include <goray/arrow/table.h>
#include <goray/detail/table_slot.h>
#endif
