// SPDX-License-Identifier: Apache-2.0
#include "generator/scan/text.h"

#include <gtest/gtest.h>

namespace goray::scan {
namespace {

using model::Diagnostic;
using model::FileKind;
using model::Interface;

TEST(TextTest, ControlsAndWhatIsNotUtf8) {
  const std::string text("a\0\x1b[m\x7f\r\n\tb", 10);
  EXPECT_EQ(WithoutControls(text), "a[m\n\tb");
  EXPECT_EQ(Printable(text), "a\xef\xbf\xbd\xef\xbf\xbd[m\xef\xbf\xbd\xef\xbf\xbd\n\tb");
  EXPECT_EQ(Printable("\xc3\xb6\xf6"), "\xc3\xb6\xef\xbf\xbd");
}

TEST(CheckTextsTest, EachTextOfTheInterface) {
  Interface interface;
  interface.structs.push_back({.name = "Point", .location = {"/app/a.h", 3, 8}});
  interface.structs[0].fields.push_back({.name = "x", .doc = "\xf6"});
  interface.enums.push_back({.name = "Side", .location = {"/app/a.h", 7, 6}});
  interface.enums[0].enumerators.push_back({.name = "kBuy", .value = 0, .doc = "\xf6"});
  interface.tasks.push_back({.name = "F", .location = {"/app/a.h", 9, 6}});
  interface.tasks[0].parameters.push_back(
      {.name = "p", .default_value = model::Default{"\"\xf6\"", {}}});
  interface.files.push_back({"/app/\xf6.h", FileKind::kHeader});
  std::string found;
  for (const Diagnostic& diagnostic : CheckTexts(interface)) {
    found += std::to_string(diagnostic.location.line) + " " +
             diagnostic.text.substr(0, diagnostic.text.find(" is")) + "\n";
  }
  EXPECT_EQ(found,
            "7 the comment of `kBuy`\n0 the path of `/app/\xf6.h`\n3 the comment of `x`\n9 the C++ "
            "text of `p`\n");
}

}  // namespace
}  // namespace goray::scan
