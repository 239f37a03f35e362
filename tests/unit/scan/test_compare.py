"""What the target's own compiler sees, compared with the scan: true differences, and what is none."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.scanner import RUNTIME_INCLUDE, SCANNER

COMPILERS = ["g++", "clang++-19"]

HARMLESS = """\
#pragma once
#include <cassert>
#include <cfloat>
#include <climits>
#include <cmath>
#include <complex.h>
#undef I
#include <concepts>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <goray/goray.h>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

#ifdef __clang__
#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define LIFETIME_BOUND [[clang::lifetimebound]]
#define NO_DESTROY [[clang::no_destroy]]
#define PUSH _Pragma("clang diagnostic push")
#define FORCE_INLINE inline __attribute__((always_inline))
#else
#define GUARDED_BY(x)
#define LIFETIME_BOUND
#define NO_DESTROY
#define PUSH _Pragma("GCC diagnostic push")
#define FORCE_INLINE inline
#endif
#define EXPORT __attribute__((visibility("default")))
#define FIELDS(X) X(int, first, INT_MAX) X(double, second, DBL_MAX) X(std::string, third, __FILE__)
#define AS_FIELD(type, name, value) type name = value;
#define TASK(name) int name(int line = __LINE__) const

namespace shop {

struct EXPORT Limits {
  FIELDS(AS_FIELD)
  long smallest = LONG_MIN;
  unsigned long largest = ULONG_MAX;
  float tiny = FLT_MIN, epsilon = FLT_EPSILON;
  double infinity = INFINITY, nan = NAN, huge = HUGE_VAL, half = M_PI_2;
  std::int64_t wide = INT64_C(1) << 40, least = INT64_MIN;
  std::size_t size = SIZE_MAX;
  int letter_bits = CHAR_BIT;
};

enum class EXPORT Side : std::uint8_t { kBuy = UINT8_C(1), kSell = 0x02, kNone = UINT8_MAX };

class EXPORT Account {
 public:
  explicit Account(double balance = 0) : balance_{balance}, limits_(), names_{{"a", "b"}} { assert(balance >= 0); }
  FORCE_INLINE double Pay(double amount) noexcept(noexcept(amount + 1)) {
    const std::lock_guard guard(mutex_);
    return balance_ += amount;
  }
  PUSH
  std::string Name() const LIFETIME_BOUND { return names_.empty() ? "" : names_[0]; }

