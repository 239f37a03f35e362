// Values that the wire knows only in another form, at every depth.
#pragma once
#include <goray/goray.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace values {

/// Of a lamp.
enum class Light : std::uint8_t { OFF = 0, ON = 4, DEFAULT = ON };

/// What one may do.
enum class Access : std::uint8_t {
  NONE = 0,
  READ = 1,  ///< Look.
  WRITE = 2,
  ALL = 3
};
inline Access operator|(Access a, const Access& b) {
  return static_cast<Access>(static_cast<int>(a) | static_cast<int>(b));
}

/// With other operators than that of sets.
enum class Bits { A = 1, B = 2 };
inline int operator|(Bits a, Bits b) { return static_cast<int>(a) | static_cast<int>(b); }
inline Bits operator|(Bits a, int) { return a; }

enum Signed { LOWEST = -1, ZERO };
inline Signed operator|(Signed a, Signed) { return a; }

struct Lamp {
  Light light = Light::ON;
  std::pair<std::int64_t, std::string> place;
  std::vector<Lamp> others;
};

struct Room {
  std::map<std::string, Lamp> lamps;
  std::unique_ptr<Lamp> spare;
  std::shared_ptr<Room> next;
};

struct Plain {
  float width;
  std::vector<std::byte> data;
};

struct GORAY_TASKS Tasks{Light Switch(Light light)
                             const {return light == Light::ON ? Light::OFF : Light::ON;
}  // namespace values
std::pair<Bits, Signed> NoFlags(Bits bits, Signed number) const { return {bits, number}; }
Access Grant(Access access = Access::READ, Access more = static_cast<Access>(3)) const { return access | more; }
std::map<Access, Access> Unchecked(std::uint8_t bits) const {
  return {{Access::ALL, static_cast<Access>(bits)}};
}
std::vector<Light> All(const std::vector<Light>& lights) const { return lights; }
std::map<Light, std::optional<Light>> Next() const {
  return {{Light::OFF, Light::ON}, {Light::ON, std::nullopt}};
}
std::optional<Light> Maybe(std::optional<Light> light = Light::ON) const { return light; }
std::tuple<Light, std::vector<std::tuple<std::int64_t, Light>>> Nested() const {
  return {Light::ON, {{1, Light::OFF}, {2, Light::ON}}};
}
std::tuple<std::int64_t> One() const { return {1}; }
std::tuple<> Empty() const { return {}; }
Lamp SameLamp(Lamp lamp) const { return lamp; }
Room SameRoom(Room room) const { return room; }
Plain SamePlain(Plain plain) const { return plain; }
std::map<std::int64_t, bool> Flags(std::map<std::int64_t, bool> flags) const { return flags; }
std::int64_t Sum(std::int64_t first, goray::Args rest) const {
  return first + static_cast<std::int64_t>(rest.size());
}
}
;

}  // namespace values
