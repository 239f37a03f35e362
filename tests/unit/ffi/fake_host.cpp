// SPDX-License-Identifier: Apache-2.0
#include "fake_host.h"

#include <goray/detail/app.h>

#include <array>
#include <cstdlib>
#include <cstring>

#include "ffi/host.h"
#include "wire/units.h"

namespace goray::testing {
namespace {

FakeHost* current = nullptr;

std::string Unit(const Asked& asked, int index) {
  wire::UnitReader reader(std::as_bytes(std::span(asked.data)));
  for (; index > 0; --index) reader.Next();
  const auto unit = reader.Next();
  return {reinterpret_cast<const char*>(unit.data()), unit.size()};
}

}  // namespace

FakeHost::FakeHost(std::function<Answer(const Asked&)> answer) : answer_(std::move(answer)) {
  current = this;
  ffi::SetHost(&Callback);
  Declare(R"(["references"])");
}

void FakeHost::Declare(const std::string& features) {
  takes_references_ = features.find("references") != std::string::npos;
  ffi::DeclareHost("{\"features\":" + features + "}");
}

FakeHost::~FakeHost() { ffi::SetHost(nullptr); }

void* FakeHost::Callback(long long command, void* data, long long size, long long* out_len,
                         long long* ret_code) {
  const Asked asked{command, {static_cast<const char*>(data), static_cast<std::size_t>(size)}};
  const Answer answer = current->AnswerTo(asked);
  *ret_code = answer.code;
  *out_len = static_cast<long long>(answer.data.size());
  void* memory = std::malloc(answer.data.size() + 1);
  std::memcpy(memory, answer.data.data(), answer.data.size());
  return memory;
}

// An id that the host gives away is the old one and 100.
Answer FakeHost::AnswerTo(const Asked& asked) {
  std::span<const std::byte> bytes = std::as_bytes(std::span(asked.data));
  if (asked.command == 10 || (asked.command == 64 && takes_references_)) {
    (asked.command == 10 ? released_ : released_actors_)
        .push_back(static_cast<std::uint64_t>(wire::TakeInt64(bytes)));
    return {};
  }
  if (asked.command == 65 && takes_references_) {
    Answer answer;
    while (!bytes.empty()) {
      bytes = bytes.subspan(1);
      answer.data += Id(static_cast<std::uint64_t>(wire::TakeInt64(bytes)) + 100);
    }
    return answer;
  }
  if (asked.command >= 64 && asked.command != 67 && !(asked.command == 66 && takes_references_))
    return {1, "unknown command"};
  asked_.push_back(asked);
  return answer_(asked);
}

std::string Id(std::uint64_t id) {
  std::string text;
  for (int i = 0; i < 8; ++i, id >>= 8) text += static_cast<char>(id & 0xFF);
  return text;
}

std::string ArgumentsOf(const Asked& asked) { return Unit(asked, 0); }
std::string OptionsOf(const Asked& asked) { return Unit(asked, 1); }
std::string TableOf(const Asked& asked) { return Unit(asked, 2); }

int CountUnits(const Asked& asked) {
  wire::UnitReader reader(std::as_bytes(std::span(asked.data)));
  int count = 0;
  for (; !reader.AtEnd(); ++count) reader.Next();
  return count;
}

}  // namespace goray::testing

namespace {

constexpr std::array<goray::dispatch::Callable, 1> kMethods{
    {{"Incr", "Incr()", "app.h:1", nullptr, "c3", "", {}, 0, R"({"concurrency_group": "io"})"}}};
constexpr std::array<goray::dispatch::Callable, 1> kTasks{
    {{"Hello", "Hello()", "app.h:2", nullptr, "a1"}}};
constexpr std::array<goray::dispatch::Actor, 1> kActors{
    {{{"Counter", "Counter()", "app.h:3", nullptr, "b2"}, kMethods}}};

}  // namespace

const goray::dispatch::App& goray::dispatch::GeneratedApp() {
  static constexpr App kApp{.tasks = kTasks, .actors = kActors, .version = "9.8.7"};
  return kApp;
}