 private:
#ifdef __clang__
  void* padding_ = nullptr;
#endif
  std::mutex mutex_;
  double balance_ GUARDED_BY(mutex_);
  Limits limits_;
  std::vector<std::string> names_;
};

template <typename T>
concept Number = std::integral<T> || std::floating_point<T>;

struct GORAY_TASKS Tasks {
  TASK(Macro);
  double Total(const std::vector<double>& prices, double floor = DBL_EPSILON, int most = INT_MAX) const {
    assert(floor >= 0);
    return prices.empty() ? floor : prices[0] + static_cast<double>(offsetof(Plain, b));
  }
  /// The comment, `{` and all.
  std::vector<std::vector<int>> Nested(const std::map<std::string, std::vector<int>>& of = {{"a", {1, 2}}}) const;
  Limits Norm(const Limits& limits, Side side = Side::kBuy) const;
  template <Number T>
    requires requires(T t) { t + 1; }
  GORAY_IGNORE T Constrained(T value) const { return value + 1; }
  GORAY_IGNORE auto Abbreviated(Number auto value) const -> decltype(value + 1)
    requires(sizeof(value) > 1)
  { return value + 1; }
  GORAY_IGNORE void Raw(const char* text = NULL, va_list* list = nullptr) const;
  [[deprecated("use Total")]] EXPORT int Old(std::optional<int> x = std::nullopt) const { return x.value_or(0); }
  static_assert(sizeof(int) == 4, "as assumed");
  struct Plain { int a; int b; };
};

struct GORAY_ACTORS Actors {
  NO_DESTROY static inline int made = 0;
  std::unique_ptr<Account> NewAccount(double balance = 0.5) const { return std::make_unique<Account>(balance); }
};

GORAY_DRIVER int Main();

}  // namespace shop
"""


def compare(
    folder: Path, code: str, command: str = "g++ -std=gnu++20", file: str = "shop.h"
) -> subprocess.CompletedProcess[str]:
    """Scans `code`, which `command` compiles in another folder."""
    (folder / "src").mkdir(exist_ok=True)
    (folder / "build").mkdir(exist_ok=True)
    (folder / "src" / file).write_text(code)
    words = f"{command} -I../src -I{RUNTIME_INCLUDE} -MD -MT x.o -MF x.d -o x.o -c ../src/shop.cpp"
    entry = {"directory": str(folder / "build"), "command": words, "file": "../src/shop.cpp"}
    (folder / "build" / "compile_commands.json").write_text(json.dumps([entry]))
    done = subprocess.run(
        [SCANNER, "--package", "shop", "-p", "build", "-o", "out.json", "src"],
        cwd=folder,
        text=True,
        capture_output=True,
        check=False,
    )
    assert not list((folder / "build").glob("x.*")), "the compiler wrote a file of the build"
    return done


def tasks(body: str) -> str:
    included = "#include <goray/annotations.h>\n#include <cstddef>\n"
    return f"#pragma once\n{included}struct GORAY_TASKS Tasks {{\n{body}\n}};\n"


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("file", ["shop.h", "shop.cpp"])
def test_harmless_differences(tmp_path: Path, compiler: str, file: str) -> None:
    code = HARMLESS if file == "shop.h" else HARMLESS.replace("#pragma once\n", "")
    done = compare(tmp_path, code, f"{compiler} -std=gnu++20 -O2 -DNDEBUG", file)
    assert (done.returncode, done.stderr) == (0, "")


OF_COMPILATION = """\
#define PAIR(first, second) int first(int line = __LINE__) const; int second(int line = __LINE__) const;
#define WHERE(text) (text)
#ifdef __clang__
inline int counted = __COUNTER__;
#endif
struct Built {
  std::string when = __DATE__ " " __TIME__ " " __TIMESTAMP__, by = __VERSION__, from = WHERE(__BASE_FILE__);
  int version = __GNUC__;
};
struct GORAY_TASKS Tasks {
  PAIR(First,
    Second
  )
  int Counter(int x = __COUNTER__) const;
  Built Get(std::string file = __FILE__) const;
};
"""

SPELLINGS = """\
#define NAMED(name) GORAY_NAME(#name)
struct Größe { int höhe; };
struct GORAY_TASKS Tasks <%
  NAMED(Groesse) Größe größe(int höhe) const;
  NAMED(escaped) int gr\\u00f6(std::string text = "\\u00f6ö") const;
  bool Alternative(bool x, bool y = not true and false) const;
  std::string Continued(std::string text = "a\\
b", char_\\
t c = 1) const;
%>;
"""


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("code", [OF_COMPILATION, SPELLINGS], ids=["of the compilation", "spellings"])
def test_what_is_no_difference(tmp_path: Path, compiler: str, code: str) -> None:
    """What a macro makes of the place, the time or the compiler; how g++ prints names; digraphs; continued lines."""
    head = "#pragma once\n#include <goray/annotations.h>\n#include <string>\nusing char_t = signed char;\n"
    done = compare(tmp_path, head + code, f"{compiler} -std=gnu++20")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_enumerator_of_the_compilation_is_a_difference(tmp_path: Path) -> None:
    """Python has the value that the scan saw."""
    code = "enum class Built { kVersion = __GNUC__ };\n" + tasks("Built A() const;").replace("#pragma once\n", "")
    done = compare(tmp_path, "#pragma once\n" + code)
    assert done.returncode == 1
    assert "where the scan sees `kVersion = 4 }`, in `Built` [GR1027]" in done.stderr


def test_headers_of_gcc_that_clang_does_not_take(tmp_path: Path) -> None:
    code = "#include <omp.h>\n#include <quadmath.h>\ninline _Float128 Half(_Float128 x) { return x / 2; }\n"
    done = compare(tmp_path, code + tasks("int A() const;"), "g++ -std=gnu++20 -fopenmp")
    assert (done.returncode, done.stderr) == (0, "")


CROSS_COMPILER = """\
#!/bin/sh
[ "$1" = -dumpmachine ] && exec echo aarch64-linux-gnu
exec clang++-19 --target=aarch64-linux-gnu "$@"
"""


def test_the_target_of_a_cross_compiler(tmp_path: Path) -> None:
    (tmp_path / "aarch64-g++").write_text(CROSS_COMPILER)
    (tmp_path / "aarch64-g++").chmod(0o755)
    code = "#pragma once\n#include <goray/annotations.h>\n"
    code += "struct GORAY_TASKS Tasks {\n#ifdef __aarch64__\n  int A() const;\n#endif\n};\n"
    done = compare(tmp_path, code, f"{tmp_path}/aarch64-g++ -std=gnu++20")
    assert (done.returncode, done.stderr) == (0, "")
    assert [task["name"] for task in json.loads((tmp_path / "out.json").read_text())["tasks"]] == ["A"]


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize(
    ("body", "only"),
    [
        ("int A() const;\n#ifndef __clang__\nint Extra() const;\n#endif", "only the compiler has `Extra`"),
        ("int A() const;\n#ifdef __clang__\nint Extra() const;\n#endif", "only the scan has `Extra`"),
        ("int A(\n#ifdef __clang__\nint\n#else\nlong\n#endif\nx) const;", ""),
        ("int A(int x = LIMIT) const;", ""),
    ],
)
def test_differences_by_compiler(tmp_path: Path, compiler: str, body: str, only: str) -> None:
    macro = "#ifdef __clang__\n#define LIMIT 3\n#else\n#define LIMIT 4\n#endif\n"
    done = compare(tmp_path, macro + tasks(body), f"{compiler} -std=gnu++20")
    if compiler.startswith("clang"):
        assert (done.returncode, done.stderr) == (0, "")
        return
    assert done.returncode == 1
    assert re.findall(r"\[(GR\d+)\]", done.stderr) == ["GR1027"]
    assert "shop.h:" in done.stderr
    assert only in done.stderr


def test_macro_that_only_a_flag_of_gcc_defines(tmp_path: Path) -> None:
    code = tasks("int A() const;\n#ifdef __cpp_modules\nint Extra() const;\n#endif")
    assert compare(tmp_path, code).returncode == 0
    done = compare(tmp_path, code, "g++ -std=gnu++20 -fmodules-ts")
    assert done.returncode == 1
    assert "only the compiler has `Extra` [GR1027]" in done.stderr
    assert "(Clang does not get `-fmodules-ts`)" in done.stderr


def test_generated_header_need_not_exist(tmp_path: Path) -> None:
    done = compare(tmp_path, '#include "shop.goray.h"\n' + tasks("int A() const;"))
    assert (done.returncode, done.stderr) == (0, "")


def test_compiler_that_fails(tmp_path: Path) -> None:
    missing = "#ifndef __clang__\n#include <no_such.h>\n#endif\n"
    done = compare(tmp_path, tasks("int A() const;").replace("struct", missing + "struct"))
    assert done.returncode == 0
    assert "warning: what the compiler sees is not compared" in done.stderr
    assert "no_such.h: No such file or directory [GR1028]" in done.stderr


def test_precompiled_header_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "all.h").write_text("#include <goray/annotations.h>\nusing Money = double;\n")
    flags = f"-std=gnu++20 -Werror -Winvalid-pch -include {tmp_path}/all.h"
    subprocess.run(
        [
            "g++",
            "-std=gnu++20",
            f"-I{RUNTIME_INCLUDE}",
            "-x",
            "c++-header",
            tmp_path / "all.h",
            "-o",
            tmp_path / "all.h.gch",
        ],
        check=True,
    )
    done = compare(tmp_path, tasks("Money A(Money x = 0) const;"), f"g++ {flags}")
    assert (done.returncode, done.stderr) == (0, "")


def test_flags_after_dashes_are_not_compared(tmp_path: Path) -> None:
    code = tasks("int A() const;\n#ifndef __clang__\nint Extra() const;\n#endif")
    (tmp_path / "shop.h").write_text(code)
    command = [SCANNER, "--package", "shop", "-o", "out.json", "shop.h", "--", "-std=c++20"]
    done = subprocess.run(command, cwd=tmp_path, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
