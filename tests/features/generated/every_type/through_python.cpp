// What the app `every_type` asks of Python; the codecs of its structs are in the header that is generated.
#include "every_type.goray.h"

namespace every_type {

Everything Tasks::ThroughPython(const Everything& value) const {
  return goray::LocalCallPyCode("def same(value):\n  return value", value).As<Everything>();
}

}  // namespace every_type
