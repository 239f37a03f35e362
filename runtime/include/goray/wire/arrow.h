// SPDX-License-Identifier: Apache-2.0
// Arrow's columns: what their memory looks like, and how they stand in a message, as an ext value of code 82 that begins
// with "arrow", for those who declared the feature `arrow`. docs/reference/protocol.md has the layout.
#pragma once

#include <goray/abi/arrow_c_data.h>
#include <goray/wire/reader.h>
#include <goray/wire/writer.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace goray::wire {

/// The ext code.
inline constexpr std::int8_t kArrowExt = 82;
/// What no other ext value of that code begins with.
inline constexpr std::string_view kArrowMark = "arrow";

/// What buffers are aligned to, counted from the end of the head of a message's table, and in memory.
inline constexpr std::size_t kArrowAlignment = 64;

/// How the memory of a column is laid out.
enum class ArrowLayout {
  kOther,  ///< Unions, run ends and views of lists: they are handed on in process, and not looked into.
  kNull,    ///< No buffers.
  kBits,    ///< A bit an item.
  kFixed,   ///< `width` bytes an item.
  kText32,  ///< Offsets of 32 bits into text or bytes.
  kText64,
  kTextView,
  kList32,  ///< Offsets of 32 bits into the one child; of maps as well.
  kList64,
  kFixedList,  ///< `width` items of the child an item.
  kStruct,
};
/// What a column's memory is, whatever its items mean.
struct ArrowType {
  ArrowLayout layout;
  std::int64_t width;
};
/// By the format string of Arrow's C data interface.
ArrowType ArrowTypeOf(std::string_view format);
/// pyarrow's name of a column's type: "int64", "timestamp[us, tz=UTC]".
std::string ArrowTypeName(const ArrowSchema& schema);

/// Checks what can be checked of memory whose size nobody says: that there are as many buffers, children and items as
/// the type needs. Throws CodecError.
void CheckArrowArray(const ArrowSchema& schema, const ArrowArray& array);
/// The same of a batch: a struct without nulls.
void CheckArrowBatch(const ArrowSchema& schema, const ArrowArray& array);

/// Gives back what a struct has, if it has anything. No producer may throw there, as Arrow's interfaces are C.
template <typename Node>
void ReleaseArrow(Node& node) noexcept {
  if (node.release != nullptr) node.release(&node);
}

/// Shared by batches, columns and what was exported of them.
using ArrowSchemaPtr = std::shared_ptr<const ArrowSchema>;
/// The same of a batch's columns.
using ArrowArrayPtr = std::shared_ptr<const ArrowArray>;
/// Takes a struct over; it is released with the last owner, on any thread.
ArrowSchemaPtr AdoptArrow(ArrowSchema& schema);
ArrowArrayPtr AdoptArrow(ArrowArray& array);
/// Makes `out` share what `shared` has. Throws std::bad_alloc.
void ShareArrow(const ArrowSchemaPtr& shared, ArrowSchema* out);
void ShareArrow(const ArrowArrayPtr& shared, ArrowArray* out);

/// Structs made by ourselves, and what they point to. Their `release` does nothing: they live as long as this does.
class ArrowTree {
 public:
  ArrowSchema& AddSchema(std::string_view format, std::string_view name,
                         std::vector<ArrowSchema*> children = {});
  ArrowArray& AddArray(std::int64_t length, std::vector<const void*> buffers,
                       std::vector<ArrowArray*> children = {});
  /// Keeps the memory of buffers, or another tree.
  void Keep(std::shared_ptr<const void> owner) { owners_.push_back(std::move(owner)); }
  /// Text that lives as long as the tree.
  const char* Text(std::string_view text);

 private:
  std::deque<std::string> texts_;
  std::deque<ArrowSchema> schemas_;
  std::deque<ArrowArray> arrays_;
  std::deque<std::vector<ArrowSchema*>> schema_children_;
  std::deque<std::vector<ArrowArray*>> array_children_;
  std::deque<std::vector<const void*>> buffers_;
  std::vector<std::shared_ptr<const void>> owners_;
};
/// Memory of 64 bytes' alignment, to be freed with the last owner. Throws std::bad_alloc.
std::shared_ptr<std::byte> AllocateArrow(std::size_t size);

/// A table, or a single batch, in one schema.
struct ArrowBatches {
  bool is_table;
  ArrowSchemaPtr schema;
  std::vector<ArrowArrayPtr> batches;
};
/// Reads all batches of a stream and releases it. Throws CodecError with what the stream says.
ArrowBatches DrainArrow(ArrowArrayStream& stream);
/// A stream of these batches. Throws std::bad_alloc.
void StreamArrow(ArrowBatches batches, ArrowArrayStream* out);

/// By its code and its beginning.
bool IsArrow(const ExtView& ext);
/// Copies the columns out, to memory of 64 bytes' alignment. Throws CodecError for data that is cut short, and for what
/// points out of it.
ArrowBatches ParseArrow(std::span<const std::byte> data);
/// Those that come next, past which the reader is then; nothing, and the reader where it is, if another value does.
std::optional<ArrowBatches> TryArrow(Reader& reader);
/// Of slices only what they show is written. Throws CodecError for layouts that are `kOther`, and for more than msgpack can
/// hold.
void WriteArrow(Writer& writer, const ArrowBatches& batches);

}  // namespace goray::wire
