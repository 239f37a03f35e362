// SPDX-License-Identifier: Apache-2.0
#include "generator/scan/compare/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <thread>

namespace goray::scan {
namespace {

using namespace std::chrono_literals;

int MakeMemoryFile(const std::string& text) {
  const int file = memfd_create("goray-scan", MFD_CLOEXEC);
  for (std::size_t written = 0; file >= 0 && written < text.size();) {
    const ssize_t size = write(file, text.data() + written, text.size() - written);
    if (size < 0) break;
    written += static_cast<std::size_t>(size);
  }
  if (file >= 0) lseek(file, 0, SEEK_SET);
  return file;
}

std::string ReadAll(int file) {
  std::string text;
  const off_t size = lseek(file, 0, SEEK_END);
  if (size <= 0) return text;
  text.resize(static_cast<std::size_t>(size));
  const ssize_t read = pread(file, text.data(), text.size(), 0);
  text.resize(read < 0 ? 0 : static_cast<std::size_t>(read));
  return text;
}

std::string Describe(int status) {
  if (WIFSIGNALED(status)) return "was ended by signal " + std::to_string(WTERMSIG(status));
  const int code = WEXITSTATUS(status);
  return code == 0 ? "" : "ended with exit code " + std::to_string(code);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command, const std::string& folder,
                           const std::string& input)
    : input_(MakeMemoryFile(input)), output_(MakeMemoryFile("")), errors_(MakeMemoryFile("")) {
  if (input_ < 0 || output_ < 0 || errors_ < 0) {
    failure_ = std::string("cannot be started: ") + std::strerror(errno);
  } else {
    Start(command, folder);
  }
}

void ChildProcess::Start(const std::vector<std::string>& command, const std::string& folder) {
  std::vector<char*> words;
  words.reserve(command.size() + 1);
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  posix_spawn_file_actions_adddup2(&actions, input_, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output_, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors_, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  const int error = posix_spawnp(&process_, words[0], &actions, &attributes, words.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error == 0) return;
  process_ = 0;
  failure_ = std::string("cannot be started: ") + std::strerror(error);
}

ChildProcess::~ChildProcess() {
  if (process_ != 0) {
    kill(-process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  for (const int file : {input_, output_, errors_}) {
    if (file >= 0) close(file);
  }
}

Finished ChildProcess::Wait(std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  int status = 0;
  while (process_ != 0 && waitpid(process_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= deadline) {
      return {"is not done after " + std::to_string(limit.count() / 1000) + " s", "",
              ReadAll(errors_)};
    }
    std::this_thread::sleep_for(1ms);
  }
  if (process_ != 0) failure_ = Describe(status);
  process_ = 0;
  return {failure_, ReadAll(output_), ReadAll(errors_)};
}

}  // namespace goray::scan
