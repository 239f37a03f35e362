#include <goray/goray.h>

#include "app.python.h"

struct Crossing {
  py::Point place;
};

class Cart {
 public:
  int Add(int n);
  void Into(py::StorageHandle storage);

 private:
  py::StorageHandle storage_;
};

struct GORAY_TASKS Tasks {
  double Norm(const py::Point& point, int n) const;
  py::Point Middle() const;
  std::vector<py::Point> Many(int n) const;
  Crossing Cross() const;
};

struct GORAY_ACTORS Actors {
  Cart NewCart() const;
};
