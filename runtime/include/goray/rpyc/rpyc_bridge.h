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
 * Both parts may be used in one program.
 *
 * Rules for all functions
 * - Thread-safe. Threads share a connection without waiting for each other's answers; the server
 * serves the calls of one connection one after another.
 * - Failure is NULL, -1 or a documented value; then rpyc_last_error() and rpyc_error() tell why, on
 * the same thread.
 * - Strings are UTF-8, ended by NUL unless a size is given. What you pass is copied or used up
 * before the function returns.
 * - A time limit holds for all that a call takes, also connecting again, and waiting for other
 * threads that connect or send. docs/reference/limits.md has all limits.
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

/* Time limits are in milliseconds, everywhere. */
#define RPYC_DEFAULT_TIMEOUT 0
#define RPYC_NO_TIMEOUT (-1)

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
 * is not classic. `args_json`: a JSON array, spread over the parameters; NULL: no arguments. An
 * object {"$bytes": "aGk="} of this one key stands for bytes, in base64. For the result, JSON has
 * fewer types than Python: tuple and set become arrays, bytes base64 text, numpy arrays nested
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

/* How long the calls of part 1 wait, from now on. RPYC_DEFAULT_TIMEOUT: 30 s. */
void rpyc_set_timeout(int timeout_ms);

/* ---------------------------------------------------------------- Part 2: values */

