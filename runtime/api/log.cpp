// SPDX-License-Identifier: Apache-2.0
#include <goray/error.h>
#include <goray/log.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "api/ask_python.h"
#include "api/own_library.h"

namespace goray {
namespace {

/// "search" of /a/libsearch.so.
std::string NameOfLibrary() {
  std::string name = std::filesystem::path(api::OwnPath()).stem().string();
  if (name.starts_with("lib")) name.erase(0, 3);
  return name;
}

const char* TextOf(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "DEBUG";
    case LogLevel::kInfo:
      return "INFO";
    case LogLevel::kWarning:
      return "WARNING";
    case LogLevel::kError:
      return "ERROR";
    case LogLevel::kCritical:
      return "CRITICAL";
  }
  return "LOG";
}

}  // namespace

void Log(LogLevel level, std::string_view text, const char* file, int line, const char* function) {
  static const std::string logger = NameOfLibrary();
  try {
    api::AskPython("goray._library.cpp_log:log", "Log()", logger, static_cast<int>(level), text,
                   std::string_view(file), line, std::string_view(function));
  } catch (const InterruptedError&) {
    throw;
  } catch (const std::exception&) {
    const std::string name = std::filesystem::path(file).filename().string();
    std::fprintf(stderr, "%s %s:%d] %.*s\n", TextOf(level), name.c_str(), line,
                 static_cast<int>(text.size()), text.data());
  }
}

}  // namespace goray
