// SPDX-License-Identifier: Apache-2.0
// Many calls of a task or of an actor's method in few calls on Ray: what `Map` of a typed call gives.
#pragma once

#include <goray/detail/conversion.h>
#include <goray/detail/outgoing_call.h>
#include <goray/detail/typed_target.h>
#include <goray/error.h>
#include <goray/option.h>
#include <goray/value.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace goray {

/// How `Map` makes its calls; 0: as is best.
struct MapOptions {
  /// Items of a call on Ray. By default as many as take some milliseconds.
  std::size_t chunk_size = 0;
  /// Calls on Ray that are under way at once, or wait for their turn. By default enough for all CPUs.
  std::size_t max_in_flight = 0;
  /// Of a task: threads that share the items of a call, each with a CPU of Ray's unless the call's options say `num_cpus`.
  std::size_t num_threads = 0;
  /// Whether results come in the order of the items, else call by call as they come.
  bool ordered = true;
};

/// An item of `Map` that failed, or a whole chunk that was lost with its worker.
class ItemError : public TaskError {
 public:
  ItemError(const TaskError& error, std::size_t item, std::size_t items)
      : TaskError(error), item_(item), items_(items) {}

  /// Its index; the first one's, of a chunk.
  std::size_t item() const { return item_; }
  /// How many items are lost: 1, but for a chunk.
  std::size_t items() const { return items_; }

 private:
  std::size_t item_;
  std::size_t items_;
};

namespace detail {

/// Whether items of type `Given` are arguments of a parameter.
template <typename Given, typename Parameter>
concept MapsTo = Widens<Given, Parameter> || (!Number<Parameter> && ConvertsTo<Given, Parameter>);

/// Where the items of chunks come from.
class ItemSource {
 public:
  virtual ~ItemSource() = default;
  /// Adds columns of the next items to `call`: of `count`, or of those that there still are.
  virtual void Give(std::size_t count, OutgoingCall& call) = 0;
};

/// How numbers stand side by side on their way: eight bytes each, with their letter in Python's `struct`.
template <typename T>
using Wide =
    std::conditional_t<std::floating_point<T>, double,
                       std::conditional_t<std::signed_integral<T>, std::int64_t, std::uint64_t>>;
template <typename T>
inline constexpr const char* kLetter = std::floating_point<T>    ? "d"
                                       : std::signed_integral<T> ? "q"
                                                                 : "Q";

/// The items of one range, for a parameter.
template <typename Parameter, typename Range>
class ColumnSource {
  using Given = std::ranges::range_value_t<Range>;
  static constexpr bool kIsNumber = Number<Parameter> && !std::same_as<Parameter, bool>;
  using Item = typename std::conditional_t<kIsNumber, std::type_identity<Wide<Parameter>>,
                                           std::type_identity<Given>>::type;

 public:
  explicit ColumnSource(Range&& range) : range_(std::forward<Range>(range)) {}

  bool IsAtEnd() {
    if (!at_) at_ = std::ranges::begin(range_);
    return *at_ == std::ranges::end(range_);
  }
  void Take() {
    items_.push_back(static_cast<Item>(**at_));
    ++*at_;
  }
  void AddTo(OutgoingCall& call) {
    if constexpr (kIsNumber) {
      std::vector<std::byte> bytes(items_.size() * sizeof(Item));
      if (!bytes.empty()) std::memcpy(bytes.data(), items_.data(), bytes.size());
      call.Add(
          std::tuple<std::string, std::vector<std::byte>>(kLetter<Parameter>, std::move(bytes)));
    } else {
      call.Add(std::tuple<std::string, std::vector<Item>>("", std::move(items_)));
    }
    items_.clear();
  }

 private:
  Range range_;
  std::optional<std::ranges::iterator_t<Range>> at_;
  std::vector<Item> items_;
};

/// The items of several ranges, until the shortest ends.
template <typename... Columns>
class ColumnsSource : public ItemSource {
 public:
  template <typename... Ranges>
  explicit ColumnsSource(std::in_place_t, Ranges&&... ranges)
      : columns_(std::forward<Ranges>(ranges)...) {}

