// SPDX-License-Identifier: Apache-2.0
// What the generated clients are made of, `<app>.remote.h` and, for Python's tasks and actors, `<app>.python.h`.
#pragma once

#include <goray/typed_call.h>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace goray {
namespace detail {

/// The call of a signature whose result is what `Remote` gives.
template <typename Signature>
struct CallOfSignature;
template <typename Result, typename... Ps>
struct CallOfSignature<Result(Ps...)> {
  using Type = typename CallOf<Result, Ps...>::Type;
};

/// What a call gives, and the same call with a reference for each element of its result.
template <typename Call>
struct PartsOfCall;
template <template <typename> typename Kind, typename Result, typename... Ps>
struct PartsOfCall<Kind<Result(Ps...)>> {
  using Given = Result;
  template <typename Ref>
  using Giving = Kind<Ref(Ps...)>;
};
template <typename Call>
using ResultOfCall = typename PartsOfCall<Call>::Given;
template <typename Call>
using SplitCall = typename PartsOfCall<Call>::template Giving<SplitRef<ResultOfCall<Call>>>;

/// One way of calling `Derived`, which makes a `Call` of itself.
template <typename Derived, typename Call>
struct CallOperator;
template <typename Derived, typename Result, typename... Ps>
struct CallOperator<Derived, TypedCall<Result(Ps...)>> {
  using Call = TypedCall<Result(Ps...)>;
  Result operator()(ArgumentFor<Ps>... arguments) const {
    return static_cast<const Derived&>(*this).template Make<Call>().Remote(arguments...);
  }
};
template <typename Derived, typename Result, typename... Ps>
struct CallOperator<Derived, VariadicCall<Result(Ps...)>> {
  using Call = VariadicCall<Result(Ps...)>;
  template <typename... Rest>
  Result operator()(ArgumentFor<Ps>... arguments, const Rest&... rest) const {
    return static_cast<const Derived&>(*this).template Make<Call>().Remote(arguments..., rest...);
  }
};

template <typename Derived, typename... Calls>
struct CallOperators : CallOperator<Derived, Calls>... {
  using CallOperator<Derived, Calls>::operator()...;
};

/// Whether a value or reference is an argument, of whatever value it is.
template <typename Given, typename Parameter>
concept Fits = ConvertsTo<Given, std::remove_cvref_t<Parameter>> ||
               kIsRefTo<Given, std::remove_cvref_t<Parameter>>;

/// The same of one of several functions of a name: it is there only for arguments that fit.
template <typename Derived, typename Call>
struct OverloadOperator;
template <typename Derived, typename Result, typename... Ps>
struct OverloadOperator<Derived, TypedCall<Result(Ps...)>> {
  using Call = TypedCall<Result(Ps...)>;
  template <typename... Given>
    requires(sizeof...(Given) == sizeof...(Ps)) && (Fits<Given, Ps> && ...)
  Result operator()(const Given&... given) const {
    return static_cast<const Derived&>(*this).template Make<Call>().Remote(given...);
  }
};
template <typename Derived, typename Result, typename... Ps>
struct OverloadOperator<Derived, VariadicCall<Result(Ps...)>>
    : CallOperator<Derived, VariadicCall<Result(Ps...)>> {};

template <typename Derived, typename... Calls>
struct OverloadOperators : OverloadOperator<Derived, Calls>... {
  using OverloadOperator<Derived, Calls>::operator()...;
};

}  // namespace detail

/// A task, factory or method with its options, and `Operators` that call it.
template <template <typename, typename...> typename Operators, typename... Calls>
class BoundFunction : public Operators<BoundFunction<Operators, Calls...>, Calls...> {
 public:
  BoundFunction(detail::Target target, Options options)
      : target_(std::move(target)), options_(std::move(options)) {}

  /// The same with a reference for each element of the tuple that it returns.
  auto Split() const
    requires(detail::IsSplit<detail::ResultOfCall<Calls>> && ...)
  {
    return BoundFunction<Operators, detail::SplitCall<Calls>...>(target_, options_);
  }
  /// The result is not a tuple of several values.
  void Split() const
    requires(!(detail::IsSplit<detail::ResultOfCall<Calls>> && ...))
  = delete;

