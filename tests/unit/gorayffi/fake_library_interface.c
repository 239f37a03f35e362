// SPDX-License-Identifier: Apache-2.0
// A library in C with a GorayInterface of its own, written from docs/reference/protocol.md alone.
// Defined at build: MAJOR, MINOR, SIZE, JSON, REFUSES. Command 4 hands its input to the host, with
// command 0, and answers as the host does; command 100 gives what the host declared, 101 the last
// request by index, or that was answered as command 102 said: its 8 bytes, then its input. Command
// 102 takes the answer of the next call: a code, 8 bytes, and the answer's bytes; command 6 makes a
// callback before it answers so. With TABLE, its tasks are in a call table whose entries end before `call_columns`. With NESTED, a path, describing it loads that library by gorayffi,
// in a thread that it waits for.
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef void* (*Callback)(long long, void*, long long, long long*, long long*);

static Callback callback;
static char host[1000];
static uint64_t host_length;
static char last[1000];
static long long last_length;
static char next[1000];
static long long next_length;

static void* Copy(const char* data, uint64_t length, long long* out_len) {
  void* copy = malloc(length);
  memcpy(copy, data, length);
  *out_len = (long long)length;
  return copy;
}

static void* Text(const char* text, long long* out_len) {
  return Copy(text, strlen(text), out_len);
}

void* Execute(long long request, void* in_data, long long data_len, long long* out_len,
              long long* ret_code) {
  const long long command = request & 1023;
  *ret_code = 0;
  *out_len = 0;
  if (command == 2) return Text("[[\"Zero\", \"One\"], [\"NewBox\"]]", out_len);
  if (command == 3) return Text("[\"Get\", \"Put\"]", out_len);
  if (command == 100) return Copy(host, host_length, out_len);
  if (command == 101) return Copy(last, last_length, out_len);
  if (command == 102) {
    memcpy(next, in_data, data_len);
    next_length = data_len;
    return NULL;
  }
  if (command < 64 && next_length == 0) return callback(0, in_data, data_len, out_len, ret_code);
  memcpy(last, &request, 8);
  memcpy(last + 8, in_data, data_len);
  last_length = 8 + data_len;
  if (next_length != 0) {
    if (command == 6) free(callback(0, in_data, data_len, out_len, ret_code));
    const long long length = next_length - 8;
    next_length = 0;
    memcpy(ret_code, next, 8);
    return Copy(next + 8, length, out_len);
  }
  return command == 65 ? Text("7", out_len) : NULL;
}

void FreeMemory(void* pointer) { free(pointer); }

void RegisterCallback(Callback given) { callback = given; }

#ifdef NESTED
// Python's, which runs in this process.
static void* Load(void* unused) {
  int (*ensure)(void) = (int (*)(void))dlsym(RTLD_DEFAULT, "PyGILState_Ensure");
  void (*release)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "PyGILState_Release");
  int (*run)(const char*, void*) =
      (int (*)(const char*, void*))dlsym(RTLD_DEFAULT, "PyRun_SimpleStringFlags");
  const int state = ensure();
  run("import gorayffi; gorayffi.load_library('" NESTED "')", NULL);
  release(state);
  return unused;
}
#endif

static const char* Describe(uint64_t* length) {
#ifdef NESTED
  pthread_t thread;
  pthread_create(&thread, NULL, Load, NULL);
  pthread_join(thread, NULL);
#endif
  *length = sizeof(JSON) - 1;
  return JSON;
}

static int32_t DeclareHost(const char* json, uint64_t length) {
  memcpy(host, json, length);
  host_length = length;
  return REFUSES;
}

#ifdef TABLE
typedef struct {
  uint64_t value, size;
} Slot;
typedef struct Result {
  Slot value;
  uint64_t kind;
} Result;
// Eight words, as long as an entry was before `call_columns`: what follows is the next entry's name.
typedef struct Entry {
  const char *name, *signature, *parameters;
  int32_t (*call)(const struct Entry*, uint64_t, const Slot*, uint64_t, Result*);
  const void *library, *overloads;
  uint64_t counts;
  const char* options;
} Entry;

static int32_t AddOne(const Entry* entry, uint64_t actor, const Slot* slots, uint64_t count,
                      Result* result) {
  (void)entry, (void)actor, (void)count;
  result->value.value = slots->value + 1;
  result->kind = 'q';
  return 0;
}

static const Entry entries[] = {{"Zero", "", "q", AddOne, 0, 0, 0, 0},
                                {"One", "", "q", AddOne, 0, 0, 0, 0},
                                {"", "", "", 0, 0, 0, 0, 0}};
static const struct {
  uint64_t size;
  const void* tasks;
  uint64_t count, stride;
  uint64_t others[4];
} table = {64, entries, 2, sizeof(Entry), {0}};
static const void* CallTable(void) { return &table; }
#else
#define CallTable 0
#endif

const struct {
  uint32_t major, minor;
  uint64_t size;
  const char* (*describe)(uint64_t*);
  int32_t (*declare_host)(const char*, uint64_t);
  const void* (*call_table)(void);
  const char* later;
} GorayInterface = {
    MAJOR, MINOR, SIZE, Describe, DeclareHost, CallTable, "a member of a later version"};
