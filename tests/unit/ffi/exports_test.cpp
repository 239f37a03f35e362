// SPDX-License-Identifier: Apache-2.0
// The exported C functions, as a host sees them.
#include <gtest/gtest.h>
#include <pthread.h>

#include <iostream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <thread>

#include "abi/translate_exceptions.h"

extern "C" {
void* Execute(long long request, void* in_data, long long data_len, long long* out_len,
              long long* ret_code);
void FreeMemory(void* ptr);
void RegisterCallback(void* (*callback)(long long, void*, long long, long long*, long long*));
}

namespace {

struct Reply {
  long long code;
  std::string text;
};

Reply Send(long long request, void* data, long long size) {
  long long out_len = -1;
  long long ret_code = -1;
  void* out = Execute(request, data, size, &out_len, &ret_code);
  const Reply reply{ret_code, {static_cast<const char*>(out), static_cast<std::size_t>(out_len)}};
  FreeMemory(out);
  return reply;
}

TEST(Exports, AnswerARequest) {
  const Reply reply = Send(2, nullptr, 0);
  EXPECT_EQ(reply.code, 0);
  EXPECT_EQ(reply.text, R"([["Hello"],["Counter"]])");
}

TEST(Exports, RefuseImpossibleInput) {
  EXPECT_EQ(Send(2, nullptr, 1).code, 1);
  EXPECT_EQ(Send(2, nullptr, -1).code, 1);
  EXPECT_EQ(Send(-1, nullptr, 0).code, 1);
}

TEST(Exports, TheCallbackMayBeRegisteredAgain) {
  RegisterCallback(nullptr);
  RegisterCallback(nullptr);
}

TEST(TranslateExceptions, KeepsWhateverIsThrown) {
  using goray::abi::TranslateExceptions;
  EXPECT_EQ(TranslateExceptions([] { return 1; }, [] { return -1; }), 1);
  EXPECT_EQ(TranslateExceptions([]() -> int { throw std::runtime_error("x"); }, [] { return -1; }),
            -1);
  EXPECT_EQ(TranslateExceptions([]() -> int { throw 5; }, [] { return -1; }), -1);  // NOLINT
}

// UBSan takes the catching of what ends a thread, which has no object, for a null reference.
#ifndef __SANITIZE_ADDRESS__
TEST(TranslateExceptions, LetsAThreadEnd) {
  bool was_kept = false;
  std::thread([&] {
    goray::abi::TranslateExceptions([] { pthread_exit(nullptr); }, [&] { was_kept = true; });
  }).join();
  EXPECT_FALSE(was_kept);
}
#endif

// A stream of an app that throws from its buffer.
struct Throwing : std::streambuf {
  Throwing() {
    setp(space_, space_ + sizeof space_);
    sputc('x');
  }
  int sync() override { throw 5; }  // NOLINT

 private:
  char space_[8];
};

TEST(Exports, AStreamThatThrowsIsTheApps) {
  Throwing buffer;
  std::streambuf* const before = std::cout.rdbuf(&buffer);
  std::cout.exceptions(std::ios::badbit);
  const Reply reply = Send(2, nullptr, 0);
  std::cout.exceptions(std::ios::goodbit);
  std::cout.rdbuf(before);
  std::cout.clear();
  EXPECT_EQ(reply.code, 0);
}

}  // namespace
