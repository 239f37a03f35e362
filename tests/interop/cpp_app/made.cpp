// SPDX-License-Identifier: Apache-2.0
#include "made.h"

#include <stdexcept>
#include <tuple>

namespace cpp_app {
namespace {

// `call(name, args..., options)`.
template <typename Call>
goray::ObjectRef<> Submit(const Maker& maker, Call call) {
  goray::Options options;
  for (const auto& [name, value] : maker.options) options.Set(name, value);
  switch (maker.args.size()) {
    case 0:
      return call(options);
    case 1:
      return call(maker.args[0], options);
    default:
      return call(maker.args[0], maker.args.at(1), options);
  }
}

goray::ObjectRef<> MakeRef(const Maker& maker) {
  if (maker.by == "put") return goray::ObjectRef<>(goray::Put(maker.args.at(0)));
  return Submit(maker, [&](const auto&... args) -> goray::ObjectRef<> {
    if (maker.by == "task") return goray::RemoteCall(maker.name, args...);
    if (maker.by == "python") return goray::RemoteCallPyTask(maker.name, args...);
    if (maker.by == "method") return maker.actor.value().RemoteCall(maker.name, args...);
    throw std::invalid_argument("no maker " + maker.by);
  });
}

goray::Any Get(const goray::ObjectRef<>& ref, std::int64_t values) {
  if (values == 0) {
    ref.Get<void>();
    return {};
  }
  if (values == 1) return ref.Get<goray::Any>();
  const auto [a, b] = ref.Get<std::tuple<std::int64_t, std::int64_t>>();
  return goray::Any(goray::Any::List{a, b});
}

}  // namespace

goray::ObjectRef<> Made::Make(const Maker& maker) const { return MakeRef(maker); }

goray::Any Made::Read(const Maker& maker, const std::string& reader) const {
  const goray::ObjectRef<> ref = MakeRef(maker);
  if (reader == "get") return Get(ref, maker.values);
  if (reader == "task") return goray::RemoteCall("Echo", ref).Get<goray::Any>().list().at(0);
  if (reader == "actor") {
    const goray::ActorHandle<> keeper =
        goray::NewActor("NewKeeper", ref, goray::Option("num_cpus", 0));
    return keeper.RemoteCall("Kept").Get<goray::Any>();
  }
  if (reader == "body") {
    return goray::RemoteCallPyTask("got_in_its_body", std::vector{ref}).Get<goray::Any>();
  }
  return goray::RemoteCall("Echo", ref, goray::Option("library", reader))
      .Get<goray::Any>()
      .list()
      .at(0);
}

}  // namespace cpp_app
