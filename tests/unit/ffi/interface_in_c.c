/* SPDX-License-Identifier: Apache-2.0 */
/* The header of the C ABI is C: this file is compiled as such. */
#include <goray/abi/goray_interface.h>

uint64_t SizeInC(void);
uint64_t SizeInC(void) { return sizeof(GorayInterfaceV1); }
