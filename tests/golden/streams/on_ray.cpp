// Streams of Ray that C++ reads.
#include "app.h"
#include "streams.remote.h"

namespace streams {

std::int64_t Tasks::SumOnRay(std::int64_t n) const {
  std::int64_t sum = 0;
  const goray::Options options{{"num_cpus", 0}};
  for (const goray::ObjectRef<std::int64_t>& item : goray::Task<&Tasks::Count>(options).Remote(n, 1))
    sum += item.Get();
  const goray::ObjectRef<std::int64_t> ref = goray::Put(n);
  for (const auto& item : remote::Count.With(options)(ref)) sum += item.Get();
  return sum;
}

std::vector<std::int64_t> Tasks::FirstOnRay(std::size_t count) const {
  const auto counter = goray::Actor<&Actors::NewCounter>({{"num_cpus", 0}}).Remote(0);
  auto stream = counter.Task<&Counter::Forever>({{"max_items_ahead", 2}}).Remote();
  std::vector<std::int64_t> numbers;
  while (numbers.size() < count) numbers.push_back(stream.Next()->Get());
  stream.Close();
  static_cast<void>(counter.Task<&Counter::Value>().Remote().Get());  // the actor is free again
  return numbers;
}

std::vector<std::string> Tasks::FailuresOnRay(std::int64_t before) const {
  std::vector<std::string> found;
  for (const auto& item : goray::Task<&Tasks::Fail>({{"num_cpus", 0}}).Remote(before)) {
    try {
      found.push_back(std::to_string(item.Get()));
    } catch (const goray::TaskError& error) {
      found.push_back(error.type() + ": " + error.message());
    }
  }
  return found;
}

void Tasks::CallByName(std::string task) const {
  static_cast<void>(goray::RemoteCall(task));
}

}  // namespace streams
