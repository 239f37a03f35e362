// SPDX-License-Identifier: Apache-2.0
#include "rpyc/conversion/check.h"

#include <string>

#include "rpyc/base/failure.h"
#include "rpyc/base/limits.h"
#include "rpyc/conversion/array.h"

namespace goray::rpyc_bridge {
namespace {

void Require(bool given, const char* what) {
  if (!given) throw UsageFailure(std::string(what) + " is NULL");
}

void CheckArray(const rpyc_array_t& array) {
  Require(array.ndim == 0 || array.shape != nullptr, "the shape of an array");
  if (TooManyExtents({array.shape, array.ndim})) {
    throw UsageFailure("an array of more than " + std::to_string(kArrayDimensions) +
                       " dimensions, or an empty one of more than " +
                       std::to_string(kEmptyArrayRows) + " rows");
  }
  Require(array.size == 0 || array.data != nullptr, "the data of an array");
}

}  // namespace

void CheckValue(const Value& value) {
  switch (value.kind) {
    case RPYC_NONE:
    case RPYC_BOOL:
    case RPYC_INT:
    case RPYC_FLOAT:
    case RPYC_ELLIPSIS:
    case RPYC_NOTIMPLEMENTED:
      return;
    case RPYC_COMPLEX:
      return Require(value.as.reals != nullptr, "a complex value");
    case RPYC_BIGINT:
    case RPYC_STR:
    case RPYC_BYTES:
      return Require(value.size == 0 || value.as.text != nullptr, "a text with a size");
    case RPYC_LIST:
    case RPYC_TUPLE:
    case RPYC_SET:
    case RPYC_FROZENSET:
    case RPYC_DICT:
      return Require(value.size == 0 || value.as.items != nullptr, "a container with a size");
    case RPYC_SLICE:
      return Require(value.as.items != nullptr, "a slice");
    case RPYC_ARRAY:
      Require(value.as.array != nullptr, "an array");
      return CheckArray(*value.as.array);
    case RPYC_OBJECT:
      return Require(value.as.object != nullptr, "an object");
    default:
      throw UsageFailure("a value of kind " + std::to_string(value.kind) +
                         ", which does not exist");
  }
}

}  // namespace goray::rpyc_bridge
