/* SPDX-License-Identifier: Apache-2.0
 *
 * librpyc_bridge: call Python from C through an RPyC server. No Python runs in this process.
 *
 *     rpyc_connect("localhost", 18812);
 *     char* result = rpyc_call("math", "sqrt", "[16]");      // "4.0"
 *     if (!result) fprintf(stderr, "%s\n", rpyc_last_error());
 *     rpyc_free_string(result);
 *
 * Part 1 is the short way: one connection a process, JSON in and out. Part 2 has as many
 * connections as you open, exact values instead of JSON, arrays without copies, deadlines, TLS,
 * asynchronous calls and handles on remote objects.
 *
 * Link with -lrpyc_bridge. Servers of RPyC 4.1 to 6 are understood; which one answers is found out
 * on connecting.
 *
 * Rules for all functions
 * - Thread-safe. Threads share a connection without waiting for each other's answers; the server
 * serves the calls of one connection one after another.
 * - Failure is NULL, -1 or a documented value; then rpyc_last_error() and rpyc_error() tell why, on
 * the same thread.
 * - Strings are UTF-8, ended by NUL unless a size is given. What you pass is copied or used up
 * before the function returns.
 * - A call is never sent twice: after "connection lost" it may or may not have run.
 * - A forked child opens its own connections; it inherits none.
 */
#ifndef GORAY_RPYC_BRIDGE_H_
#define GORAY_RPYC_BRIDGE_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RPYC_BRIDGE_VERSION 1 /* grows when something is added; nothing is removed or changed */

/* ---------------------------------------------------------------- Part 1: one connection, JSON */

/* Nothing to prepare; kept for programs that call it first. Returns 0, every time. */
int rpyc_init(void);

/* Connects to an RPyC classic server (or any other RPyC service, see rpyc_call). `host` NULL:
 * "localhost"; `port` <= 0: 18812. `host` may also be an address as rpyc_open() takes it
 * ("tls://db:18821", "unix:/run/rpyc.sock"); `port` is then ignored. A connection made before is
 * closed first. Returns 0, or -1. */
int rpyc_connect(const char* host, int port);

/* Closes the connection; calls under way on other threads fail. No-op when not connected. */
void rpyc_disconnect(void);

/* Calls `module.func(*args)` on the server and gives the result as JSON, or NULL. Free it with
 * rpyc_free_string(). `module` may be dotted ("os.path"), `func` too ("Path.cwd"); a `module` ""
 * means the functions that the service itself exposes, which is the only choice on a service that
 * is not classic. `args_json`: a JSON array, spread over the parameters; NULL: no arguments. JSON
 * has fewer types than Python: tuple and set become arrays, bytes base64 text, numpy arrays nested
 * arrays, NaN and infinities "NaN", "Infinity", "-Infinity", anything else its str(). After a lost
 * connection the next call connects again. A call waits at most 30 s, see rpyc_set_timeout(). */
char* rpyc_call(const char* module, const char* func, const char* args_json);

/* As rpyc_call(), with keyword arguments: `kwargs_json` is a JSON object or NULL. */
char* rpyc_call_kw(const char* module, const char* func, const char* args_json,
                   const char* kwargs_json);

/* The attribute `module.attr` as JSON, or NULL. */
char* rpyc_getattr(const char* module, const char* attr);

/* Frees a string that a function of this header returned as `char*`. NULL is allowed. */
void rpyc_free_string(char* s);

/* 1 if connected and the server has not hung up, else 0. Looks at the socket, sends nothing. */
int rpyc_is_connected(void);

/* Why the last failing function on this thread failed: "ValueError: math domain error", followed by
 * the remote traceback if there is one. "" before any failure. Belongs to the library; valid until
 * the next failure on this thread. */
const char* rpyc_last_error(void);

/* How long the calls of part 1 wait, in milliseconds, from now on; 0: 30 s, negative: for ever. */
void rpyc_set_timeout(int timeout_ms);

/* ---------------------------------------------------------------- Part 2: values */

/* What a value is, and which member of `as` holds it. */
enum rpyc_kind {
  RPYC_NONE = 0,
  RPYC_BOOL = 1,       /* integer: 0 or 1 */
  RPYC_INT = 2,        /* integer */
  RPYC_BIGINT = 3,     /* text, size: decimal digits of an int that does not fit 64 bits */
  RPYC_FLOAT = 4,      /* real */
  RPYC_COMPLEX = 5,    /* reals[0] + reals[1] i */
  RPYC_STR = 6,        /* text, size: UTF-8; a NUL follows in results, but may also stand within */
  RPYC_BYTES = 7,      /* text, size */
  RPYC_LIST = 8,       /* items, size */
  RPYC_TUPLE = 9,      /* items, size */
  RPYC_SET = 10,       /* items, size; any order */
  RPYC_FROZENSET = 11, /* items, size; any order */
  RPYC_DICT = 12,      /* items: key, value, key, value...; size: number of pairs */
  RPYC_SLICE = 13,     /* items: start, stop, step */
  RPYC_ELLIPSIS = 14,
  RPYC_NOTIMPLEMENTED = 15,
  RPYC_ARRAY = 16, /* array: a numpy array */
  RPYC_OBJECT = 17 /* object: anything else, it stays on the server */
};

typedef struct rpyc_object rpyc_object_t;

/* An n-dimensional array in C order, without gaps. */
typedef struct rpyc_array {
  const char* dtype;    /* numpy's short form with its byte order: "<f8", "<i4", "|b1", "<c16" */
  const int64_t* shape; /* `ndim` extents */
  const void* data;     /* product of the extents times the item size bytes; any alignment */
  uint64_t size;        /* bytes of data */
  uint32_t ndim;
} rpyc_array_t;

/* A Python value, 16 bytes. Strings, items and arrays it points to belong to whoever made it: you
 * for arguments (they are read before the function returns), the library for results (until
 * rpyc_value_free()). */
typedef struct rpyc_value {
  uint32_t kind; /* enum rpyc_kind */
  uint32_t size; /* bytes of text, or number of items */
  union {
    int64_t integer;
    double real;
    const double* reals;
    const char* text;
    const struct rpyc_value* items;
    const rpyc_array_t* array;
    rpyc_object_t* object;
  } as;
} rpyc_value_t;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* GORAY_RPYC_BRIDGE_H_ */
