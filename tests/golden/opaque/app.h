// Classes that are not values: their objects stay in C++, and Python holds what stands for them.
#pragma once
#include <goray/goray.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace opaque {

/// Words by their first letter.
class Index {
 public:
  explicit Index(std::vector<std::string> words) : words_(std::move(words)) { ++alive; }
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;
  ~Index() { --alive; }

  const std::vector<std::string>& words() const { return words_; }
  void Add(std::string word) { words_.push_back(std::move(word)); }

  static inline std::atomic<std::int64_t> alive = 0;

 private:
  std::vector<std::string> words_;
};

/// Nobody sees what is in it.
struct Hidden;

template <typename T>
class Grid {
 public:
  explicit Grid(T fill) : fill_(fill) {}
  T fill() const { return fill_; }

 private:
  T fill_;
};

class Shape {
 public:
  virtual ~Shape() = default;
  virtual double Area() const = 0;
};

class Square final : public Shape {
 public:
  explicit Square(double side) : side_(side) {}
  double Area() const override { return side_ * side_; }

 private:
  double side_;
};

class Labelled {
 public:
  explicit Labelled(std::string label) : label_(std::move(label)) {}
  const std::string& label() const { return label_; }

 private:
  std::string label_;
};

/// Its bases stand at different addresses.
class Badge final : public Shape, public Labelled {
 public:
  using Labelled::Labelled;
  double Area() const override { return 0.5; }
};

/// A value with objects in it.
struct Shelf {
  std::string name;
  std::shared_ptr<Index> index;
  std::optional<std::shared_ptr<Index>> spare;
  std::vector<std::shared_ptr<Index>> more = {};
};

/// Keeps what it is given.
class Keeper {
 public:
  std::shared_ptr<Index> Swap(std::shared_ptr<Index> index) {
    if (kept_ == nullptr) kept_ = index;
    return std::exchange(kept_, std::move(index));
  }

 private:
  std::shared_ptr<Index> kept_;
};

/// As of a library of C, which shows pointers alone.
inline std::shared_ptr<Hidden> MakeHidden() {
  const auto memory = std::make_shared<int>(7);
  void* const address = memory.get();
  return {memory, static_cast<Hidden*>(address)};
}

struct GORAY_TASKS Tasks {
  /// An index of `words`.
  std::shared_ptr<Index> Open(std::vector<std::string> words) const {
    return std::make_shared<Index>(std::move(words));
  }
  std::int64_t Count(const std::shared_ptr<Index>& index) const {
    return static_cast<std::int64_t>(index->words().size());
  }
  void Add(std::shared_ptr<Index> index, std::string word) const { index->Add(std::move(word)); }
  std::shared_ptr<Index> Same(std::shared_ptr<Index> index) const { return index; }
  std::shared_ptr<const Index> Frozen(std::vector<std::string> words) const {
    return std::make_shared<const Index>(std::move(words));
  }
  std::int64_t CountFrozen(std::shared_ptr<const Index> index) const {
    return static_cast<std::int64_t>(index->words().size());
  }
  std::int64_t Alive() const { return Index::alive; }

  std::shared_ptr<Index> Null() const { return nullptr; }
  std::optional<std::shared_ptr<Index>> Find(bool there) const {
    if (!there) return std::nullopt;
    return Open({"found"});
  }
  std::int64_t CountIfAny(std::optional<std::shared_ptr<Index>> index = std::nullopt) const {
    return index ? Count(*index) : -1;
  }

  Shelf Turn(Shelf shelf) const {
    if (shelf.spare) std::swap(shelf.index, *shelf.spare);
    return shelf;
  }
  std::map<std::string, std::shared_ptr<Index>> Split(const std::shared_ptr<Index>& index) const {
    std::map<std::string, std::shared_ptr<Index>> found;
    for (const std::string& word : index->words()) {
      auto& part = found[word.substr(0, 1)];
      if (part == nullptr) part = Open({});
      part->Add(word);
    }
    return found;
  }
  std::int64_t CountAll(const std::vector<std::shared_ptr<Index>>& all) const {
    std::int64_t sum = 0;
    for (const auto& index : all) sum += Count(index);
    return sum;
  }
  std::variant<std::shared_ptr<Index>, std::string> Either(
      std::variant<std::shared_ptr<Index>, std::string> value) const {
    return value;
  }
  std::int64_t Size(const std::shared_ptr<Index>& index) const { return Count(index); }
  std::int64_t Size(const std::string& text) const { return static_cast<std::int64_t>(text.size()); }

  std::shared_ptr<Shape> MakeSquare(double side) const { return std::make_shared<Square>(side); }
  double Area(const std::shared_ptr<Shape>& shape) const { return shape->Area(); }
  std::shared_ptr<Grid<double>> MakeGrid(double fill) const {
    return std::make_shared<Grid<double>>(fill);
  }
  double Fill(const std::shared_ptr<Grid<double>>& grid) const { return grid->fill(); }
  // What is given as a pointer may be taken as a reference, and as one to a base.
  std::int64_t Longest(const Index& index) const {
    std::size_t longest = 0;
    for (const std::string& word : index.words()) longest = std::max(longest, word.size());
    return static_cast<std::int64_t>(longest);
  }
  void Grow(Index& index, std::string word) const { index.Add(std::move(word)); }
  std::unique_ptr<Index> Build(std::vector<std::string> words) const {
    return std::make_unique<Index>(std::move(words));
  }
  std::unique_ptr<Index> BuildNone() const { return nullptr; }
  std::shared_ptr<Square> NewSquare(double side) const { return std::make_shared<Square>(side); }
  double AreaOf(const Shape& shape) const { return shape.Area(); }
  std::string Tag(const Labelled& labelled) const { return labelled.label(); }
  std::unique_ptr<Badge> MakeBadge(std::string label) const {
    return std::make_unique<Badge>(std::move(label));
  }
  double AreaOfAll(const std::vector<std::shared_ptr<Shape>>& shapes) const {
    double sum = 0;
    for (const auto& shape : shapes) sum += shape->Area();
    return sum;
  }
  goray::Generator<std::string> Words(const Index& index) const {
    for (const std::string& word : index.words()) co_yield word;
  }

  std::shared_ptr<Hidden> Hide() const { return MakeHidden(); }
  bool IsHidden(const std::shared_ptr<Hidden>& hidden) const { return hidden != nullptr; }

  goray::Any Whatever(goray::Any value) const { return value; }
  /// What the function of Python's makes of a new index.
  std::shared_ptr<Index> AskPython(const std::string& function) const;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Keeper> NewKeeper() const { return std::make_unique<Keeper>(); }
};

}  // namespace opaque
