// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "rpyc/conversion/array.h"
#include "rpyc/conversion/base64.h"
#include "rpyc/conversion/json.h"
#include "rpyc/conversion/object.h"

namespace goray::rpyc_bridge {
namespace {

using nlohmann::json;

std::string Quoted(std::string_view text) {
  return json(text).dump(-1, ' ', true, json::error_handler_t::replace);
}

std::string Number(double value) {
  if (std::isnan(value)) return "\"NaN\"";
  if (std::isinf(value)) return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  return json(value).dump();
}

class Writer {
 public:
  Writer(Session* session, Deadline deadline) : session_(session), deadline_(deadline) {}

  void Write(const Value& value) {
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
        text += Quoted(Text(value));
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
        text += Other(value);
    }
  }

  std::string text;

 private:
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
    Writer inner(session_, deadline_);
    inner.Write(key);
    text += inner.text.starts_with('"') ? inner.text : Quoted(inner.text);
  }

  void WriteArray(const rpyc_array_t& array) {
    const auto* bytes = static_cast<const char*>(array.data);
    std::size_t item_size = ItemSize(array.dtype).value_or(1);
    WriteExtent(array, 0, bytes, item_size);
  }

  void WriteExtent(const rpyc_array_t& array, std::uint32_t axis, const char*& bytes,
                   std::size_t item_size) {
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

  std::string Other(const Value& value) {
    if (value.kind == RPYC_COMPLEX) {
      std::string shown = "(";
      shown += json(value.as.reals[0]).dump();
      if (!std::signbit(value.as.reals[1])) shown += '+';
      shown += json(value.as.reals[1]).dump();
      return Quoted(shown + "j)");
    }
    if (value.kind == RPYC_ELLIPSIS) return "\"Ellipsis\"";
    if (value.kind == RPYC_NOTIMPLEMENTED) return "\"NotImplemented\"";
    if (value.kind != RPYC_OBJECT || session_ == nullptr) return "null";
    IdPack id = value.as.object->id.pack();
    std::array arguments = {MakeReference(kTheirObject, &id)};
    Result shown = Ask(*session_->connection, Handler::kStr, arguments, deadline_);
    return shown.value.kind == RPYC_STR ? Quoted(Text(shown.value)) : "null";
  }

  Session* session_;
  Deadline deadline_;
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
      text += Other({RPYC_COMPLEX, 2, {.reals = reals.data()}});
    }
  }
}

}  // namespace

std::string ToJson(const Value& value, Session* session, Deadline deadline) {
  Writer writer(session, deadline);
  writer.Write(value);
  return std::move(writer.text);
}

}  // namespace goray::rpyc_bridge
