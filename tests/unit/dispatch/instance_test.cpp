// SPDX-License-Identifier: Apache-2.0
// The one object whose functions are the tasks.
#include <goray/detail/instance.h>
#include <goray/error.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace goray::testing {
namespace {

using dispatch::Instance;

// Its constructor ends only when another thread is in it as well, as one that waits for Python's
// lock does, which a thread on its way to the same object holds.
struct Meeting {
  Meeting() {
    std::unique_lock lock(mutex);
    ++constructors;
    changed.notify_all();
    met = changed.wait_for(lock, std::chrono::seconds(20), [] { return constructors == 2; });
  }
  ~Meeting() { ++destroyed; }

  bool met = false;
  static inline std::mutex mutex;
  static inline std::condition_variable changed;
  static inline int constructors = 0;
  static inline std::atomic<int> destroyed = 0;
};

TEST(Instance, IsMadeWithoutALockAndOneOfSeveralIsKept) {
  std::array<Meeting*, 2> seen{};
  std::thread other([&] { seen[0] = &Instance<Meeting>(); });
  seen[1] = &Instance<Meeting>();
  other.join();
  EXPECT_TRUE(seen[0]->met);
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_EQ(Meeting::constructors, 2);
  EXPECT_EQ(Meeting::destroyed, 1);
  EXPECT_EQ(&Instance<Meeting>(), seen[0]);
}

struct Selfish {
  Selfish() {
    if (is_selfish) Instance<Selfish>();
  }
  static inline bool is_selfish = true;
};

TEST(Instance, OneWhoseConstructorLeadsBackToItselfIsAnError) {
  try {
    Instance<Selfish>();
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "the constructor of goray::testing::(anonymous namespace)::Selfish led to a call "
                 "of one of goray::testing::(anonymous namespace)::Selfish's own functions, which "
                 "need the object that is being made");
  }
  Selfish::is_selfish = false;
  EXPECT_NO_THROW(Instance<Selfish>());
}

struct Fallible {
  Fallible() {
    if (++attempts == 1) throw std::runtime_error("not yet");
  }
  static inline int attempts = 0;
};

TEST(Instance, IsTriedAgainAfterAFailure) {
  EXPECT_THROW(Instance<Fallible>(), std::runtime_error);
  EXPECT_EQ(&Instance<Fallible>(), &Instance<Fallible>());
  EXPECT_EQ(Fallible::attempts, 2);
}

}  // namespace
}  // namespace goray::testing
