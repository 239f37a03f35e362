#include <goray/goray.h>

#include <memory>
#include <vector>

namespace {
int Helper() { return 2; }
}  // namespace

struct TwoValue {
  int number = Helper();
};

class TwoCounter {
 public:
  int Next() { return ++number_; }

 private:
  int number_ = Helper();
};

struct GORAY_TASKS TwoTasks {
  std::vector<TwoValue> Two() const { return {{}}; }
};

struct GORAY_ACTORS TwoActors {
  std::unique_ptr<TwoCounter> NewTwo() const { return std::make_unique<TwoCounter>(); }
};

int TwiceTwo(int number) { return 2 * number; }

int Mentioned();

struct GORAY_TASKS Linked {
  int Linked7() const { return Mentioned(); }
};
