/* SPDX-License-Identifier: Apache-2.0 */
/* Calls by slots from C alone: of whole numbers, and of floats side by side. */
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

/* Of one parameter `F`, whose numbers are at `data`, or an encoded list if `is_encoded`. */
int32_t CallArrayInC(const GorayCallable* callable, const void* data, uint64_t size, int is_encoded,
                     double* result);

int32_t CallArrayInC(const GorayCallable* callable, const void* data, uint64_t size, int is_encoded,
                     double* result) {
  GoraySlot slot = {.data = data, .size = size};
  GorayResult given = {.kind = 'n'};
  int32_t code;
  if (callable->parameters[0] != 'F') return -1;
  if (is_encoded) slot.size |= GORAY_ENCODED;
  code = callable->call(callable, 0, &slot, 1, &given);
  if (code == 0 && given.kind != 'd') return -1;
  *result = given.value.d;
  return code;
}
