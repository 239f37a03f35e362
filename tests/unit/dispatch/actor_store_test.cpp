// SPDX-License-Identifier: Apache-2.0
#include "dispatch/actor_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <latch>
#include <memory>
#include <set>
#include <thread>
#include <vector>

namespace goray::testing {
namespace {

using dispatch::ActorStore;
using dispatch::Closing;

TEST(ActorStore, ThreadsNeverShareAnActor) {
  constexpr int kThreads = 8;
  constexpr int kEach = 20000;
  ActorStore store;
  std::vector<std::vector<std::uint64_t>> ids(kThreads);
  std::latch start(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      start.arrive_and_wait();
      for (int i = 0; i < kEach; ++i) {
        const auto object = std::make_shared<int>(t * kEach + i);
        const std::uint64_t id = store.Add({object, nullptr});
        ids[static_cast<std::size_t>(t)].push_back(id);
        if (store.Find(id)->object != object) std::abort();
        if (i % 2 == 0 && store.Close(id) != Closing::kClosed) std::abort();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::uint64_t> all;
  for (const auto& each : ids) all.insert(each.begin(), each.end());
  EXPECT_EQ(all.size(), std::size_t{kThreads * kEach});
}

TEST(ActorStore, OneOfManyThreadsClosesAnActor) {
  ActorStore store;
  const std::uint64_t id = store.Add({std::make_shared<int>(1), nullptr});
  std::atomic<int> closed = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] { closed += store.Close(id) == Closing::kClosed ? 1 : 0; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(closed, 1);
}

TEST(ActorStore, IdsStayUniqueWhenASlotIsUsedUp) {
  ActorStore store;
  std::set<std::uint64_t> ids;
  constexpr std::uint32_t kMore = ActorStore::kGenerations + 10;
  for (std::uint32_t i = 0; i < kMore; ++i) {
    const std::uint64_t id = store.Add({std::make_shared<int>(1), nullptr});
    EXPECT_LT(id, std::uint64_t{1} << 32);
    ids.insert(id);
    store.Close(id);
  }
  EXPECT_EQ(ids.size(), kMore);
}

TEST(ActorStore, AnActorMayCloseAnotherAsItDies) {
  ActorStore store;
  const std::uint64_t inner = store.Add({std::make_shared<int>(1), nullptr});
  std::shared_ptr<void> owner(new int, [&](int* p) {
    delete p;
    store.Close(inner);
  });
  const std::uint64_t id = store.Add({std::move(owner), nullptr});
  EXPECT_EQ(store.Close(id), Closing::kClosed);
  EXPECT_EQ(store.Close(inner), Closing::kClosedBefore);
}

TEST(ActorStore, ThereIsALimit) {
  ActorStore store;
  const auto object = std::make_shared<int>(1);
  for (std::uint32_t i = 0; i < ActorStore::kSlots; ++i) store.Add({object, nullptr});
  EXPECT_ANY_THROW(store.Add({object, nullptr}));
}

}  // namespace
}  // namespace goray::testing
