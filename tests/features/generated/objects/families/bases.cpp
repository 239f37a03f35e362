// The source that knows the bases alone.
#include <goray/goray.h>

#include <memory>

#include "shapes.h"

namespace families {

class Disk final : public Shape {
 public:
  explicit Disk(double radius) : radius_(radius) {}
  double Area() const override { return 3 * radius_ * radius_; }

 private:
  double radius_;
};

struct GORAY_TASKS Bases {
  double Area(const Shape& shape) const { return shape.Area(); }
  std::string Name(const std::shared_ptr<const Named>& named) const { return named->name(); }
  std::shared_ptr<Shape> MakeDisk(double radius) const { return std::make_shared<Disk>(radius); }
  std::shared_ptr<Named> MakeNamed(std::string name) const {
    return std::make_shared<Named>(std::move(name));
  }
};

}  // namespace families
