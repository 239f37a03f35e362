// SPDX-License-Identifier: Apache-2.0
#include "generator/model/text.h"

#include <gtest/gtest.h>

#include "generator/model/check.h"

namespace goray::model {
namespace {

TEST(TextTest, Utf8) {
  for (const char* text :
       {"", "a", "\xc3\xb6", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_EQ(FindInvalidUtf8(text), std::string::npos) << text;
  }
  // A byte alone, cut off, longer than needed, a surrogate, beyond Unicode.
  for (const char* text : {"\x80", "\xf6", "\xc3", "\xe2\x82", "\xc0\x80", "\xe0\x80\x80",
                           "\xf0\x80\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff"}) {
    EXPECT_EQ(FindInvalidUtf8(std::string("ab") + text), 2u) << text;
  }
}

TEST(TextTest, Controls) {
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
  interface.tasks[0].parameters.push_back({.name = "p", .default_value = Default{"\"\xf6\"", {}}});
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
}  // namespace goray::model
