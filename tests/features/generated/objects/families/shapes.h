// Classes that no source owns: each of the app's sources has some of them.
#pragma once
#include <string>

namespace families {

class Named {
 public:
  explicit Named(std::string name) : name_(std::move(name)) {}
  virtual ~Named() = default;
  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

class Shape {
 public:
  virtual ~Shape() = default;
  virtual double Area() const = 0;
};

/// Its bases stand at different addresses.
class Square final : public Named, public Shape {
 public:
  Square(std::string name, double side) : Named(std::move(name)), side_(side) {}
  double Area() const override { return side_ * side_; }
  double side() const { return side_; }

 private:
  double side_;
};

}  // namespace families
