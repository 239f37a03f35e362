// SPDX-License-Identifier: Apache-2.0
#include <goray/detail/invocation.h>
#include <goray/error.h>

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "abi/translate_exceptions.h"
#include "debugging/call_frame.h"
#include "debugging/failure.h"
#include "wire/table.h"
#include "wire/text.h"

namespace goray::dispatch {
namespace {

constexpr const char* kSeveral =
    "expected exactly one value, but the task of its ObjectRef returned several";

// An actor's object, which is destroyed inside a scope of its own: a failure of its destructor, or
// of what this calls, names the actor.
struct HeldObject {
  HeldObject(std::shared_ptr<void> made, const Callable& factory)
      : object(std::move(made)),
        name("the destructor of " + std::string(factory.name) + "'s actor"),
        info{name, factory.location} {}
  ~HeldObject() {
    const debugging::CallFrameScope scope(info);
    object.reset();
  }
  HeldObject(const HeldObject&) = delete;
  HeldObject& operator=(const HeldObject&) = delete;

  std::shared_ptr<void> object;
  std::string name;
  debugging::CallableInfo info;  // views `name`
};

bool HoldsSeveral(const wire::Message& message) {
  try {
    wire::Reader reader(message.values);
    reader.Skip();
    return !reader.AtEnd();
  } catch (const wire::CodecError&) {
    return false;
  }
}

}  // namespace

wire::Reader& Invocation::Begin(std::string_view parameter, wire::Reader& of_slot) {
  if (encoded_ == nullptr) {
    if (next_ == end_) FailCount(parameter);
    of_slot = wire::Reader(BytesOf(*next_));
    return of_slot;
  }
  if (RefIsNext()) {
    const wire::Message& message = encoded_->refs.front().message;
    encoded_->ref = wire::Reader(message.values, &message.references);
    if (encoded_->ref.AtEnd()) {
      throw wire::CodecError(
          wire::Fault::kType,
          "expected exactly one value, but the task of its ObjectRef returned none");
    }
    return encoded_->ref;
  }
  if (encoded_->plain.AtEnd()) FailCount(parameter);
  return encoded_->plain;
}

void Invocation::Finish(const wire::Reader& reader) {
  if (encoded_ == nullptr) {
    if (!reader.AtEnd())
      throw wire::CodecError(wire::Fault::kValue, "expected exactly one value, got several");
    ++next_;
    return;
  }
  if (RefIsNext()) {
    if (!reader.AtEnd()) {
      throw wire::CodecError(wire::Fault::kType, kSeveral);
    }
    encoded_->refs = encoded_->refs.subspan(1);
  }
  ++position_;
}

Args Invocation::Rest(std::string_view parameter) {
  Args rest;
  while (!Ended()) {
    rest.push_back(Next<Any>(std::string(parameter) + "[" + std::to_string(rest.size()) + "]"));
  }
  return rest;
}

bool Invocation::HasEncodedEnded() {
  if (RefIsNext() || !encoded_->plain.AtEnd()) return false;
  if (!encoded_->refs.empty()) {
    throw TypeError(std::string(callable_.name) + "(): an ObjectRef stands for argument " +
                    std::to_string(encoded_->refs.front().position) + " (from 0), but there are " +
                    std::to_string(CountArguments()) + " arguments");
  }
  return true;
}

wire::Buffer EncodedCall::TakeResult() {
  if (!ReturnsReferences()) return result.TakeBuffer();
  return wire::ExportedMessage(result.references(), result.bytes());
}

void Invocation::GiveEncoded(wire::Writer& result) {
  if (!result.references().empty()) {
    wire::Buffer message = wire::ExportedMessage(result.references(), result.bytes());
    result_->value.size = message.size();
    result_->value.data = message.Release();
    has_references_ = true;
    return;
  }
  result_->value.data = result.bytes().data();
  result_->value.size = result.bytes().size();
  result_->kind = 'v';
  if (result_->take(result_) != 0) FailTake();
}

void Invocation::FailTake() const {
  if (result_->kind == 's') {
    wire::Writer writer;
    try {
      writer.WriteString({static_cast<const char*>(result_->value.data), result_->value.size});
    } catch (const wire::CodecError& error) {
      FailResult(error);
    }
  }
  throw Error(std::string(callable_.name) + "() result: the caller could not take it");
}

void Invocation::TakeMade(std::shared_ptr<void> object) {
  if (object == nullptr)
    throw Error(std::string(callable_.name) + "() made no object: it returned a null pointer");
  const auto held = std::make_shared<HeldObject>(std::move(object), callable_);
  Self<std::shared_ptr<void>>() = {held, held->object.get()};
}

void Invocation::TakeStream(std::unique_ptr<StreamBody> stream) {
  if (encoded_ == nullptr) {
    throw Error(std::string(callable_.name) +
                "() gives a stream, which is made by Execute and not by a call by slots");
  }
  encoded_->stream = std::move(stream);
}

void Invocation::Destroy(void* object, void (*destroy)(void*)) {
  abi::TranslateExceptions([&] { destroy(object); },
                           [] {
                             const debugging::CallFrame* const frame = debugging::call_frame;
                             const std::string where = frame == nullptr
                                                           ? "a destructor"
                                                           : std::string(frame->callable->name);
                             const std::string text = "*** goray: " + where + " threw " +
                                                      debugging::CurrentText() + "\n";
                             std::fputs(wire::BoundedMessage(text).c_str(), stderr);
                           });
}

std::int64_t Invocation::CountArguments() const {
  if (encoded_ == nullptr) return end_ - first_;
  wire::Reader rest = encoded_->plain;
  std::int64_t count = position_ + static_cast<std::int64_t>(encoded_->refs.size());
  for (; !rest.AtEnd(); ++count) rest.Skip();
  return count;
}

void Invocation::FailArgument(std::string_view parameter, const wire::CodecError& error) const {
  const bool several =
      RefIsNext() && HoldsSeveral(encoded_->refs.front().message);  // the first misfit
  wire::CodecError named = several ? wire::CodecError(wire::Fault::kType, kSeveral) : error;
  named.AddField(parameter);
  wire::Rethrow(named, std::string(callable_.name) + "() argument ");
}

void Invocation::FailEncodedArray(std::string_view parameter) const {
  const bool is_there =
      encoded_ == nullptr ? next_ != end_ : RefIsNext() || !encoded_->plain.AtEnd();
  if (!is_there) FailCount(parameter);
  FailArgument(
      parameter,
      wire::CodecError(wire::Fault::kType,
                       "C++ writes into it, so it must be a writable array of this process"));
}

void Invocation::FailResult(const wire::CodecError& error) const {
  wire::Rethrow(error, std::string(callable_.name) + "() result: ");
}

void Invocation::FailCount(std::string_view missing) const {
  const std::int64_t count = CountArguments();
  std::string text = std::string(callable_.name) + "() got " + std::to_string(count) +
                     (count == 1 ? " argument" : " arguments");
  if (!missing.empty()) text += ", '" + std::string(missing) + "' is missing";
  throw TypeError(wire::BoundedMessage(text + "; it is " + std::string(callable_.signature)));
}

#define GORAY_DEFINE_ENCODED(T)                            \
  template T Invocation::NextEncoded<T>(std::string_view); \
  template void Invocation::ReturnEncoded<T>(const T&)
GORAY_ENCODED_TYPES(GORAY_DEFINE_ENCODED);
#undef GORAY_DEFINE_ENCODED

}  // namespace goray::dispatch
