// SPDX-License-Identifier: Apache-2.0
// A parameter study: how a magnet loses its order when it is heated. Each temperature is a Ray task, an actor collects what
// they measure, and the driver draws it.
#include <goray/goray.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <random>
#include <vector>

namespace ising {

/// What was measured at one temperature.
struct Sample {
  double temperature;    ///< In units of the coupling: order is lost at 2.269.
  double magnetisation;  ///< From 0, no order, to 1, all spins alike.
  double energy;         ///< Of a spin, from -2 to 0.
};

/// The Ising model: spins of +1 and -1 on a torus, each of which likes to be as its four neighbours.
class Lattice {
 public:
  Lattice(int size, double temperature)
      : size_(size), spins_(static_cast<std::size_t>(size) * static_cast<std::size_t>(size), 1) {
    for (int i = 0; i < 5; ++i) flips_[i] = std::exp(-(4.0 * i - 8) / temperature);
  }

  /// Each spin is asked once whether it turns (Metropolis et al., 1953).
  void Sweep() {
    for (int row = 0; row < size_; ++row) {
      for (int column = 0; column < size_; ++column) {
        int& spin = At(row, column);
        // The energy that turning costs is 2 * spin * neighbours: one of five.
        if (Uniform() < flips_[(spin * Neighbours(row, column) + 4) / 2]) spin = -spin;
      }
    }
  }
  double Magnetisation() const {
    double sum = 0;
    for (const int spin : spins_) sum += spin;
    return std::abs(sum) / static_cast<double>(spins_.size());
  }
  double Energy() {
    double sum = 0;
    for (int row = 0; row < size_; ++row)
      for (int column = 0; column < size_; ++column)
        sum -= At(row, column) * Neighbours(row, column) / 2.0;
    return sum / static_cast<double>(spins_.size());
  }

 private:
  int& At(int row, int column) {
    const int wrapped = (row + size_) % size_ * size_ + (column + size_) % size_;
    return spins_[static_cast<std::size_t>(wrapped)];
  }
  int Neighbours(int row, int column) {
    return At(row - 1, column) + At(row + 1, column) + At(row, column - 1) + At(row, column + 1);
  }
  double Uniform() { return static_cast<double>(random_() >> 11) * 0x1p-53; }

  int size_;
  std::vector<int> spins_;
  double flips_[5];
  std::mt19937_64 random_;
};

/// Keeps the samples of a study.
class Study {
 public:
  /// Gives how many there are now.
  std::size_t Add(const Sample& sample) {
    samples_.push_back(sample);
    return samples_.size();
  }
  /// By temperature.
  std::vector<Sample> Samples() const {
    std::vector<Sample> sorted = samples_;
    std::ranges::sort(sorted, {}, &Sample::temperature);
    return sorted;
  }

 private:
  std::vector<Sample> samples_;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Study> NewStudy() const { return std::make_unique<Study>(); }
};

struct GORAY_TASKS Tasks {
  /// Heats an ordered lattice of `size` times `size` spins, and measures over the second half of `sweeps`.
  Sample Simulate(double temperature, int size, int sweeps) const {
    Lattice lattice(size, temperature);
    Sample sum{temperature, 0, 0};
    for (int i = 0; i < sweeps; ++i) {
      goray::CheckInterrupt();
      lattice.Sweep();
      if (i < sweeps / 2) continue;
      sum.magnetisation += lattice.Magnetisation();
      sum.energy += lattice.Energy();
    }
    const int measured = sweeps - sweeps / 2;
    return {temperature, sum.magnetisation / measured, sum.energy / measured};
  }
};

/// A curve of the magnetisation.
void Draw(const std::vector<Sample>& samples, const char* path) {
  const auto x = [](double temperature) { return 60 + (temperature - 1.5) / 2 * 520; };
  const auto y = [](double magnetisation) { return 260 - magnetisation * 230; };
  std::ofstream svg(path);
  svg << R"(<svg xmlns="http://www.w3.org/2000/svg" width="620" height="310" font-family="sans-serif" font-size="13">)"
      << R"(<rect width="620" height="310" fill="white"/><path d="M60 30V260H590" fill="none" stroke="black"/>)"
      << "<path d=\"M" << x(2.269) << R"( 30V260" stroke="grey" stroke-dasharray="4"/>)"
      << "<text x=\"" << x(2.269) + 6 << R"(" y="42" fill="grey">order is lost at 2.269</text>)"
      << R"(<text x="330" y="300" text-anchor="middle">temperature</text><text x="66" y="22">magnetisation</text>)";
  for (const double tick : {1.5, 2.0, 2.5, 3.0, 3.5})
    svg << "<text x=\"" << x(tick) << R"(" y="278" text-anchor="middle">)" << tick << "</text>";
  for (const double tick : {0.0, 0.5, 1.0})
    svg << "<text x=\"52\" y=\"" << y(tick) + 4 << R"(" text-anchor="end">)" << tick << "</text>";
  svg << R"(<polyline fill="none" stroke="#c33" stroke-width="2" points=")";
  for (const Sample& sample : samples)
    svg << x(sample.temperature) << "," << y(sample.magnetisation) << " ";
  svg << "\"/></svg>\n";
}

GORAY_DRIVER int Main() {
  const auto study = goray::Actor<&Actors::NewStudy>({{"num_cpus", 0}}).Remote();
  std::vector<goray::ObjectRef<Sample>> running;
  for (int i = 0; i <= 20; ++i)
    running.push_back(goray::Task<&Tasks::Simulate>().Remote(1.5 + i / 10.0, 40, 2000));

  std::fprintf(stderr, "21 temperatures, a task each\n");
  while (!running.empty()) {  // as they come; Ctrl-C ends it, and all that runs
    const auto [ready, unready] = goray::Wait(running);
    const auto count = study.Task<&Study::Add>().Remote(ready.front());
    std::fprintf(stderr, "%2zu of 21: temperature %.1f\n", count.Get(),
                 ready.front().Get().temperature);
    running = unready;
  }

  const std::vector<Sample> samples = study.Task<&Study::Samples>().Remote().Get();
  for (const Sample& sample : samples)
    std::printf(
        "%.1f %5.2f %6.2f  %s\n", sample.temperature, sample.magnetisation, sample.energy,
        std::string(static_cast<std::size_t>(sample.magnetisation * 40 + 0.5), '*').c_str());
  Draw(samples, "magnetisation.svg");
  return 0;
}

}  // namespace ising
