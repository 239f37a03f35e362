// SPDX-License-Identifier: Apache-2.0
/// Conversions of the C++ client, without a server.
#include <goray/rpyc/client.h>
#include <gtest/gtest.h>

namespace goray::rpyc {
namespace {

template <typename To, typename From>
To Convert(const From& value) {
  Pool pool;
  return Codec<To>::Unpack(Codec<From>::Pack(value, pool));
}

TEST(Convert, IntegersAreRangeChecked) {
  EXPECT_EQ(Convert<std::uint8_t>(255), 255);
  EXPECT_THROW(Convert<std::uint8_t>(256), UsageError);
  EXPECT_THROW(Convert<std::uint8_t>(-1), UsageError);
  EXPECT_EQ(Convert<std::uint64_t>(UINT64_MAX), UINT64_MAX);
  EXPECT_THROW(Convert<std::int64_t>(UINT64_MAX), UsageError);
  EXPECT_EQ(Convert<int>(true), 1);
}

TEST(Convert, NothingIsRoundedSilently) {
  EXPECT_EQ(Convert<double>(3), 3.0);
  EXPECT_THROW(Convert<int>(3.0), UsageError);
  EXPECT_THROW(Convert<bool>(1), UsageError);
  EXPECT_THROW(Convert<std::string>(1), UsageError);
}

TEST(Convert, Containers) {
  using Map = std::map<std::string, std::vector<std::optional<int>>>;
  Map map = {{"a", {1, std::nullopt}}, {"b", {}}};
  EXPECT_EQ((Convert<Map, Map>(map)), map);
  EXPECT_EQ((Convert<std::tuple<int, std::string>>(std::pair(1, std::string("x")))),
            std::tuple(1, "x"));
  EXPECT_THROW((Convert<std::tuple<int>>(std::pair(1, 2))), UsageError);
  EXPECT_THROW((Convert<std::array<int, 3>>(std::vector{1, 2})), UsageError);
}

TEST(Convert, ErrorsNameBothTypes) {
  try {
    Convert<std::vector<int>>(std::string("abc"));
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "expected a list, the server sent str");
  }
}

TEST(Convert, CannotConnectSaysWhereAndWhy) {
  try {
    Client client("127.0.0.1:1");
    FAIL();
  } catch (const ConnectionError& error) {
    EXPECT_NE(std::string(error.what()).find("cannot connect to 127.0.0.1:1: Connection refused"),
              std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace goray::rpyc
