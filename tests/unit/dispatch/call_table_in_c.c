/* SPDX-License-Identifier: Apache-2.0 */
/* Calls by slots from C alone: of whole numbers, also by keyword, and of arrays. */
#include <goray/abi/goray_interface.h>
#include <stdlib.h>
#include <string.h>

int32_t CallInC(const GorayCallable* callable, uint64_t actor, const int64_t* numbers,
                uint64_t count, int64_t* result);

int32_t CallInC(const GorayCallable* callable, uint64_t actor, const int64_t* numbers,
                uint64_t count, int64_t* result) {
  GoraySlot slots[4];
  GorayResult given = {.kind = 'n'};
  int32_t code;
  if (count > 4) return -1;
  for (uint64_t i = 0; i < count; ++i) slots[i].i = numbers[i];
  code = callable->call(callable, actor, slots, count, &given);
  if (code == 0 && given.kind != 'q') return -1;
  *result = given.value.i;
  return code;
}

/* The same of arguments by the names of parameters, which are all whole numbers: binds them by what the library says. -2: no
   such parameter; -3: an argument is missing; -4: the library alone has a default in a gap; -5: the table is an older one. */
int32_t CallByKeywordInC(const GorayCallables* list, uint64_t index, const char* const* names, const int64_t* numbers,
                         uint64_t count, int64_t* result);

int32_t CallByKeywordInC(const GorayCallables* list, uint64_t index, const char* const* names, const int64_t* numbers,
                         uint64_t count, int64_t* result) {
  const GorayCallable* const callable = (const GorayCallable*)((const char*)list->first + index * list->stride);
  const GorayOverload* overload;
  int64_t ordered[4];
  int is_given[4] = {0};
  uint64_t end = 0;
  if (list->stride < offsetof(GorayCallable, options) + sizeof callable->options) return -5;
  if (callable->overload_count != 1 || callable->overloads[0].count > 4) return -1;
  overload = &callable->overloads[0];
  if (strcmp(overload->result, "int64") != 0) return -1;
  for (uint64_t i = 0; i < count; ++i) {
    uint64_t at = 0;
    while (at < overload->count && strcmp(overload->parameters[at].name, names[i]) != 0) ++at;
    if (at == overload->count || strcmp(overload->parameters[at].type, "int64") != 0) return -2;
    ordered[at] = numbers[i];
    is_given[at] = 1;
    if (at >= end) end = at + 1;
  }
  for (uint64_t at = 0; at < overload->count; ++at) {
    const GorayParameter* const parameter = &overload->parameters[at];
    if (is_given[at]) continue;
    if (!(parameter->flags & GORAY_HAS_DEFAULT)) return -3;
    if (at >= end) continue;
    if (parameter->value == NULL || parameter->value_size != 1) return -4;
    ordered[at] = *(const int8_t*)parameter->value; /* a small integer in msgpack */
  }
  return CallInC(callable, 0, ordered, end, result);
}

/* The same of columns of `count` whole numbers; `done`: how many have been called. -5: the table is an older one, or the callable
   takes no columns. */
int32_t CallColumnsInC(const GorayCallables* list, uint64_t index, uint64_t actor, const int64_t* const* arguments,
                       uint64_t count, int64_t* results, uint64_t* done);

int32_t CallColumnsInC(const GorayCallables* list, uint64_t index, uint64_t actor, const int64_t* const* arguments,
                       uint64_t count, int64_t* results, uint64_t* done) {
  const GorayCallable* const callable = (const GorayCallable*)((const char*)list->first + index * list->stride);
  const void* columns[4] = {NULL};
  GorayColumns all = {.arguments = columns, .results = results, .count = count};
  GorayResult given = {.kind = 'n'};
  int32_t code;
  if (list->stride < offsetof(GorayCallable, call_columns) + sizeof callable->call_columns) return -5;
  if (callable->call_columns == NULL || !(callable->flags & GORAY_TAKES_COLUMNS)) return -5;
  if (strlen(callable->parameters) > 4) return -1;
  for (uint64_t i = 0; i < strlen(callable->parameters); ++i) columns[i] = arguments[i];
  code = callable->call_columns(callable, actor, &all, &given);
  if (code == 0 && count > 0 && given.kind != 'q') return -1;
  if (code != 0) free((void*)given.value.data);
  *done = all.done;
  return code;
}

/* Of one parameter `a`: an array of doubles at `data` with one dimension, or an encoded list of `size` bytes if
   `stride` is 0. */
int32_t CallArrayInC(const GorayCallable* callable, void* data, uint64_t size, int64_t stride, double* result);

int32_t CallArrayInC(const GorayCallable* callable, void* data, uint64_t size, int64_t stride, double* result) {
  const int64_t shape = (int64_t)size;
  const GorayArray array = {
      .data = data, .shape = &shape, .strides = &stride, .rank = 1, .flags = GORAY_WRITABLE, .dtype = "<f8"};
  GoraySlot slot = {.data = &array, .size = sizeof array};
  GorayResult given = {.kind = 'n'};
  int32_t code;
  if (callable->parameters[0] != 'a') return -1;
  if (stride == 0) {
    slot.data = data;
    slot.size = size | GORAY_ENCODED;
  }
  code = callable->call(callable, 0, &slot, 1, &given);
  if (code == 0 && given.kind != 'd') return -1;
  *result = given.value.d;
  return code;
}
