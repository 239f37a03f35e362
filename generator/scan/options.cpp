// SPDX-License-Identifier: Apache-2.0
#include "generator/scan/options.h"

#include <cctype>
#include <filesystem>
#include <map>

namespace goray::scan {
namespace {

namespace fs = std::filesystem;

std::string Absolute(const std::string& path) {
  std::string absolute = fs::weakly_canonical(path).string();
  if (absolute.size() > 1 && absolute.ends_with('/')) absolute.pop_back();
  return absolute;
}

/// A folder's name as a Python package: "my-app" -> "my_app".
std::string PackageOf(const std::string& root) {
  std::string name = fs::path(root).filename().string();
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) != 0) name.insert(0, "_");
  return name;
}

/// `installed` (relative to the program) if `probe` exists in it, else `built`.
std::string FindFolder(const fs::path& program, const char* installed, const char* probe,
                       const char* built) {
  const fs::path beside = (program.parent_path() / installed).lexically_normal();
  return fs::exists(beside / probe) ? beside.string() : built;
}

void SetDefaults(Options& options, const std::string& program) {
  Request& request = options.request;
  if (request.paths.empty()) throw UsageError("no file or folder to scan");
  if (options.output.empty()) throw UsageError("no output: add -o interface.json");
  if (options.depfile.empty() != options.depfile_target.empty()) {
    throw UsageError("--depfile and --depfile-target need each other");
  }
  for (std::string& path : request.paths) {
    path = Absolute(path);
    if (!fs::exists(path)) throw UsageError(path + " does not exist");
  }
  if (request.root.empty()) {
    const std::string& first = request.paths.front();
    request.root = fs::is_directory(first) ? first : fs::path(first).parent_path().string();
  }
  request.root = Absolute(request.root);
  if (request.package.empty()) request.package = PackageOf(request.root);
  if (!request.compile_commands.empty())
    request.compile_commands = Absolute(request.compile_commands);
  const fs::path real_program = fs::canonical(program);
  if (request.runtime_include.empty()) {
    request.runtime_include = FindFolder(real_program, "../runtime/include", "goray/goray.h",
                                         GORAY_BUILT_RUNTIME_INCLUDE);
  }
  request.runtime_include = Absolute(request.runtime_include);
  if (request.resource_dir.empty()) {
    request.resource_dir =
        FindFolder(real_program, "../clang-headers", "include/stddef.h", GORAY_BUILT_RESOURCE_DIR);
  }
}

}  // namespace

std::string Usage() {
  return "usage: goray-scan [options] -o interface.json PATH... [-- CLANG FLAGS]\n"
         "Reads annotated C++ headers and sources and writes the interface of the app as JSON.\n"
         "\n"
         "  PATH                    header, source (with what it includes) or folder, searched\n"
         "                          recursively\n"
         "  --other SOURCE          a source of another app, whose header is not this one's\n"
         "  -o FILE                 output, written only if it changes\n"
         "  --root FOLDER           what paths in the output are relative to (default: PATH)\n"
         "  --package NAME          Python package, dotted if nested (default: name of the root)\n"
         "  -p FOLDER               where compile_commands.json is (default: searched upwards)\n"
         "  --depfile FILE          list of the files read, in make's syntax\n"
         "  --depfile-target NAME   target of the depfile\n"
         "  --runtime-include DIR   folder of goray/goray.h\n"
         "  --resource-dir DIR      folder of Clang's own include/stddef.h\n"
         "\n"
         "exit code: 0 written or unchanged (there may be warnings), 1 errors, 2 bad usage\n";
}

Options ParseOptions(const std::vector<std::string>& arguments, const std::string& program) {
  Options options;
  const std::map<std::string, std::string*> values = {
      {"-o", &options.output},
      {"-p", &options.request.compile_commands},
      {"--root", &options.request.root},
      {"--package", &options.request.package},
      {"--depfile", &options.depfile},
      {"--depfile-target", &options.depfile_target},
      {"--runtime-include", &options.request.runtime_include},
      {"--resource-dir", &options.request.resource_dir}};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--help" || word == "-h") {
      options.help = true;
      return options;
    }
    if (word == "--") {
      options.request.flags.emplace(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                    arguments.end());
      break;
    }
    const auto option = values.find(word);
    if (word == "--other" || option != values.end()) {
      if (++i == arguments.size()) throw UsageError("no value for " + word);
      if (word == "--other") {
        options.request.others.push_back(Absolute(arguments[i]));
      } else {
        *option->second = arguments[i];
      }
    } else if (word.starts_with('-')) {
      throw UsageError("unknown option " + word);
    } else {
      options.request.paths.push_back(word);
    }
  }
  SetDefaults(options, program);
  return options;
}

}  // namespace goray::scan