  void Give(std::size_t count, OutgoingCall& call) override {
    std::apply(
        [&](Columns&... columns) {
          for (; count > 0 && !(columns.IsAtEnd() || ...); --count) (columns.Take(), ...);
          (columns.AddTo(call), ...);
        },
        columns_);
  }

 private:
  std::tuple<Columns...> columns_;
};

/// A `Map` that is under way, in Python's hands.
class MapRun {
 public:
  /// Results that stand behind one another.
  struct Part {
    std::string letter;  ///< Of numbers, whose bytes are the value; '': it is a list.
    std::size_t count;
    Value values;
  };

  MapRun(const Target& target, const Options& options, const MapOptions& map, bool takes_numbers,
         std::unique_ptr<ItemSource> source);
  MapRun(const MapRun&) = delete;
  MapRun& operator=(const MapRun&) = delete;
  ~MapRun();

  /// Null: there are no more.
  std::optional<Part> Next();

 private:
  std::uint64_t key_;
  std::size_t wanted_ = 0;
  std::unique_ptr<ItemSource> source_;
};

template <typename R, typename Given>
void AppendNumbers(const std::vector<std::byte>& bytes, std::vector<R>& items) {
  for (std::size_t at = 0; at + sizeof(Given) <= bytes.size(); at += sizeof(Given)) {
    Given given;
    std::memcpy(&given, bytes.data() + at, sizeof given);
    items.push_back(static_cast<R>(given));
  }
}

template <typename R>
std::vector<R> ItemsOf(const MapRun::Part& part) {
  if constexpr (std::same_as<R, std::monostate>) {
    return std::vector<R>(part.count);
  } else if constexpr (Number<R>) {
    if (part.letter.empty()) return part.values.As<std::vector<R>>();
    const auto bytes = part.values.As<std::vector<std::byte>>();
    std::vector<R> items;
    items.reserve(part.count);
    if (part.letter == "d")
      AppendNumbers<R, double>(bytes, items);
    else if (part.letter == "Q")
      AppendNumbers<R, std::uint64_t>(bytes, items);
    else
      AppendNumbers<R, std::int64_t>(bytes, items);
    return items;
  } else {
    return part.values.As<std::vector<R>>();
  }
}

}  // namespace detail

/// The results of `Map`, while they come: an input range, of `std::monostate` for calls that give nothing. Destroying it cancels what
/// would still run for long. An error of an item is an ItemError at the item's turn; the next loop or `Next()` goes on behind it.
///
/// Example:
///   for (double root : goray::Task<&Tasks::Root>().Map(numbers)) sum += root;
template <typename Result>
class MapResults {
 public:
  using Item = std::conditional_t<std::is_void_v<Result>, std::monostate, Result>;

  class Iterator {
   public:
    // NOLINTBEGIN(readability-identifier-naming): the standard's
    using value_type = Item;
    using difference_type = std::ptrdiff_t;
    // NOLINTEND(readability-identifier-naming)

    explicit Iterator(MapResults& results) : results_(&results) { ++*this; }
    Item& operator*() const { return *results_->current_; }
    Iterator& operator++() {
      results_->current_ = results_->Next();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return !results_->current_; }

   private:
    MapResults* results_;
  };

  explicit MapResults(std::unique_ptr<detail::MapRun> run) : run_(std::move(run)) {}

  /// The next result; null: there are no more. Throws ItemError, and what a range throws.
  std::optional<Item> Next() {
    while (at_ == items_.size()) {
      std::optional<detail::MapRun::Part> part = run_ ? run_->Next() : std::nullopt;
      if (!part) return std::nullopt;
      items_ = detail::ItemsOf<Item>(*part);
      at_ = 0;
    }
    Item item = std::move(items_[at_++]);
    return item;
  }

  /// Ends it, as its destructor does.
  void Close() {
    run_.reset();
    items_.clear();
    at_ = 0;
  }

  // NOLINTBEGIN(readability-identifier-naming): the standard's
  Iterator begin() { return Iterator(*this); }
  std::default_sentinel_t end() const { return std::default_sentinel; }
  // NOLINTEND(readability-identifier-naming)

 private:
  std::unique_ptr<detail::MapRun> run_;
  std::vector<Item> items_;
  std::size_t at_ = 0;
  std::optional<Item> current_;
};

}  // namespace goray
