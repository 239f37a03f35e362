// SPDX-License-Identifier: Apache-2.0
/// A service that only exposes functions: tests/rpyc/serve.py, PlainService.
#include "support.h"

namespace goray::rpyc {
namespace {

class Plain : public testing::Test {
 protected:
  Client client = Connect();
};

TEST_F(Plain, CallsExposedFunctionsByEitherName) {
  EXPECT_EQ(client.Call<double>("", "distance", std::pair(2, 7), std::pair(5, 11)), 5.0);
  EXPECT_EQ(client.Call<double>("", "exposed_distance", std::pair(2, 7), std::pair(5, 11)), 5.0);
  EXPECT_THROW(client.Call<void>("", "hidden"), RemoteError);
  EXPECT_EQ(client.Root().Call<double>("distance", std::pair(0, 0), std::pair(3, 4)), 5.0);
}

TEST_F(Plain, NeverTriesToExecute) {
  EXPECT_EQ(client.Call<std::string>("", "execute", "DROP TABLE"), "would have run DROP TABLE");
  EXPECT_THROW(client.Execute("x = 1"), UsageError);
  EXPECT_THROW(client.Module("math"), UsageError);
}

TEST_F(Plain, CopiesContainersAndNumpyScalars) {
  EXPECT_EQ(client.Call<Value>("", "stats", std::vector<int>{1, 2, 3}).Json(),
            R"({"count": 3, "sum": 6, "all": [1, 2, 3], "seen": [1]})");
  EXPECT_EQ(client.Call<Value>("", "numpy").Json(), "[1.5, 7, true]");
}

TEST_F(Plain, RefusesWhatRPyCCannotCopy) {
  EXPECT_THROW((client.Call<void>("", "stats", std::map<int, int>{{1, 2}})), UsageError);
}

TEST_F(Plain, ObjectsHaveTheAttributesTheServiceAllows) {
  auto point = client.Call<Object>("", "point");
  EXPECT_EQ(point.Get<int>("y"), 2);
  EXPECT_THROW(point.Get<int>("x"), RemoteError);
  EXPECT_EQ(client.Call<Object>("", "same", point).Class(), point.Class());
}

TEST_F(Plain, TheServiceItselfMakesARoundTrip) {
  auto root = client.Call<Object>("", "same", client.Root());
  EXPECT_EQ(root.Class(), client.Root().Class());
  EXPECT_EQ(root.Call<double>("distance", std::pair(2, 7), std::pair(5, 11)), 5.0);
}

TEST_F(Plain, IteratesInChunks) {
  std::vector<int> all = client.Call<Object>("", "numbers").Items<int>(999);
  ASSERT_EQ(all.size(), 10'000u);
  EXPECT_EQ(all[9'999], 9'999);
}

TEST_F(Plain, ContextManagersAreEnteredAndLeft) {
  auto point = client.Call<Object>("", "point").Call<Object>("__enter__");
  EXPECT_EQ(point.Get<int>("y"), 2);
  point.Call<void>("__exit__", nullptr, nullptr, nullptr);
  EXPECT_EQ(point.Get<int>("y"), 0);
}

TEST_F(Plain, ErrorsKeepTheirType) {
  try {
    client.Call<void>("", "fail");
    FAIL();
  } catch (const RemoteError& error) {
    EXPECT_EQ(error.type, "KeyError");
    EXPECT_EQ(error.message, "missing");
  }
}

}  // namespace
}  // namespace goray::rpyc
