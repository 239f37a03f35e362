// SPDX-License-Identifier: Apache-2.0
// Who owns Arrow's structs, and streams of them.
#include <goray/wire/arrow.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <string>
#include <utility>

#include "wire/text.h"

namespace goray::wire {
namespace {

/// Takes `node` over and releases it with the last owner.
template <typename Node>
std::shared_ptr<const Node> AdoptNode(Node& node) {
  auto* const taken = new Node(node);
  node.release = nullptr;
  const auto release = [](Node* owned) {
    ReleaseArrow(*owned);
    delete owned;
  };
  return std::shared_ptr<Node>(taken, release);
}

/// What a node that shares another's memory has: children may outlive it, so each has the owner.
template <typename Node>
struct Shares {
  explicit Shares(std::shared_ptr<const void> shared) : owner(std::move(shared)) {}
  Shares(const Shares&) = delete;
  Shares& operator=(const Shares&) = delete;
  ~Shares() {
    for (Node& child : children) ReleaseArrow(child);
  }

  std::shared_ptr<const void> owner;
  std::vector<Node> children;  // and the dictionary behind them
  std::vector<Node*> pointers;
};

template <typename Node>
void Share(const std::shared_ptr<const void>& owner, const Node& from, Node* out) {
  auto shares = std::make_unique<Shares<Node>>(owner);
  const auto count = static_cast<std::size_t>(from.n_children);
  shares->children.resize(count + (from.dictionary == nullptr ? 0 : 1));  // all released yet
  for (std::size_t i = 0; i < count; ++i) {
    Share(owner, *from.children[i], &shares->children[i]);
    shares->pointers.push_back(&shares->children[i]);
  }
  if (from.dictionary != nullptr) Share(owner, *from.dictionary, &shares->children.back());
  *out = from;
  out->children = count == 0 ? nullptr : shares->pointers.data();
  out->dictionary = from.dictionary == nullptr ? nullptr : &shares->children.back();
  out->private_data = shares.release();
  out->release = [](Node* node) {
    delete static_cast<Shares<Node>*>(node->private_data);
    node->release = nullptr;
  };
}

/// The state of a stream.
struct BatchStream {
  ArrowBatches batches;
  std::size_t next = 0;
};

BatchStream& StateOf(ArrowArrayStream* stream) {
  return *static_cast<BatchStream*>(stream->private_data);
}

template <typename Node>
int TryShare(const std::shared_ptr<const Node>& shared, Node* out) noexcept {
  try {
    ShareArrow(shared, out);
    return 0;
  } catch (...) {
    return ENOMEM;
  }
}

[[noreturn]] void FailStream(ArrowArrayStream& stream, int code) {
  const char* const text = stream.get_last_error(&stream);
  throw CodecError(Fault::kValue, "its batches cannot be read: " +
                                      Shown(text == nullptr ? std::strerror(code) : text));
}

/// Releases a stream at the end of a scope.
struct StreamEnd {
  explicit StreamEnd(ArrowArrayStream& owned) : stream(owned) {}
  StreamEnd(const StreamEnd&) = delete;
  StreamEnd& operator=(const StreamEnd&) = delete;
  ~StreamEnd() { ReleaseArrow(stream); }
  ArrowArrayStream& stream;
};

template <typename Node>
void Nothing(Node* node) {
  node->release = nullptr;
}

/// What the struct points to, or null for none.
template <typename T>
T* Kept(std::deque<std::vector<T>>& kept, std::vector<T> items) {
  if (items.empty()) return nullptr;
  kept.push_back(std::move(items));
  return kept.back().data();
}

}  // namespace

ArrowSchemaPtr AdoptArrow(ArrowSchema& schema) { return AdoptNode(schema); }
ArrowArrayPtr AdoptArrow(ArrowArray& array) { return AdoptNode(array); }

void ShareArrow(const ArrowSchemaPtr& shared, ArrowSchema* out) { Share(shared, *shared, out); }
void ShareArrow(const ArrowArrayPtr& shared, ArrowArray* out) { Share(shared, *shared, out); }

ArrowBatches DrainArrow(ArrowArrayStream& stream) {
  if (stream.release == nullptr)
    throw CodecError(Fault::kValue, "its batches were taken already: a stream gives them once");
  const StreamEnd end(stream);
  ArrowSchema schema{};
  if (const int code = stream.get_schema(&stream, &schema)) FailStream(stream, code);
  ArrowBatches read{true, AdoptArrow(schema), {}};
  while (true) {
    ArrowArray array{};
    if (const int code = stream.get_next(&stream, &array)) FailStream(stream, code);
    if (array.release == nullptr) return read;
    read.batches.push_back(AdoptArrow(array));
    CheckArrowBatch(*read.schema, *read.batches.back());
  }
}

void StreamArrow(ArrowBatches batches, ArrowArrayStream* out) {
  auto stream = std::make_unique<BatchStream>(std::move(batches));
  out->get_schema = [](ArrowArrayStream* self, ArrowSchema* schema) {
    return TryShare(StateOf(self).batches.schema, schema);
  };
  out->get_next = [](ArrowArrayStream* self, ArrowArray* array) {
    BatchStream& state = StateOf(self);
    *array = {};
    return state.next == state.batches.batches.size()
               ? 0
               : TryShare(state.batches.batches[state.next++], array);
  };
  out->get_last_error = [](ArrowArrayStream*) -> const char* { return "no memory"; };
  out->private_data = stream.release();
  out->release = [](ArrowArrayStream* self) {
    delete static_cast<BatchStream*>(self->private_data);
    self->release = nullptr;
  };
}

ArrowSchema& ArrowTree::AddSchema(std::string_view format, std::string_view name,
                                  std::vector<ArrowSchema*> children) {
  ArrowSchema schema{};
  schema.format = Text(format);
  schema.name = Text(name);
  schema.flags = ARROW_FLAG_NULLABLE;
  schema.n_children = static_cast<std::int64_t>(children.size());
  schema.children = Kept(schema_children_, std::move(children));
  schema.release = Nothing<ArrowSchema>;
  return schemas_.emplace_back(schema);
}

ArrowArray& ArrowTree::AddArray(std::int64_t length, std::vector<const void*> buffers,
                                std::vector<ArrowArray*> children) {
  ArrowArray array{};
  array.length = length;
  array.null_count = buffers.empty() || buffers[0] == nullptr ? 0 : -1;
  array.n_buffers = static_cast<std::int64_t>(buffers.size());
  array.n_children = static_cast<std::int64_t>(children.size());
  array.buffers = Kept(buffers_, std::move(buffers));
  array.children = Kept(array_children_, std::move(children));
  array.release = Nothing<ArrowArray>;
  return arrays_.emplace_back(array);
}

const char* ArrowTree::Text(std::string_view text) { return texts_.emplace_back(text).c_str(); }

std::shared_ptr<std::byte> AllocateArrow(std::size_t size) {
  constexpr std::align_val_t kAlignment{kArrowAlignment};
  auto* const memory = static_cast<std::byte*>(::operator new(size, kAlignment));
  return {memory, [](std::byte* owned) { ::operator delete(owned, kAlignment); }};
}

}  // namespace goray::wire
