// SPDX-License-Identifier: Apache-2.0
#include "generator/model/annotations.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace goray::model::annotations {
namespace {

std::string TextOf(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(GORAY_SOURCE_DIR "/" + path).rdbuf();
  EXPECT_NE(text.str(), "") << path;
  return text.str();
}

std::string JoinWithBars(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "|") + part;
  return text;
}

TEST(AnnotationsTest, CMakePatternIsOfThoseThatMakeAFilePartOfAnApp) {
  const std::string prefix = "GORAY_";
  std::vector<std::string> macros;
  std::vector<std::string> comments;
  for (const Annotation& annotation : kAll) {
    ASSERT_TRUE(annotation.macro.starts_with(prefix)) << annotation.macro;
    if (!MakesPartOfApp(annotation)) continue;
    macros.emplace_back(annotation.macro.substr(prefix.size()));
    if (!annotation.comment.empty()) comments.emplace_back(annotation.comment);
  }
  const std::string pattern =
      prefix + "(" + JoinWithBars(macros) + ")|//[ \\t]*(" + JoinWithBars(comments) + ")";
  EXPECT_NE(TextOf("runtime/cmake/goray_add_app.cmake").find("REGEX \"" + pattern + "\""),
            std::string::npos)
      << pattern;
}

TEST(AnnotationsTest, HeaderDefinesAndDescribesEachAndNoOther) {
  const std::string header = TextOf("runtime/include/goray/annotations.h");
  for (const Annotation& annotation : kAll) {
    const std::string macro(annotation.macro);
    const std::string name(annotation.name);
    const bool has_value = name.ends_with('=');
    const bool is_list = name == kRemote.name;
    const std::string parameters = is_list ? "(...)" : "(name)";
    const std::string value = is_list ? " #__VA_ARGS__" : " name";
    const std::string define = "#define " + macro + (has_value ? parameters : "") +
                               " GORAY_INTERNAL_ANNOTATION(\"" + name + "\"" +
                               (has_value ? value : "");
    const std::size_t place = header.find("\n" + define + ")");
    ASSERT_NE(place, std::string::npos) << define;
    const std::string before = header.substr(0, place);
    EXPECT_TRUE(before.substr(before.rfind('\n') + 1).starts_with("/// ")) << macro;
  }
  std::size_t defined = 0;
  std::istringstream lines(header);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("#define ") && !line.starts_with("#define GORAY_INTERNAL")) ++defined;
  }
  EXPECT_EQ(defined, kAll.size());
}

TEST(AnnotationsTest, TargetsReadAsASentence) {
  EXPECT_EQ(Targets(),
            "GORAY_TASKS and GORAY_ACTORS annotate a struct, GORAY_DRIVER and GORAY_OPTIONS a "
            "function outside of classes, GORAY_NAME, GORAY_IGNORE, GORAY_HOLD_GIL and "
            "GORAY_REMOTE a method");
}

}  // namespace
}  // namespace goray::model::annotations
