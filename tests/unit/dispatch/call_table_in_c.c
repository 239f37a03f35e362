/* SPDX-License-Identifier: Apache-2.0 */
/* A call by slots from C alone: of whole numbers, with a whole number as its result. */
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
