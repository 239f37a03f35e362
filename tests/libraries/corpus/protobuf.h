// protobuf.
#pragma once
#include <goray/goray.h>

#include <concepts>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace google::protobuf {
class Arena;
class Message {
 public:
  virtual ~Message();
  bool ParseFromString(const std::string& data);
  std::string SerializeAsString() const;
};
template <typename T>
class RepeatedField {
 public:
  RepeatedField();
  const T* begin() const;
  const T* end() const;
};
class Timestamp final : public Message {
 public:
  Timestamp();
};
}  // namespace google::protobuf
namespace pb = google::protobuf;

// As protoc writes them.
namespace shop {
enum State : int {
  NEW = 0,
  PAID = 1,
  State_MIN_SENTINEL = -2147483647 - 1,
  State_MAX_SENTINEL = 2147483647
};
class Order final : public pb::Message {
 public:
  Order();
};
class Receipt final : public pb::Message {
 public:
  Receipt();
};
}  // namespace shop

#ifndef AS_IT_IS
/// Python's own classes of protobuf have SerializeToString() and FromString().
template <std::derived_from<pb::Message> T>
struct goray::Codec<T> : goray::CodecAs<T, std::vector<std::byte>> {
  static T From(const std::vector<std::byte>& data);
  static std::vector<std::byte> To(const T& message);
};
template <typename T>
struct goray::Codec<pb::RepeatedField<T>> : goray::CodecAs<pb::RepeatedField<T>, std::vector<T>> {
  static pb::RepeatedField<T> From(const std::vector<T>& items);
  static std::vector<T> To(const pb::RepeatedField<T>& items);
};
#endif

struct GORAY_TASKS Tasks {
  shop::Receipt Pay(const shop::Order& order) const;
  std::vector<shop::Order> Pending(const std::string& customer) const;
  std::map<std::string, shop::Order> ByCustomer(const std::vector<shop::Order>& orders) const;
  std::optional<shop::Order> Find(const std::string& id) const;
  shop::State StateOf(const shop::Order& order) const;
  pb::RepeatedField<double> Prices(const shop::Order& order) const;
  bool IsBefore(const pb::Timestamp& a, const pb::Timestamp& b) const;
  // return the message itself, as it is a value
  std::unique_ptr<shop::Order> Copy(const shop::Order& order) const;
  // return the message itself: nobody knows who owns what a pointer points at
  shop::Order* Make(pb::Arena* arena) const;
  std::string ToJson(const pb::Message& message) const;
};