  template <typename Call>
  Call Make() const {
    return Call(target_, options_);
  }

 private:
  detail::Target target_;
  Options options_;
};

/// A task or factory of the generated client: a call of it is submitted to Ray.
template <detail::Callee kCallee, template <typename, typename...> typename Operators,
          typename... Calls>
class RemoteFunction : public Operators<RemoteFunction<kCallee, Operators, Calls...>, Calls...> {
 public:
  /// `name`: on the wire.
  constexpr explicit RemoteFunction(const char* name) : name_(name) {}

  /// The same with Ray's options: `calc::remote::Divide.With({{"num_cpus", 2}})(7)`.
  BoundFunction<Operators, Calls...> With(Options options) const {
    return {{kCallee, name_, nullptr}, std::move(options)};
  }

  /// The same with a reference for each element of the tuple that it returns: `calc::remote::Divide.Split()(7, 2)`.
  auto Split() const
    requires(detail::IsSplit<detail::ResultOfCall<Calls>> && ...)
  {
    return With({}).Split();
  }
  /// The result is not a tuple of several values.
  void Split() const
    requires(!(detail::IsSplit<detail::ResultOfCall<Calls>> && ...))
  = delete;

  template <typename Call>
  Call Make() const {
    return Call({kCallee, name_, nullptr}, {});
  }

 private:
  const char* name_;
};

/// A task. `Signatures`: one for each number of arguments that may be given.
template <typename... Signatures>
using RemoteTask = RemoteFunction<detail::Callee::kTask, detail::CallOperators,
                                  typename detail::CallOfSignature<Signatures>::Type...>;
/// A factory; it gives a handle.
template <typename... Signatures>
using RemoteActor = RemoteFunction<detail::Callee::kActor, detail::CallOperators,
                                   typename detail::CallOfSignature<Signatures>::Type...>;
/// Several tasks of a name, which take other types.
template <typename... Signatures>
using OverloadedTask = RemoteFunction<detail::Callee::kTask, detail::OverloadOperators,
                                      typename detail::CallOfSignature<Signatures>::Type...>;
/// Several factories of a name.
template <typename... Signatures>
using OverloadedActor = RemoteFunction<detail::Callee::kActor, detail::OverloadOperators,
                                       typename detail::CallOfSignature<Signatures>::Type...>;

/// A Python task, of `<app>.python.h`. `Signatures` as above, for what Python's defaults leave.
template <typename... Signatures>
using RemotePyTask = RemoteFunction<detail::Callee::kPyTask, detail::CallOperators,
                                    typename detail::CallOfSignature<Signatures>::Type...>;
/// A Python class, whose actor a call makes; it gives a handle.
template <typename... Signatures>
using RemotePyActor = RemoteFunction<detail::Callee::kPyActor, detail::CallOperators,
                                     typename detail::CallOfSignature<Signatures>::Type...>;

/// Base of the generated clients' handles, which have the methods of the class `T`; `void`: of a class of Python.
template <typename T>
class RemoteHandle : public ActorHandle<T> {
 public:
  using ActorHandle<T>::ActorHandle;
  RemoteHandle(const ActorHandle<T>& handle)  // NOLINT(google-explicit-constructor)
      : ActorHandle<T>(handle) {}

 protected:
  template <typename... Signatures>
  BoundFunction<detail::CallOperators, typename detail::CallOfSignature<Signatures>::Type...>
  Method(const char* name) const {
    return {{detail::Callee::kActorMethod, name, this->reference()}, {}};
  }
  template <typename... Signatures>
  BoundFunction<detail::OverloadOperators, typename detail::CallOfSignature<Signatures>::Type...>
  Overloaded(const char* name) const {
    return {{detail::Callee::kActorMethod, name, this->reference()}, {}};
  }
};

}  // namespace goray
