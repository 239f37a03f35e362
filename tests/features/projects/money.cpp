#include <linked.h>

Money Price() { return 1.5; }