/* What a value is, and which member of `as` holds it. */
enum rpyc_kind {
  RPYC_NONE = 0,
  RPYC_BOOL = 1,    /* integer: 0 or 1 */
  RPYC_INT = 2,     /* integer */
  RPYC_BIGINT = 3,  /* text, size: decimal digits of an int that does not fit 64 bits; up to 4300
                          in an argument, as Python reads no more */
  RPYC_FLOAT = 4,   /* real */
  RPYC_COMPLEX = 5, /* reals[0] + reals[1] i */
  RPYC_STR = 6,   /* text, size: UTF-8; a NUL follows in results, but may also stand within. A lone
                          surrogate in a result, which has no UTF-8, is three bytes as if it had */
  RPYC_BYTES = 7, /* text, size */
  RPYC_LIST = 8,  /* items, size */
  RPYC_TUPLE = 9, /* items, size */
  RPYC_SET = 10,  /* items, size; any order */
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

/* Frees a result with everything it points to. Objects in it are released, unless retained. NULL is
 * allowed. */
void rpyc_value_free(rpyc_value_t* value);

/* The JSON form of a value, as rpyc_call() gives it (objects: their str(), asked of the server).
 * Free with rpyc_free_string(). NULL, RPYC_USAGE for a text longer than twice the limit of messages. */
char* rpyc_value_to_json(const rpyc_value_t* value);

/* The value of a JSON text; NULL if it is none, or nested more than 100 deep. Free with
 * rpyc_value_free(). */
rpyc_value_t* rpyc_value_from_json(const char* json);

/* ---------------------------------------------------------------- Part 2: errors */

enum rpyc_error_kind {
  RPYC_NO_ERROR = 0,
  RPYC_USAGE = 1,      /* a wrong argument, or not connected; nothing was sent */
  RPYC_CONNECTION = 2, /* cannot connect, or connection lost (a call under way may have run) */
  RPYC_TIMEOUT = 3,    /* the time limit passed; the server may still be at work */
  RPYC_PROTOCOL =
      4, /* the server sent what is not RPyC, or beyond the limits; the connection was closed */
  RPYC_REMOTE = 5 /* the call raised an exception */
};

typedef struct rpyc_error_parts {
  int kind;         /* enum rpyc_error_kind */
  const char* type; /* "ValueError", "json.decoder.JSONDecodeError"; "" unless RPYC_REMOTE */
  const char* message;
  const char* traceback;      /* the server's, "" if it sends none. Texts are UTF-8 without control
                            characters but tab and line feed, those are shown as "\x1b"; a message
                            is shorter than 2000 bytes, a traceback than 64 KiB, cut in the middle */
  const char* remote_version; /* of RPyC on the server, "" if it does not tell */
} rpyc_error_t;

/* The last failure on this thread in parts; never NULL. Valid until the next failure on this
 * thread. */
const rpyc_error_t* rpyc_error(void);

/* ---------------------------------------------------------------- Part 2: connections */

typedef struct rpyc_client rpyc_t;

/* Zero means the default everywhere. Start with `rpyc_options_t options = RPYC_OPTIONS_INIT;`. */
typedef struct rpyc_options {
  size_t struct_size;     /* sizeof(rpyc_options_t) */
  int connect_timeout_ms; /* 10 s, for everything that connecting takes */
  int call_timeout_ms;    /* 30 s, RPyC's own default */
  uint64_t
      max_message_bytes;    /* 1 GiB; longer ones from the server are refused, and results that take
                                 more than 8 times that as values */
  int max_depth;            /* 256: how deep messages from the server may nest */
  int compress;             /* 1: let the server compress its replies (for slow networks); else one
                                 inflates to 16 times its size, or 64 MiB, at most */
  const char* ca_file;      /* TLS: PEM file of trusted authorities; NULL: the system's */
  const char* cert_file;    /* TLS: PEM file with our certificate, NULL: none */
  const char* key_file;     /* TLS: PEM file with its key; NULL: in cert_file */
  const char* server_name;  /* TLS: the name the server's certificate must have; NULL: the host */
  int insecure_skip_verify; /* TLS: 1: accept any certificate; anyone on the way can then read and
                                 answer */
} rpyc_options_t;

#define RPYC_OPTIONS_INIT {sizeof(rpyc_options_t), 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0}

/* Connects. `address`: "host", "host:port", "[::1]:port", "tls://host:port", "unix:/path"; default
 * ports 18812, with TLS 18821. `options` NULL: the defaults. Reconnects by itself on the next call
 * after the connection was lost. */
rpyc_t* rpyc_open(const char* address, const rpyc_options_t* options);

/* Closes and frees; NULL is allowed. No other thread may be using `rpyc`. Its objects and futures
 * may outlive it; used, they fail. */
void rpyc_close(rpyc_t* rpyc);

/* 1 if connected and the server has not hung up, else 0. Looks at the socket, sends nothing. */
int rpyc_alive(rpyc_t* rpyc);

/* One empty round trip; 0 or -1. */
int rpyc_ping(rpyc_t* rpyc, int timeout_ms);

/* 1 for a classic service (modules, eval, all values), 0 for one that only exposes functions, -1 on
 * failure. */
int rpyc_is_classic(rpyc_t* rpyc);

/* ---------------------------------------------------------------- Part 2: calls */

typedef struct rpyc_args {
  const rpyc_value_t* values;
  size_t count;
  const char* const* names; /* of the keyword arguments */
  const rpyc_value_t* named;
  size_t named_count;
} rpyc_args_t;

enum rpyc_mode {
  RPYC_BY_VALUE = 0, /* copy the result; what cannot be copied is an RPYC_OBJECT */
  RPYC_BY_REFERENCE =
      1 /* leave it on the server: an RPYC_OBJECT, whatever it is (on a classic service) */
};

/* `module.function(*args, **kwargs)`; names as in rpyc_call(). `args` NULL: none. NULL on failure;
 * free with rpyc_value_free(). */
rpyc_value_t* rpyc_invoke(rpyc_t* rpyc, const char* module, const char* function,
                          const rpyc_args_t* args, int mode, int timeout_ms);

/* The attribute `module.attribute`, or with `attribute` "" the module, and with `module` "" too,
 * the service. */
rpyc_value_t* rpyc_get(rpyc_t* rpyc, const char* module, const char* attribute, int mode,
                       int timeout_ms);

/* As rpyc_call_kw() and rpyc_getattr(), on this connection. */
char* rpyc_invoke_json(rpyc_t* rpyc, const char* module, const char* function,
                       const char* args_json, const char* kwargs_json, int timeout_ms);
char* rpyc_get_json(rpyc_t* rpyc, const char* module, const char* attribute, int timeout_ms);

/* Evaluates an expression, executes statements, in the connection's own namespace. Classic services
 * only. */
rpyc_value_t* rpyc_eval(rpyc_t* rpyc, const char* expression, int mode, int timeout_ms);
int rpyc_execute(rpyc_t* rpyc, const char* code, int timeout_ms);

/* ---------------------------------------------------------------- Part 2: objects
 * A handle names an object on the server and keeps it alive there. It belongs to the connection it
 * came by: when that is lost, so is the object. Handles are counted; what is in a value is released
 * with the value. */

void rpyc_object_retain(rpyc_object_t* object);
void rpyc_object_release(rpyc_object_t* object); /* NULL is allowed */

/* "numpy.ndarray"; lives as long as the handle. */
const char* rpyc_object_class(const rpyc_object_t* object);

/* `object.method(...)`; `method` "": `object(...)`. */
rpyc_value_t* rpyc_object_invoke(rpyc_object_t* object, const char* method, const rpyc_args_t* args,
                                 int mode, int timeout_ms);

/* `object.attribute`; `attribute` "": the object itself, for instance by value. */
rpyc_value_t* rpyc_object_get(rpyc_object_t* object, const char* attribute, int mode,
                              int timeout_ms);
int rpyc_object_set(rpyc_object_t* object, const char* attribute, const rpyc_value_t* value,
                    int timeout_ms);

/* An iterator over the object, then its items: a list of up to `count`, fewer at the end. One round
 * trip each. */
rpyc_value_t* rpyc_object_iterate(rpyc_object_t* object, int timeout_ms);
rpyc_value_t* rpyc_object_take(rpyc_object_t* iterator, size_t count, int mode, int timeout_ms);

/* str(object) and repr(object), as RPYC_STR. */
rpyc_value_t* rpyc_object_str(rpyc_object_t* object, int timeout_ms);
rpyc_value_t* rpyc_object_repr(rpyc_object_t* object, int timeout_ms);

/* ---------------------------------------------------------------- Part 2: calls without waiting
 * Calls of one connection run one after another, in the order they were sent; sending many before
 * waiting saves the round trips. */

typedef struct rpyc_future rpyc_future_t;

/* Waits for no answer; but to connect again, and while the server takes no more bytes, as long as a
 * call may take. */
rpyc_future_t* rpyc_invoke_async(rpyc_t* rpyc, const char* module, const char* function,
                                 const rpyc_args_t* args, int mode);
rpyc_future_t* rpyc_object_invoke_async(rpyc_object_t* object, const char* method,
                                        const rpyc_args_t* args, int mode);

/* 1 if the answer has come, else 0. Does not wait. */
int rpyc_future_ready(rpyc_future_t* future);

/* The result, once. After RPYC_TIMEOUT the future is still good: ask again. A default time limit is
 * the connection's. */
rpyc_value_t* rpyc_future_get(rpyc_future_t* future, int timeout_ms);

/* Calls `callback(data)` once when the answer has come or the connection is lost: at once if it
 * already has, else on a thread that is in any function of this connection, so a program that only
 * waits for callbacks calls rpyc_future_ready(), rpyc_future_get() or rpyc_ping() meanwhile. The
 * callback may use this library, for which no lock is held while it runs, but not free the future,
 * and must not throw. */
int rpyc_future_then(rpyc_future_t* future, void (*callback)(void* data), void* data);

/* Frees; an answer that is still to come is dropped. NULL is allowed. */
void rpyc_future_free(rpyc_future_t* future);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* GORAY_RPYC_BRIDGE_H_ */
