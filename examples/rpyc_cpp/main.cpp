// SPDX-License-Identifier: Apache-2.0
/// Calls Python from C++ through an RPyC server: scalars, arrays, objects, errors, many calls at
/// once.
#include <goray/rpyc/client.h>

#include <cstdlib>
#include <iostream>
#include <numeric>
#include <vector>

namespace rpyc = goray::rpyc;

int main() try {
  const char* address = std::getenv("RPYC_ADDRESS");
  rpyc::Client client(address == nullptr ? "localhost:18812" : address);

  std::cout << "math.sqrt(16) = " << client.Call<double>("math", "sqrt", 16) << "\n";
  std::cout << "numpy.mean([1,2,3,4,5]) = "
            << client.Call<double>("numpy", "mean", std::vector<double>{1, 2, 3, 4, 5}) << "\n";
  std::cout << "math.pi = " << client.Get<double>("math", "pi") << "\n";

  std::vector<double> million(1'000'000);
  std::iota(million.begin(), million.end(), 0.0);
  std::cout << "the mean of a million: "
            << client.Call<double>("numpy", "mean", std::span<const double>(million)) << "\n";

  std::vector<rpyc::Future<double>> roots;
  for (int i = 0; i < 100; ++i) roots.push_back(client.CallAsync<double>("math", "sqrt", i));
  double sum = 0;
  for (auto& root : roots) sum += root.Get();
  std::cout << "a hundred calls, one wait: " << sum << "\n";

  try {
    client.Call<double>("math", "sqrt", -1);
  } catch (const rpyc::RemoteError& error) {
    std::cout << "an error: " << error.type << ": " << error.message << "\n";
  }
} catch (const rpyc::Error& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
