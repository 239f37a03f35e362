// SPDX-License-Identifier: Apache-2.0
// Complex numbers of the standard library.
#pragma once
#include <goray/goray.h>

#include <complex>
#include <numeric>
#include <optional>
#include <vector>

namespace complex_numbers {

struct Wave {
  std::complex<double> amplitude;
  std::vector<std::complex<float>> spectrum = {};
};

struct GORAY_TASKS Tasks {
  std::complex<double> Square(std::complex<double> z) const { return z * z; }
  std::complex<float> Conjugate(std::complex<float> z) const { return std::conj(z); }
  std::complex<double> Sum(const std::vector<std::complex<double>>& values) const {
    return std::accumulate(values.begin(), values.end(), std::complex<double>());
  }
  std::vector<std::complex<double>> Roots(double square) const {
    const std::complex<double> root = std::sqrt(std::complex<double>(square));
    return {root, -root};
  }
  std::optional<std::complex<double>> Maybe(std::optional<std::complex<double>> z) const {
    return z;
  }
  Wave Echo(Wave wave) const { return wave; }
  double Imaginary(std::complex<double> z = {0, 1}) const { return z.imag(); }
};

}  // namespace complex_numbers
