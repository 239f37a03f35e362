// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/codec/floating.h>

#include <complex>
#include <concepts>
#include <string>

namespace goray::rpyc {

/// A complex; a real number will do.
template <std::floating_point T>
struct Codec<std::complex<T>> {
  static rpyc_value_t Pack(const std::complex<T>& value, Pool& pool) {
    double reals[2] = {value.real(), value.imag()};
    rpyc_value_t packed{RPYC_COMPLEX, 2, {}};
    packed.as.reals = reinterpret_cast<const double*>(
        pool.Keep(std::string(reinterpret_cast<const char*>(reals), sizeof reals)).data());
    return packed;
  }
  static std::complex<T> Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_COMPLEX) return Codec<T>::Unpack(value);
    return {static_cast<T>(value.as.reals[0]), static_cast<T>(value.as.reals[1])};
  }
};

}  // namespace goray::rpyc
