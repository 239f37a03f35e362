// SPDX-License-Identifier: Apache-2.0
// Items of `map` that meet, and one that ends its worker; test_bulk_workers.py calls them.
#include <goray/goray.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace bulk {

/// Lets two calls go on together.
class Meeting {
 public:
  void Wait() {
    std::unique_lock lock(mutex_);
    const int pair = arrived_++ / 2;
    met_.notify_all();
    if (!met_.wait_for(lock, std::chrono::seconds(50), [&] { return arrived_ >= 2 * pair + 2; }))
      throw std::runtime_error("nobody else came");
  }

 private:
  std::mutex mutex_;
  std::condition_variable met_;
  int arrived_ = 0;
};

inline Meeting meeting;

struct GORAY_TASKS Tasks {
  /// Gives `x`, once another call has come here as well.
  std::int64_t Meet(std::int64_t x) const {
    meeting.Wait();
    return x;
  }
  /// The same for text, which is not a number's column.
  std::string MeetText(const std::string& x) const {
    meeting.Wait();
    return x;
  }
  /// Does not ask whether it is interrupted.
  void TellAndNap(const std::string& began) const {
    if (!began.empty()) std::ofstream{began};
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  /// Gives `x`, adds it to the file `log`, and at `x == dies` ends the process if the log does not have `dies` yet.
  std::int64_t DieOnce(std::int64_t x, std::int64_t dies, const std::string& log) const {
    const bool is_first = !std::filesystem::exists(log + ".died");
    std::ofstream(log, std::ios::app) << x << "\n";
    if (x == dies && is_first) {
      std::ofstream{log + ".died"};
      std::raise(SIGKILL);
    }
    return x;
  }
};

}  // namespace bulk
