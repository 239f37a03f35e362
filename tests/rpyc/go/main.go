// The program of examples/rpyc_go over the C functions alone, with a wrapper of its own.
package main

/*
#cgo LDFLAGS: -L${SRCDIR} -lrpyc_bridge
#include <stdlib.h>
#include "rpyc_bridge.h"
*/
import "C"

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"runtime"
	"strconv"
	"unsafe"
)

func main() {
	port, _ := strconv.Atoi(os.Getenv("RPYC_PORT"))
	fmt.Println("Go + Rust FFI + RPyC Integration")
	fmt.Println("================================")
	fmt.Println()
	fmt.Println("Connecting to RPyC server...")
	if C.rpyc_init() != 0 || C.rpyc_is_connected() != 0 {
		log.Fatal("not as it should be at the start")
	}
	host := C.CString("localhost")
	defer C.free(unsafe.Pointer(host))
	if C.rpyc_connect(host, C.int(port)) != 0 {
		log.Fatal(C.GoString(C.rpyc_last_error()))
	}
	if C.rpyc_is_connected() != 1 {
		log.Fatal("not connected after rpyc_connect")
	}
	fmt.Println("  Connected!")

	fmt.Println("\nTest 1: math.sqrt(16)")
	show(call("math", "sqrt", 16))
	fmt.Println("\nTest 2: numpy.mean([1,2,3,4,5])")
	show(call("numpy", "mean", []float64{1, 2, 3, 4, 5}))
	fmt.Println("\nTest 3: math.pi")
	show(get("math", "pi"))

	C.rpyc_disconnect()
	if _, err := call("math", "sqrt", 16); err == nil || C.rpyc_is_connected() != 0 {
		log.Fatal("still connected after rpyc_disconnect")
	}
	fmt.Println("\n================================")
	fmt.Println("All tests passed!")
}

func show(result string, err error) {
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("  Result:", result)
}

func call(module, function string, args ...any) (string, error) {
	text, err := json.Marshal(args)
	if err != nil {
		return "", err
	}
	m, f, a := C.CString(module), C.CString(function), C.CString(string(text))
	defer C.free(unsafe.Pointer(m))
	defer C.free(unsafe.Pointer(f))
	defer C.free(unsafe.Pointer(a))
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return take(C.rpyc_call(m, f, a))
}

func get(module, attribute string) (string, error) {
	m, a := C.CString(module), C.CString(attribute)
	defer C.free(unsafe.Pointer(m))
	defer C.free(unsafe.Pointer(a))
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return take(C.rpyc_getattr(m, a))
}

func take(text *C.char) (string, error) {
	if text == nil {
		return "", errors.New(C.GoString(C.rpyc_last_error()))
	}
	defer C.rpyc_free_string(text)
	return C.GoString(text), nil
}
