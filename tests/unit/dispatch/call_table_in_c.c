/* SPDX-License-Identifier: Apache-2.0 */
/* Calls by slots from C alone: of whole numbers, and of arrays. */
#include <goray/abi/goray_interface.h>

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
