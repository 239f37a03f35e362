// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "rpyc/base/failure.h"
#include "rpyc/base/text.h"
#include "rpyc/conversion/array.h"
#include "rpyc/conversion/base64.h"
#include "rpyc/conversion/json.h"
#include "rpyc/conversion/object.h"

namespace goray::rpyc_bridge {
namespace {

using nlohmann::json;

constexpr std::size_t kPiece = std::size_t{64} << 10;

/// The next piece of `text`, which is cut off it: up to a lone surrogate, and not too long.
std::string_view TakePiece(std::string_view& text) {
  std::size_t end = std::min(text.size(), kPiece);
  for (int i = 0; i < 3 && end < text.size() && (text[end] & 0xc0) == 0x80; ++i) --end;
  std::string_view head = text.substr(0, end);
  for (std::size_t at = head.find('\xed'); at < end; at = head.find('\xed', at + 1)) {
    if (Utf8Length(text.substr(at)) == 0) end = at;
  }
  std::string_view piece = text.substr(0, end);
  text.remove_prefix(end);
  return piece;
}

/// The three bytes of a lone surrogate as Python writes it: "\\ud800".
std::string EscapedSurrogate(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  auto middle = static_cast<unsigned char>(text[1]);
  auto low = static_cast<unsigned char>(text[2]);
  return {'\\',
          'u',
          'd',
          kDigits[middle >> 2 & 15],
          kDigits[(middle & 3) << 2 | (low >> 4 & 3)],
          kDigits[low & 15]};
}

std::string Number(double value) {
  if (std::isnan(value)) return "\"NaN\"";
  if (std::isinf(value)) return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  return json(value).dump();
}

class Writer {
 public:
  Writer(Session* session, Deadline deadline, std::size_t limit)
      : session_(session), deadline_(deadline), limit_(limit) {}

  void Write(const Value& value) {
    Check();
    switch (value.kind) {
      case RPYC_NONE:
        text += "null";
        break;
      case RPYC_BOOL:
        text += value.as.integer ? "true" : "false";
        break;
      case RPYC_INT:
        text += std::to_string(value.as.integer);
        break;
      case RPYC_BIGINT:
        text += Text(value);
        break;
      case RPYC_FLOAT:
        text += Number(value.as.real);
        break;
      case RPYC_STR:
        WriteText(Text(value));
        break;
      case RPYC_BYTES:
        text += '"' + ToBase64(Text(value)) + '"';
        break;
      case RPYC_LIST:
      case RPYC_TUPLE:
      case RPYC_SET:
      case RPYC_FROZENSET:
        WriteList(Items(value));
        break;
      case RPYC_DICT:
        WriteDict(value);
        break;
      case RPYC_ARRAY:
        WriteArray(*value.as.array);
        break;
      default:
        WriteOther(value);
    }
  }

  std::string text;

 private:
  /// Before each value, so that the text is at most one value longer than it may.
  void Check() {
    if (text.size() > limit_) {
      throw UsageFailure("a JSON text of more than " + std::to_string(limit_) +
                         " bytes; take the value itself, or raise max_message_bytes");
    }
    if (++ticks_ % kTicks == 0 && deadline_.passed()) {
      throw Failure(FailureKind::kTimeout, "writing the JSON text took longer than " +
                                               std::to_string(deadline_.budget_ms()) + " ms");
    }
  }

  void WriteText(std::string_view shown) {
    text += '"';
    while (!shown.empty()) {
      std::string_view piece = TakePiece(shown);
      std::string quoted = json(piece).dump(-1, ' ', true, json::error_handler_t::replace);
      text += std::string_view(quoted).substr(1, quoted.size() - 2);
      if (piece.empty()) {
        bool surrogate = Utf8Length(shown, Surrogates::kAllowed) != 0;
        text += surrogate ? EscapedSurrogate(shown) : "\\ufffd";
        shown.remove_prefix(surrogate ? 3 : 1);
      }
      Check();
    }
    text += '"';
  }

  void WriteList(std::span<const Value> items) {
    text += '[';
    for (const Value& item : items) {
      if (&item != items.data()) text += ", ";
      Write(item);
    }
    text += ']';
  }

  void WriteDict(const Value& dict) {
    text += '{';
    for (std::size_t i = 0; i < dict.size; ++i) {
      if (i > 0) text += ", ";
      WriteKey(dict.as.items[2 * i]);
      text += ": ";
      Write(dict.as.items[2 * i + 1]);
    }
    text += '}';
  }

