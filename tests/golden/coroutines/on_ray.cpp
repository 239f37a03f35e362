// Bodies that wait.
#include "app.h"
#include "coroutines.remote.h"

namespace coroutines {
namespace {

const goray::Options kFree{{"num_cpus", 0}};

goray::Async<std::int64_t> SquareOf(std::int64_t n) {
  const Alive alive;
  co_return co_await goray::Task<&Tasks::Square>(kFree).Remote(n);
}

goray::Async<std::int64_t> Deep(std::int64_t depth) {
  const Alive alive;
  if (depth == 0) co_return 1;
  co_return 1 + co_await Deep(depth - 1);
}

goray::Async<void> Throwing(std::string text) {
  const Alive alive;
  if (!text.empty()) throw std::invalid_argument(text);
  co_return;
}

}  // namespace

goray::Async<std::int64_t> Ledger::Add(std::vector<goray::ObjectRef<std::int64_t>> refs) {
  const Alive alive;
  for (const auto& ref : refs) sum_ += co_await ref;
  co_return sum_;
}

goray::Async<std::int64_t> Ledger::Wait(std::vector<goray::ObjectRef<>> ref) {
  const Alive alive;
  most_ = std::max(most_, ++waiting_);
  const goray::Value value = co_await ref.at(0);
  --waiting_;
  co_return most_;
}

goray::Async<std::tuple<Page, Level>> Ledger::Fetch(std::int64_t number, Level level) {
  const std::int64_t square = co_await SquareOf(number);
  const Page made{"page", square};  // g++ 12 destroys it twice if it is made beside a co_await
  const Page page = co_await goray::Put(made);
  co_return std::tuple{page, level};
}

goray::Async<std::string> Ledger::Failure(std::vector<goray::ObjectRef<>> ref) const {
  const Alive alive;
  try {
    static_cast<void>(co_await ref.at(0));
  } catch (const goray::CancelledError&) {
    co_return "cancelled";
  } catch (const goray::TaskError& error) {
    co_return error.type() + ": " + error.message();
  }
  co_return "none";
}

goray::Async<void> Ledger::Fail(std::string text) const {
  const Alive alive;
  static_cast<void>(co_await goray::Put(1));
  co_await Throwing(text);
}

goray::Async<goray::Bytes> Ledger::Twice(goray::Bytes data) const {
  static_cast<void>(co_await goray::Put(1));
  std::vector<std::byte> twice(data.span().begin(), data.span().end());
  twice.insert(twice.end(), data.span().begin(), data.span().end());
  co_return goray::Bytes(std::move(twice));
}

goray::Async<std::int64_t> Tasks::Sum(std::vector<goray::ObjectRef<std::int64_t>> refs) const {
  const Alive alive;
  std::int64_t sum = 0;
  for (const auto& ref : refs) sum += co_await ref;
  co_return sum;
}

goray::Async<std::int64_t> Tasks::SumOfSquares(std::int64_t n) const {
  std::vector<goray::ObjectRef<std::int64_t>> refs;
  for (std::int64_t i = 0; i <= n; ++i) refs.push_back(remote::Square.With(kFree)(i));
  co_return co_await Sum(std::move(refs));
}

goray::Async<Page> Tasks::Plain(std::string text, std::int64_t number) const {
  co_return Page{std::move(text), number};
}

goray::Async<void> Tasks::Fail(std::string text) const {
  const Alive alive;
  co_await Throwing(std::move(text));
}

goray::Async<std::int64_t> Tasks::Nested(std::int64_t depth, std::int64_t times) const {
  std::int64_t sum = 0;
  for (std::int64_t i = 0; i < times; ++i) sum += co_await Deep(depth);
  co_return sum;
}

goray::Async<std::vector<std::string>> Tasks::Misused() const {
  std::vector<std::string> found;
  try {
    static_cast<void>(co_await goray::ObjectRef<std::int64_t>());
  } catch (const goray::ValueError& error) {
    found.emplace_back(error.what());
  }
  goray::Async<std::int64_t> once = Deep(0);
  static_cast<void>(co_await std::move(once));
  try {
    static_cast<void>(co_await std::move(once));
  } catch (const goray::Error& error) {
    found.emplace_back(error.what());
  }
  co_return found;
}

std::int64_t Tasks::RunHere(std::int64_t n) const { return Nested(n, 1).Run(); }

std::vector<std::int64_t> Tasks::LedgerOnRay(std::int64_t n) const {
  const auto ledger = goray::Actor<&Actors::NewLedger>(kFree).Remote(n);
  const goray::ObjectRef<std::int64_t> one = goray::Put(n);
  const auto added = ledger.Task<&Ledger::Add>().Remote(std::vector{one, one});
  const auto fetched = ledger.Task<&Ledger::Fetch>().Remote(n, Level::kLow);
  return {added.Get(), std::get<0>(fetched.Get()).number, ledger.Task<&Ledger::Sum>().Remote().Get()};
}

}  // namespace coroutines
