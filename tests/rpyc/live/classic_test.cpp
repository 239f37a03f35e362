// SPDX-License-Identifier: Apache-2.0
/// What any classic service must do, over any transport.
#include <atomic>
#include <cmath>
#include <cstdint>
#include <thread>

#include "support.h"

namespace goray::rpyc {
namespace {

using namespace std::chrono_literals;

class Classic : public testing::Test {
 protected:
  Client client = Connect();
};

TEST_F(Classic, CallsSpreadTheirArguments) {
  EXPECT_EQ(client.Call<double>("math", "pow", 2, 10), 1024.0);
  EXPECT_EQ(client.Call<int>("builtins", "len", std::vector<int>{1, 2}), 2);
  EXPECT_EQ(client.Call<std::string>("builtins", "str", 5), "5");
  EXPECT_EQ(client.Call<int>("builtins", "int", "ff", Kw("base", 16)), 255);
  EXPECT_EQ(client.Call<double>("numpy", "mean", std::vector<int>{1, 2, 3, 4, 5}), 3.0);
}

TEST_F(Classic, ExecuteEvalAndNamespace) {
  client.Execute("x = 5");
  EXPECT_EQ(client.Eval<int>("x"), 5);
  EXPECT_EQ(client.Eval<int>("1 + x"), 6);
  EXPECT_EQ(
      client.Eval<std::vector<std::string>>("[n for n in globals() if not n.startswith('_')]"),
      std::vector<std::string>{"x"});
}

TEST_F(Classic, DottedModulesAndNames) {
  EXPECT_EQ(client.Call<std::string>("os.path", "join", "a", "b"), "a/b");
  EXPECT_EQ(client.Call<Object>("xml.dom.minidom", "parseString", "<a/>").Class(),
            "xml.dom.minidom.Document");
}

TEST_F(Classic, MissingModuleIsNamed) {
  try {
    client.Module("no_such_module");
    FAIL();
  } catch (const RemoteError& error) {
    EXPECT_EQ(error.type, "ModuleNotFoundError");
    EXPECT_EQ(error.message, "No module named 'no_such_module'");
  }
}

TEST_F(Classic, ErrorsKeepTypeMessageTracebackAndVersion) {
  client.Execute("def fail():\n    raise ValueError('bad', 7)");
  try {
    client.Eval<void>("fail()");
    FAIL();
  } catch (const RemoteError& error) {
    EXPECT_EQ(error.type, "ValueError");
    EXPECT_EQ(error.message, "bad, 7");
    EXPECT_NE(error.traceback.find("in fail"), std::string::npos);
    EXPECT_TRUE(error.remote_version == "5.3.1" || error.remote_version == "6.0.2")
        << error.remote_version;
  }
}

TEST_F(Classic, CustomExceptionsWithArgumentsOfAnyType) {
  client.Execute("class Custom(Exception): pass\ndef fail():\n    raise Custom([1, 2])");
  try {
    client.Eval<void>("fail()");
    FAIL();
  } catch (const RemoteError& error) {
    EXPECT_TRUE(error.type.ends_with("Custom")) << error.type;
    EXPECT_EQ(error.message, "[1, 2]");
  }
}

TEST_F(Classic, StopIterationAndSystemExitAreErrors) {
  client.Execute("import sys");
  for (auto [code, type] :
       {std::pair{"next(iter([]))", "StopIteration"}, {"sys.exit(3)", "SystemExit"}}) {
    try {
      client.Eval<void>(code);
      FAIL() << code;
    } catch (const RemoteError& error) {
      EXPECT_EQ(error.type, type);
    }
  }
  EXPECT_EQ(client.Eval<int>("1"), 1);
}

TEST_F(Classic, ScalarsAreExact) {
  client.Execute("def same(x): return x");
  auto same = client.Eval<Object>("same");
  for (std::int64_t value : {INT64_MIN, INT64_MAX, std::int64_t{-49}, std::int64_t{-48},
                             std::int64_t{159}, std::int64_t{160}}) {
    EXPECT_EQ(same.Call<std::int64_t>("", value), value);
  }
  EXPECT_EQ(same.Call<std::uint64_t>("", UINT64_MAX), UINT64_MAX);
  EXPECT_EQ(client.Eval<Value>("10**400").Json(), "1" + std::string(400, '0'));
  EXPECT_TRUE(std::isnan(same.Call<double>("", NAN)));
  EXPECT_TRUE(std::signbit(same.Call<double>("", -0.0)));
  EXPECT_EQ(same.Call<std::complex<double>>("", std::complex<double>(1, -2)),
            std::complex<double>(1, -2));
  EXPECT_EQ(same.Call<std::string>("", std::string("a\0b\xc3\xa9", 5)),
            std::string("a\0b\xc3\xa9", 5));
  for (std::size_t size : {0, 1, 4, 5, 255, 256, 2999, 3000, 3001, 63990, 64000, 200000}) {
    EXPECT_EQ(same.Call<std::string>("", std::string(size, 'x')).size(), size);
    EXPECT_EQ(same.Call<std::vector<std::byte>>("", std::vector<std::byte>(size)).size(), size);
  }
  EXPECT_TRUE(same.Call<Value>("", nullptr).IsNone());
  EXPECT_THROW(same.Call<void>("", "\xff"), UsageError);
  EXPECT_THROW(client.Eval<void>("10**5000"), RemoteError);
}

TEST_F(Classic, ContainersAreExact) {
  EXPECT_EQ(client
                .Eval<Value>(
                    "[(), (1,), [2.5], {3}, frozenset([4]), {(5, 6): [7]}, ..., slice(1, 2), b'8']")
                .Json(),
            R"([[], [1], [2.5], [3], [4], {"[5, 6]": [7]}, "Ellipsis", null, "OA=="])");
  client.Execute("def kinds(*xs): return [type(x).__name__ for x in xs]");
  EXPECT_EQ(client.Eval<Object>("kinds").Call<std::vector<std::string>>(
                "", std::vector<int>{1}, std::tuple(1, "a"), std::set<int>{1},
                std::map<int, int>{{1, 2}}, true, 1.0, std::vector<double>(100)),
            (std::vector<std::string>{"list", "tuple", "set", "dict", "bool", "float", "list"}));
  std::vector<double> many(1000, 0.5);
  many[7] = NAN;
  EXPECT_EQ(client.Call<double>("math", "fsum", std::vector<double>(1000, 0.5)), 500.0);
  EXPECT_TRUE(std::isnan(client.Call<std::vector<double>>("builtins", "list", many)[7]));
  EXPECT_EQ((client.Eval<std::map<std::int64_t, std::string>>("{1: 'a', 2: 'b'}")[2]), "b");
  for (std::size_t size : {3, 4, 5, 255, 256}) {
    EXPECT_EQ(client.Call<int>("builtins", "len", std::vector<std::string>(size)),
              static_cast<int>(size));
  }
}

TEST_F(Classic, NestingHasALimitThatBreaksNothing) {
  client.Execute("def nest(n):\n    x = []\n    for _ in range(n): x = [x]\n    return x");
  EXPECT_EQ(client.Eval<Value>("nest(90)").raw().kind, RPYC_LIST);
  EXPECT_THROW(client.Eval<void>("nest(150)"), RemoteError);
  EXPECT_EQ(client.Eval<int>("1"), 1);
}

TEST_F(Classic, ArraysTravelAsBytes) {
  std::vector<double> numbers(1'000'000, 0.25);
  EXPECT_EQ(client.Call<double>("numpy", "sum", std::span<const double>(numbers)), 250'000.0);
  auto shaped = client.Call<Array<std::int32_t>>("numpy", "transpose",
                                                 Array<std::int32_t>{{1, 2, 3, 4, 5, 6}, {2, 3}});
  EXPECT_EQ(shaped.data, (std::vector<std::int32_t>{1, 4, 2, 5, 3, 6}));
  EXPECT_EQ(shaped.shape, (std::vector<std::int64_t>{3, 2}));
  EXPECT_EQ(client.Eval<Array<std::uint8_t>>("__import__('numpy').zeros((0, 3), 'u1')").shape,
            (std::vector<std::int64_t>{0, 3}));
  EXPECT_EQ(client.Eval<Value>("__import__('numpy').array([1.5, float('inf')], 'f2')").Json(),
            R"([1.5, "Infinity"])");
  EXPECT_EQ(client.Eval<Value>("__import__('numpy').array([[True], [False]])").Json(),
            "[[true], [false]]");
}

TEST_F(Classic, ObjectsStayOnTheServer) {
  client.Execute(
      "class Counter:\n    def __init__(self): self.n = 0\n    def incr(self, by=1):\n        "
      "self.n += by\n        return self.n");
  auto counter = client.Eval<Object>("Counter()");
  EXPECT_EQ(counter.Call<int>("incr"), 1);
  EXPECT_EQ(counter.Call<int>("incr", Kw("by", 5)), 6);
  counter.Set("n", 100);
  EXPECT_EQ(counter.Get<int>("n"), 100);
  EXPECT_EQ(counter.Attr("incr").Call<int>(""), 101);
  EXPECT_NE(counter.Repr().find("Counter object"), std::string::npos);
  EXPECT_EQ(client.Call<bool>("builtins", "isinstance", counter, client.Eval<Object>("Counter")),
            true);
  EXPECT_THROW(counter.Call<void>("no_such_method"), RemoteError);
}

TEST_F(Classic, ReferencesToPlainValues) {
  auto text = client.Eval<Object>("'abc'");
  EXPECT_EQ(text.Call<std::string>("upper"), "ABC");
  EXPECT_EQ(text.As<std::string>(), "abc");
  EXPECT_EQ(client.Call<std::string>("builtins", "str.upper", text), "ABC");
}

TEST_F(Classic, IteratesInChunks) {
  auto numbers = client.Eval<Object>("iter(range(10000))");
  std::vector<int> all = numbers.Items<int>(999);
  ASSERT_EQ(all.size(), 10'000u);
  EXPECT_EQ(all[9'999], 9'999);
}

TEST_F(Classic, DroppedObjectsAreFreed) {
  client.Execute(
      "freed = []\nclass Held:\n    def __del__(self): freed.append(1)\nheld = [Held()]");
  {
    auto first = client.Eval<Object>("held[0]");
    auto second = client.Eval<Object>("held[0]");  // one object received twice
    Object copy = first;
    client.Execute("held.clear()");
    EXPECT_EQ(client.Eval<int>("len(freed)"), 0);
  }
  EXPECT_EQ(client.Eval<int>("len(freed)"), 1);
}

TEST_F(Classic, ObjectsThatTheServerForgotAreErrors) {
  client.Execute("class Held: pass");
  {
    auto held = client.Eval<Object>("Held()");
    client.Execute(
        "objects = _goray['connection']._local_objects._dict\n"
        "for key in [key for key in objects if key[0].endswith('Held')]: del objects[key]");
    try {
      held.Str();
      FAIL();
    } catch (const RemoteError& error) {
      EXPECT_EQ(error.type, "KeyError");
    }
  }  // released a second time, which the server answers with a KeyError that nobody waits for
  EXPECT_EQ(client.Eval<int>("1"), 1);
}

TEST_F(Classic, ContextManagersAreEnteredAndLeft) {
  client.Execute(
      "log = []\nclass Room:\n    def __enter__(self):\n        log.append('in')\n        return "
      "self\n    def __exit__(self, kind, error, trace): log.append(kind)");
  auto room = client.Eval<Object>("Room()").Call<Object>("__enter__");
  EXPECT_EQ(client.Eval<Value>("log").Json(), R"(["in"])");
  room.Call<void>("__exit__", nullptr, nullptr, nullptr);
  EXPECT_EQ(client.Eval<Value>("log").Json(), R"(["in", null])");
}

TEST_F(Classic, FuturesComeInOrderAndKeepErrors) {
  std::vector<Future<double>> futures;
  for (int i = 0; i < 100; ++i) futures.push_back(client.CallAsync<double>("math", "sqrt", i * i));
  futures.push_back(client.CallAsync<double>("math", "sqrt", -1));
  int called = 0;
  futures[99].Then([&] { ++called; });
  EXPECT_EQ(futures[50].Get(), 50.0);
  EXPECT_EQ(futures[99].Get(), 99.0);
  EXPECT_EQ(called, 1);
  EXPECT_THROW(futures[100].Get(), RemoteError);
  EXPECT_TRUE(futures[7].Ready());
  EXPECT_EQ(futures[7].Get(), 7.0);
  EXPECT_THROW(futures[7].Get(), UsageError);
}

TEST_F(Classic, CallbacksMayCall) {
  auto future = client.CallAsync<double>("math", "sqrt", 4);
  double nested = 0;
  future.Then([&] { nested = client.Call<double>("math", "sqrt", 9); });
  EXPECT_EQ(future.Get(), 2.0);
  EXPECT_EQ(nested, 3.0);
}

TEST_F(Classic, ManyRequestsWithoutReadingDoNotBlock) {
  std::vector<Future<std::string>> futures;
  for (int i = 0; i < 300; ++i)
    futures.push_back(
        client.CallAsync<std::string>("builtins", "str.lower", std::string(100'000, 'A')));
  for (auto& future : futures) EXPECT_EQ(future.Get().size(), 100'000u);
}

TEST_F(Classic, TimeLimits) {
  auto before = std::chrono::steady_clock::now();
  EXPECT_THROW(client.WithTimeout(200ms).Call<void>("time", "sleep", 3.0), TimeoutError);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 2900ms);
  EXPECT_EQ(client.Call<double>("math", "sqrt", 16),
            4.0);  // waits for the sleeper, then answers right
  auto slow = client.CallAsync<Value>("time", "sleep", 0.3);
  EXPECT_THROW(slow.Get(20ms), TimeoutError);
  EXPECT_TRUE(slow.Get().IsNone());
}

TEST_F(Classic, LateAnswersReleaseTheirObjects) {
  client.Execute(
      "import time\nfreed = []\nclass Held:\n    def __del__(self): freed.append(1)\n"
      "def slow():\n    time.sleep(0.2)\n    return Held()");
  EXPECT_THROW(client.WithTimeout(50ms).Eval<Object>("slow()"), TimeoutError);
  {
    auto dropped = client.CallAsync<Object>("builtins", "object");
  }
  client.Ping();
  EXPECT_EQ(client.Eval<int>("len(freed)"), 1);
}

TEST_F(Classic, ThreadsShareAConnection) {
  constexpr int kThreads = 8;
  constexpr int kCalls = 200;
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kCalls; ++i) {
        int n = t * kCalls + i;
        if (i % 10 == 9) {
          EXPECT_THROW(client.Call<double>("math", "sqrt", -n - 1), RemoteError);
          ++right;
        } else {
          right += client.Call<double>("math", "sqrt", n * n) == n;
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, kThreads * kCalls);
}

TEST_F(Classic, CallsRunOnce) {
  client.Execute("runs = []\ndef f(*args):\n    runs.append(args)\n    raise TypeError('always')");
  EXPECT_THROW(client.Eval<Object>("f").Call<void>("", 1), RemoteError);
  EXPECT_EQ(client.Eval<int>("len(runs)"), 1);
}

TEST_F(Classic, ObjectsOfAnotherConnectionAreRefused) {
  Client other = Connect();
  auto object = other.Eval<Object>("[1]");
  EXPECT_THROW(client.Call<int>("builtins", "len", object), UsageError);
  EXPECT_EQ(other.Call<int>("builtins", "len", object), 1);
}

}  // namespace
}  // namespace goray::rpyc
