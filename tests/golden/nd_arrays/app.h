// SPDX-License-Identifier: Apache-2.0
// Arrays of any number of dimensions: views of numpy's, and memory of C++ that becomes numpy's.
#pragma once
#include <goray/goray.h>

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace nd_arrays {

/// A picture with its name; `depth` may be missing.
struct Picture {
  std::string name;
  goray::NdArray<std::uint8_t, 3> pixels;
  std::optional<goray::NdArray<float, 2>> depth;
};

struct GORAY_TASKS Tasks {
  goray::NdArray<bool> Bools(goray::NdArray<const bool> values) const { return values.Copy(); }
  goray::NdArray<std::int8_t> Int8s(goray::NdArray<const std::int8_t> values) const {
    return values.Copy();
  }
  goray::NdArray<std::int16_t> Int16s(goray::NdArray<const std::int16_t> values) const {
    return values.Copy();
  }
  goray::NdArray<std::int32_t> Int32s(goray::NdArray<const std::int32_t> values) const {
    return values.Copy();
  }
  goray::NdArray<std::int64_t> Int64s(goray::NdArray<const std::int64_t> values) const {
    return values.Copy();
  }
  goray::NdArray<std::uint8_t> Uint8s(goray::NdArray<const std::uint8_t> values) const {
    return values.Copy();
  }
  goray::NdArray<std::uint16_t> Uint16s(goray::NdArray<const std::uint16_t> values) const {
    return values.Copy();
  }
  goray::NdArray<std::uint32_t> Uint32s(goray::NdArray<const std::uint32_t> values) const {
    return values.Copy();
  }
  goray::NdArray<std::uint64_t> Uint64s(goray::NdArray<const std::uint64_t> values) const {
    return values.Copy();
  }
  goray::NdArray<float> Floats(goray::NdArray<const float> values) const { return values.Copy(); }
  goray::NdArray<double> Doubles(goray::NdArray<const double> values) const {
    return values.Copy();
  }
  goray::NdArray<std::complex<float>> Complex64s(
      goray::NdArray<const std::complex<float>> values) const {
    return values.Copy();
  }
  goray::NdArray<std::complex<double>> Complex128s(
      goray::NdArray<const std::complex<double>> values) const {
    return values.Copy();
  }

  /// Each item times `factor`.
  goray::NdArray<double, 2> Scaled(const goray::NdArray<const double, 2>& matrix,
                                   double factor = 2) const {
    goray::NdArray<double, 2> result(matrix.shape());
    for (std::size_t i = 0; i < matrix.shape()[0]; ++i) {
      for (std::size_t j = 0; j < matrix.shape()[1]; ++j) result(i, j) = factor * matrix(i, j);
    }
    return result;
  }
  /// Writes into the caller's array.
  void Scale(std::span<double> values, double factor) const {
    for (double& value : values) value *= factor;
  }
  /// Writes into the caller's array, whatever its strides are.
  void Fill(goray::NdArray<std::int32_t, 2> matrix, std::int32_t value) const {
    matrix.ForEach([&](std::int32_t& item) { item = value; });
  }
  /// In the order of Fortran, as Eigen has it.
  goray::NdArray<std::int64_t, 2> Columns(std::size_t rows, std::size_t columns) const {
    const auto items = std::make_shared<std::vector<std::int64_t>>(rows * columns);
    for (std::size_t i = 0; i < items->size(); ++i) (*items)[i] = static_cast<std::int64_t>(i);
    return goray::NdArray<std::int64_t, 2>::Adopt(items->data(), {rows, columns},
                                                  {1, static_cast<std::ptrdiff_t>(rows)}, items);
  }
  /// One that Python may not change.
  goray::NdArray<const double> Constants() const {
    return goray::NdArray<double>::Adopt({1.5, 2.5});
  }
  /// The parameter itself, whose items are the caller's: they are copied.
  goray::NdArray<const double> Same(goray::NdArray<const double> values) const { return values; }
  /// `size` zeros.
  goray::NdArray<double> Zeros(std::size_t size) const { return goray::NdArray<double>({size}); }
  /// Neither set nor copied.
  goray::NdArray<std::uint8_t> Memory(std::size_t size) const {
    auto memory = goray::NdArray<std::uint8_t>::Uninitialized({size});
    if (size > 0) memory[0] = 1;
    return memory;
  }
  double At(const goray::NdArray<const double, 2>& matrix, std::size_t row,
            std::size_t column) const {
    return matrix.At(row, column);
  }
  std::vector<double> Row(const goray::NdArray<const double, 2>& matrix, std::size_t row) const {
    return matrix.Row(row).ToVector();
  }
  /// Where the first item is.
  std::uint64_t Address(goray::NdArray<const double> values) const {
    return reinterpret_cast<std::uintptr_t>(values.data());
  }
  std::uint64_t AddressOfWritten(std::span<double> values) const {
    return reinterpret_cast<std::uintptr_t>(values.data());
  }
  std::vector<std::complex<double>> Conjugates(std::span<const std::complex<double>> values) const {
    std::vector<std::complex<double>> result;
    for (const auto& value : values) result.push_back(std::conj(value));
    return result;
  }

  /// What the function `f` of the Python code makes, which tells the type of its items.
  goray::NdArray<float, 2> MadeByPython(const std::string& code) const {
    return goray::LocalCallPyCode(code).As<goray::NdArray<float, 2>>();
  }
  goray::Any AnyByPython(const std::string& code) const {
    return goray::LocalCallPyCode(code).As<goray::Any>();
  }
  /// The sum of all items that the references are of.
  float SumOf(const std::vector<goray::ObjectRef<goray::NdArray<float, 2>>>& refs) const {
    float sum = 0;
    for (const auto& ref : refs) ref.Get().ForEach([&](float item) { sum += item; });
    return sum;
  }

  Picture Echo(Picture picture) const { return picture; }
  std::vector<goray::NdArray<double>> Split(goray::NdArray<const double> values,
                                            std::size_t parts) const {
    std::vector<goray::NdArray<double>> result;
    const std::size_t size = values.size() / parts;
    for (std::size_t part = 0; part < parts; ++part) {
      goray::NdArray<double> piece({size});
      for (std::size_t i = 0; i < size; ++i) piece[i] = values[part * size + i];
      result.push_back(std::move(piece));
    }
    return result;
  }
  goray::NdArray<double> Joined(const std::vector<goray::NdArray<double>>& parts) const {
    std::vector<double> items;
    for (const auto& part : parts) part.ForEach([&](double item) { items.push_back(item); });
    return goray::NdArray<double>::Adopt(std::move(items));
  }
  std::tuple<goray::NdArray<double>, std::size_t> Counted(
      goray::NdArray<const double> values) const {
    return {values.Copy(), values.size()};
  }
};

/// Adds matrices.
class Sum {
 public:
  explicit Sum(const goray::NdArray<const double, 2>& first) : total_(first.Copy()) {}
  void Add(const goray::NdArray<const double, 2>& matrix) {
    if (matrix.shape() != total_.shape()) throw std::invalid_argument("another shape");
    for (std::size_t i = 0; i < matrix.shape()[0]; ++i) {
      for (std::size_t j = 0; j < matrix.shape()[1]; ++j) total_(i, j) += matrix(i, j);
    }
  }
  /// A copy: what Python does to it is nothing to this actor.
  goray::NdArray<double, 2> Total() const { return total_.Copy(); }

 private:
  goray::NdArray<double, 2> total_;
};

/// Keeps what it is given, without a copy, until it is given something else.
class Index {
 public:
  void Build(goray::Held<goray::NdArray<const float, 2>> vectors) { vectors_ = std::move(vectors); }
  void Weigh(goray::Held<std::span<const double>> weights) { weights_ = std::move(weights); }
  void Name(goray::Held<goray::Bytes> name) { name_ = *name; }
  void Label(goray::Held<std::span<const std::uint8_t>> labels) { labels_ = std::move(labels); }
  /// Which of the vectors has the largest product with `vector`.
  std::size_t Nearest(std::span<const float> vector) const {
    std::size_t best = 0;
    float most = 0;
    for (std::size_t i = 0; i < vectors_->shape()[0]; ++i) {
      float product = 0;
      for (std::size_t j = 0; j < vector.size(); ++j) product += (*vectors_)(i, j) * vector[j];
      if (i == 0 || product > most) best = i;
      most = std::max(most, product);
    }
    return best;
  }
  /// Where each of them lies, 0 for none: vectors, weights, name, labels.
  std::array<std::uint64_t, 4> Places() const {
    return {vectors_ ? Place(vectors_->data()) : 0, weights_ ? Place(weights_->data()) : 0,
            Place(name_.data()), labels_ ? Place(labels_->data()) : 0};
  }
  double Total() const {
    double total = 0;
    for (const double weight : *weights_) total += weight;
    return total;
  }
  goray::Bytes Text() const { return name_; }
  /// Without a copy: it owns the items, as the held one does.
  goray::NdArray<const float, 2> Vectors() const { return *vectors_; }
  /// The last copy of what is held goes on a thread that Python does not know.
  void Clear() {
    std::thread([this] {
      vectors_ = {};
      weights_ = {};
      name_ = {};
      labels_ = {};
    }).join();
  }

 private:
  static std::uint64_t Place(const void* data) { return reinterpret_cast<std::uintptr_t>(data); }

  goray::Held<goray::NdArray<const float, 2>> vectors_;
  goray::Held<std::span<const double>> weights_;
  goray::Held<std::span<const std::uint8_t>> labels_;
  goray::Bytes name_;
};

struct GORAY_ACTORS Actors {
  Sum NewSum(goray::NdArray<const double, 2> first) const { return Sum(first); }
  Index NewIndex() const { return {}; }
};

}  // namespace nd_arrays
