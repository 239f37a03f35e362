// SPDX-License-Identifier: Apache-2.0
// Preloaded, it counts allocations; with PYTHONMALLOC=malloc those of Python as well.
#include <stddef.h>

extern void* __libc_malloc(size_t);
extern void* __libc_calloc(size_t, size_t);
extern void* __libc_realloc(void*, size_t);

long goray_bench_mallocs = 0;

void* malloc(size_t size) {
  ++goray_bench_mallocs;
  return __libc_malloc(size);
}

void* calloc(size_t count, size_t size) {
  ++goray_bench_mallocs;
  return __libc_calloc(count, size);
}

void* realloc(void* old, size_t size) {
  ++goray_bench_mallocs;
  return __libc_realloc(old, size);
}
