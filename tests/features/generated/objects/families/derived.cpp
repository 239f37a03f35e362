// The source that makes objects of the derived class.
#include <goray/goray.h>

#include <memory>
#include <utility>
#include <vector>

#include "shapes.h"

namespace families {

struct GORAY_TASKS Derived {
  std::shared_ptr<Square> MakeSquare(std::string name, double side) const {
    return std::make_shared<Square>(std::move(name), side);
  }
  double Side(const Square& square) const { return square.side(); }
  std::vector<std::shared_ptr<Shape>> Both(std::shared_ptr<Square> square,
                                           std::shared_ptr<Shape> other) const {
    return {std::move(square), std::move(other)};
  }
};

}  // namespace families
