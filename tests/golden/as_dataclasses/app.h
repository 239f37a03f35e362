// Structs that are dataclasses in Python: defaults, names, nesting, what the wire has in another form.
#pragma once
#include <goray/goray.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace as_dataclasses {

enum class Size { SMALL = 1, LARGE = 5 };

inline double Rate() { return 0.5; }

/// What is sold.
struct Item {
  std::string name;  ///< As printed.
  double price = 1.5;
  Size size = Size::LARGE;
  std::optional<std::string> note;
  std::optional<std::int64_t> count = 3;
  std::vector<Size> sizes = {Size::SMALL, Size::LARGE};
  std::vector<std::string> tags = {};
  std::vector<std::int64_t> codes;
  double rate = Rate();
};

/// A struct whose fields are called as Python's keywords and types are.
struct Names {
  std::int64_t lambda = 1;
  std::vector<std::string> in = {"a"};
  std::vector<std::int64_t> list = {1, 2};
  std::int64_t from;
  as_dataclasses::Size Size = as_dataclasses::Size::SMALL;
  std::map<std::string, double> dataclasses;
};

struct Node {
  Item item;
  std::chrono::milliseconds delay{0};
  std::map<std::string, Item> by_name;
  std::unique_ptr<Node> next;
};

struct Empty {};

struct GORAY_TASKS Tasks {
  Item SameItem(Item item) const { return item; }
  Names SameNames(Names names) const { return names; }
  Node SameNode(Node node) const { return node; }
  std::vector<Item> SameItems(std::vector<Item> items) const { return items; }
  Empty SameEmpty(Empty empty) const { return empty; }
  std::optional<Item> Find(const std::vector<Item>& items, std::string_view name) const {
    for (const Item& item : items) {
      if (item.name == name) return item;
    }
    return std::nullopt;
  }
};

/// Holds items.
class Shop {
 public:
  explicit Shop(Item first) : items_{std::move(first)} {}
  void Add(Item item) { items_.push_back(std::move(item)); }
  std::vector<Item> Items() const { return items_; }

 private:
  std::vector<Item> items_;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Shop> NewShop(Item first) const { return std::make_unique<Shop>(std::move(first)); }
};

}  // namespace as_dataclasses
