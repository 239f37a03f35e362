// SPDX-License-Identifier: Apache-2.0
// Values that cost more than the call: there and back, in process and through Ray.
#include <goray/goray.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace loads {

using Data = std::vector<std::byte>;

struct Part {
  std::string name;
  double price = 0;
  std::vector<std::int64_t> sizes;
  std::optional<std::string> note;
};

struct Order {
  std::int64_t id = 0;
  std::map<std::string, Part> parts;
};

using Orders = std::vector<Order>;

struct GORAY_TASKS Tasks {
  goray::Any SameAny(goray::Any value) const { return value; }
  std::string SameText(std::string text) const { return text; }
  std::vector<double> SameFloats(std::vector<double> floats) const { return floats; }
  Orders SameOrders(Orders orders) const { return orders; }
  Data SameData(Data data) const { return data; }
  std::int64_t One(std::int64_t x) const { return x; }
  std::int64_t Size(const Data& data) const { return static_cast<std::int64_t>(data.size()); }
  Data Zeros(std::int64_t size) const { return Data(static_cast<std::size_t>(size)); }

  // C++ that calls through Ray.
  std::int64_t OrdersToCpp(const Orders& orders) const {
    const auto same = goray::RemoteCall("SameOrders", orders).Get<Orders>();
    return static_cast<std::int64_t>(same.size());
  }
  std::int64_t DataToCpp(std::int64_t size) const {
    return Size(goray::RemoteCall("SameData", Zeros(size)).Get<Data>());
  }
  std::int64_t ToPython(std::int64_t x) const {
    return goray::RemoteCallPyTask("same", x).Get<std::int64_t>();
  }
  std::int64_t DataToPython(std::int64_t size) const {
    return Size(goray::RemoteCallPyTask("same", Zeros(size)).Get<Data>());
  }
  std::int64_t Fetch(const std::vector<goray::ObjectRef<Data>>& refs) const {
    return Size(goray::Get(refs.at(0)));
  }
  std::vector<goray::ObjectRef<std::int64_t>> Refs(std::int64_t count) const {
    std::vector<goray::ObjectRef<std::int64_t>> refs;
    for (std::int64_t i = 0; i < count; ++i) refs.emplace_back(goray::RemoteCall("One", i));
    return refs;
  }
};

}  // namespace loads