  void WriteKey(const Value& key) {
    if (key.kind == RPYC_STR) return Write(key);
    Writer inner(session_, deadline_, limit_);
    inner.Write(key);
    if (inner.text.starts_with('"')) {
      text += inner.text;
    } else {
      WriteText(inner.text);
    }
  }

  void WriteArray(const rpyc_array_t& array) {
    const auto* bytes = static_cast<const char*>(array.data);
    std::size_t item_size = ItemSize(array.dtype).value_or(1);
    WriteExtent(array, 0, bytes, item_size);
  }

  void WriteExtent(const rpyc_array_t& array, std::uint32_t axis, const char*& bytes,
                   std::size_t item_size) {
    Check();
    if (axis == array.ndim) {
      WriteItem(array.dtype, bytes, item_size);
      bytes += item_size;
      return;
    }
    text += '[';
    for (std::int64_t i = 0; i < array.shape[axis]; ++i) {
      if (i > 0) text += ", ";
      WriteExtent(array, axis + 1, bytes, item_size);
    }
    text += ']';
  }

  void WriteItem(std::string_view dtype, const char* bytes, std::size_t item_size);

  void WriteOther(const Value& value) {
    if (value.kind == RPYC_COMPLEX) {
      std::string shown = "(";
      shown += json(value.as.reals[0]).dump();
      if (!std::signbit(value.as.reals[1])) shown += '+';
      shown += json(value.as.reals[1]).dump();
      return WriteText(shown + "j)");
    }
    if (value.kind == RPYC_ELLIPSIS) return WriteText("Ellipsis");
    if (value.kind == RPYC_NOTIMPLEMENTED) return WriteText("NotImplemented");
    if (value.kind == RPYC_OBJECT && session_ != nullptr) return WriteObject(value);
    text += "null";
  }

  void WriteObject(const Value& value) {
    IdPack id = value.as.object->id.pack();
    std::array arguments = {MakeReference(kTheirObject, &id)};
    Result shown = Ask(*session_->connection, Handler::kStr, arguments, deadline_);
    if (shown.value.kind == RPYC_STR) return WriteText(Text(shown.value));
    text += "null";
  }

  static constexpr unsigned kTicks = 4096;

  Session* session_;
  Deadline deadline_;
  std::size_t limit_;
  unsigned ticks_ = 0;
};

template <typename T>
T Load(const char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

double HalfToDouble(std::uint16_t bits) {
  int exponent = bits >> 10 & 31;
  double mantissa = bits & 1023;
  double value = exponent == 0    ? std::ldexp(mantissa, -24)
                 : exponent == 31 ? (mantissa == 0 ? INFINITY : NAN)
                                  : std::ldexp(mantissa + 1024, exponent - 25);
  return bits >> 15 ? -value : value;
}

void Writer::WriteItem(std::string_view dtype, const char* bytes, std::size_t item_size) {
  switch (dtype[1]) {
    case 'b':
      text += *bytes ? "true" : "false";
      break;
    case 'i':
      text += std::to_string(item_size == 1   ? Load<std::int8_t>(bytes)
                             : item_size == 2 ? Load<std::int16_t>(bytes)
                             : item_size == 4 ? Load<std::int32_t>(bytes)
                                              : Load<std::int64_t>(bytes));
      break;
    case 'u':
      text += std::to_string(item_size == 1   ? Load<std::uint8_t>(bytes)
                             : item_size == 2 ? Load<std::uint16_t>(bytes)
                             : item_size == 4 ? Load<std::uint32_t>(bytes)
                                              : Load<std::uint64_t>(bytes));
      break;
    case 'f':
      text += Number(item_size == 2   ? HalfToDouble(Load<std::uint16_t>(bytes))
                     : item_size == 4 ? Load<float>(bytes)
                                      : Load<double>(bytes));
      break;
    default: {
      bool single = item_size == 8;
      std::array<double, 2> reals = {single ? Load<float>(bytes) : Load<double>(bytes),
                                     single ? Load<float>(bytes + 4) : Load<double>(bytes + 8)};
      WriteOther({RPYC_COMPLEX, 2, {.reals = reals.data()}});
    }
  }
}

}  // namespace

std::string ToJson(const Value& value, Session* session, Deadline deadline) {
  Limits limits = session == nullptr ? Limits() : session->connection->limits();
  Writer writer(session, deadline, kJsonFactor * limits.frame_bytes);
  writer.Write(value);
  return std::move(writer.text);
}

}  // namespace goray::rpyc_bridge
