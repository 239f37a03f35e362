#include <goray/goray.h>

#include <memory>
#include <vector>

namespace {
int Helper() { return 1; }
}  // namespace

struct OneValue {
  int number = Helper();
};

class OneCounter {
 public:
  int Next() { return ++number_; }

 private:
  int number_ = Helper();
};

struct GORAY_TASKS OneTasks {
  std::vector<OneValue> One() const { return {{}}; }
};

struct GORAY_ACTORS OneActors {
  std::unique_ptr<OneCounter> NewOne() const { return std::make_unique<OneCounter>(); }
};

int TwiceOne(int number) { return 2 * number; }
