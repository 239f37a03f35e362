// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

/// What is reported for `text`, and where: "GORAY_TASK 1:8".
std::string MisspeltIn(const std::string& text) {
  Outcome outcome;
  CheckSpelling("/app/app.h", text, outcome);
  std::string found;
  for (const model::Diagnostic& diagnostic : outcome.diagnostics) {
    EXPECT_EQ(diagnostic.code, "GR1022");
    const std::string meant = diagnostic.hint.substr(0, diagnostic.hint.rfind('`') + 1);
    found += (found.empty() ? "" : ", ") + meant + " " + std::to_string(diagnostic.location.line) +
             ":" + std::to_string(diagnostic.location.column);
  }
  return found;
}

TEST(CheckSpellingTest, Macros) {
  EXPECT_EQ(MisspeltIn("struct GORAY_TASK T {};"), "write `GORAY_TASKS` 1:8");
  EXPECT_EQ(MisspeltIn("\nstruct  GORAY_ACTOR T {};"), "write `GORAY_ACTORS` 2:9");
  EXPECT_EQ(MisspeltIn("struct GO_RAY_TASKS T {};"), "write `GORAY_TASKS` 1:8");
  EXPECT_EQ(MisspeltIn("struct GORY_TASKS T { GORAY_IGNORED int F(); };"),
            "write `GORAY_TASKS` 1:8, write `GORAY_IGNORE` 1:23");
}

TEST(CheckSpellingTest, Comments) {
  EXPECT_EQ(MisspeltIn("// raytask\nstruct T {};"), "write `// raytasks` 1:4");
  EXPECT_EQ(MisspeltIn("/// Docs.\n/// RayActors:\nstruct T {};"), "write `// rayactors` 2:5");
  EXPECT_EQ(MisspeltIn("/*\n * ray_tasks\n */"), "write `// raytasks` 2:4");
}

TEST(CheckSpellingTest, NoFalseAlarms) {
  for (const char* text : {
           "struct GORAY_TASKS T { GORAY_IGNORE int F(); };",
           "// raytasks\nstruct T {};\n// rayactors\nstruct U {};\n/// raytasks\n",
           "#ifndef GORAY_TASKS_H\n#define GORAY_TASKS_H\n#endif  // GORAY_TASKS_H\n",
           "#if defined(GORAY_TASK) && GORAY_TASK > 2\n#endif\n",
           "struct GORAY_TASK T {};\n#define GORAY_TASK\n",
           "const char* s = \"GORAY_TASK\"; // GORAY_TASK in prose, a raytask, too\n",
           "// Ray tasks\n// Ray actors\n// The ray task\nint goray_tasks, GorayTasks, "
           "MORAY_MASK;\n",
           "int RAY_TASK_LIMIT; int kMaxRayTasks;",
       }) {
    EXPECT_EQ(MisspeltIn(text), "") << text;
  }
}

}  // namespace
}  // namespace goray::scan
