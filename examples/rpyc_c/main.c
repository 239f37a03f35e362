/* SPDX-License-Identifier: Apache-2.0
 * Calls Python from C through an RPyC server. */
#include <stdio.h>
#include <stdlib.h>

#include "rpyc_bridge.h"

static int Show(const char* what, char* result) {
  if (result == NULL) {
    fprintf(stderr, "%s: %s\n", what, rpyc_last_error());
    return 1;
  }
  printf("%s = %s\n", what, result);
  rpyc_free_string(result);
  return 0;
}

int main(void) {
  const char* port = getenv("RPYC_PORT");
  if (rpyc_connect("localhost", port ? atoi(port) : 0) != 0) {
    fprintf(stderr, "%s\n", rpyc_last_error());
    return 1;
  }
  int failed = Show("math.sqrt(16)", rpyc_call("math", "sqrt", "[16]")) +
               Show("numpy.mean([1,2,3,4,5])", rpyc_call("numpy", "mean", "[[1, 2, 3, 4, 5]]")) +
               Show("math.pi", rpyc_getattr("math", "pi"));
  rpyc_disconnect();
  return failed;
}
