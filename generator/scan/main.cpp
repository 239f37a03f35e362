// SPDX-License-Identifier: Apache-2.0
// goray-scan: options -> scan -> diagnostics or interface.json.
#include <exception>
#include <filesystem>
#include <iostream>

#include "generator/model/json.h"
#include "generator/model/order.h"
#include "generator/scan/options.h"
#include "generator/scan/output.h"
#include "generator/scan/text.h"

namespace goray::scan {
namespace {

int Run(const Options& options) {
  Outcome outcome = Scan(options.request, llvm::vfs::getRealFileSystem());
  // What stands in a source may not be text, and must not steer a terminal.
  std::cerr << Printable(
      model::Render(outcome.diagnostics, std::filesystem::current_path(), ReadTextFile));
  if (model::HasErrors(outcome.diagnostics)) return 1;
  model::MakeRelative(outcome.interface, options.request.root);
  WriteIfChanged(options.output, model::ToJson(outcome.interface, GORAY_VERSION));
  if (!options.depfile.empty()) {
    WriteIfChanged(options.depfile, Depfile(options.depfile_target, outcome.files_read));
  }
  return 0;
}

int Main(const std::vector<std::string>& arguments) {
  try {
    const Options options = ParseOptions(arguments, "/proc/self/exe");
    if (!options.help) return Run(options);
    std::cout << Usage();
    return 0;
  } catch (const UsageError& error) {
    std::cerr << "goray-scan: error: " << error.what() << " (goray-scan --help)\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "goray-scan: error: " << error.what() << '\n';
    return 1;
  }
}

}  // namespace
}  // namespace goray::scan

int main(int argc, char** argv) { return goray::scan::Main({argv + 1, argv + argc}); }
