// SPDX-License-Identifier: Apache-2.0
// A library between a host and another library: passes all calls on, both ways, and writes them
// down. The other library is named in the file `<this library>.of`; the record is `<this
// library>.<pid>`. Defined at build: DECLARES, if the other library has a GorayInterface.
#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <mutex>
#include <string>

#ifdef DECLARES
#include <goray/abi/goray_interface.h>
#endif

extern "C" {
typedef void* (*Callback)(long long, void*, long long, long long*, long long*);
void* Execute(long long, void*, long long, long long*, long long*);
void FreeMemory(void*);
void RegisterCallback(Callback);
}

namespace {

std::string OwnPath() {
  Dl_info info;
  dladdr(reinterpret_cast<void*>(&OwnPath), &info);
  return info.dli_fname;
}

template <typename F>
F* Find(const char* name) {
  static void* const library = [] {
    std::string path;
    std::getline(std::ifstream(OwnPath() + ".of"), path);
    return dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  }();
  return reinterpret_cast<F*>(dlsym(library, name));
}

std::string Hex(const void* data, long long size) {
  std::string text;
  char pair[3];
  for (long long i = 0; i < size; ++i) {
    std::snprintf(pair, sizeof pair, "%02x", static_cast<const unsigned char*>(data)[i]);
    text += pair;
  }
  return text.empty() ? "-" : text;
}

void Write(const char* direction, long long command, long long index, const std::string& request,
           const std::string& answer, long long code) {
  static std::mutex mutex;
  static std::ofstream record(OwnPath() + "." + std::to_string(getpid()));
  const std::lock_guard lock(mutex);
  record << direction << ' ' << command << ' ' << index << ' ' << code << ' ' << request << ' '
         << answer << std::endl;
}

#ifdef DECLARES

const char* Describe(std::uint64_t* length) {
  return Find<const GorayInterfaceV1>("GorayInterface")->describe(length);
}

std::int32_t DeclareHost(const char* json, std::uint64_t length) {
  return Find<const GorayInterfaceV1>("GorayInterface")->declare_host(json, length);
}
#endif

Callback host = nullptr;

void* PassedOn(long long command, void* data, long long size, long long* out_size,
               long long* code) {
  const std::string request = Hex(data, size);
  void* answer = host(command, data, size, out_size, code);
  Write("library->python", command, 0, request, Hex(answer, *out_size), *code);
  return answer;
}

}  // namespace

#ifdef DECLARES
extern "C" const GorayInterfaceV1 GorayInterface;
const GorayInterfaceV1 GorayInterface = {
    goray::abi::kMajor, goray::abi::kMinor, sizeof(GorayInterfaceV1),
    Describe,           DeclareHost,        nullptr};  // so that each call passes here
#endif

void* Execute(long long request, void* data, long long size, long long* out_size, long long* code) {
  const std::string input = Hex(data, size);
  void* answer = Find<decltype(Execute)>("Execute")(request, data, size, out_size, code);
  Write("python->library", request & 1023, request >> 10, input, Hex(answer, *out_size), *code);
  return answer;
}

void FreeMemory(void* memory) { Find<decltype(FreeMemory)>("FreeMemory")(memory); }

void RegisterCallback(Callback callback) {
  host = callback;
  Find<decltype(RegisterCallback)>("RegisterCallback")(PassedOn);
}
