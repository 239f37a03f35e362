// Calls Python from Go through an RPyC server. The other Go file is made by goray-gen; see README.md.
package main

import (
	"fmt"
	"log"
	"os"
	"strconv"
)

func main() {
	port, _ := strconv.Atoi(os.Getenv("RPYC_PORT"))
	fmt.Println("Go + Rust FFI + RPyC Integration")
	fmt.Println("================================")

	fmt.Println("\nConnecting to RPyC server...")
	client, err := NewRPyCClient("localhost", port)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	fmt.Println("  Connected!")

	show(1, "math.sqrt(16)", func() (any, error) { return client.Call("math", "sqrt", 16) })
	show(2, "numpy.mean([1,2,3,4,5])", func() (any, error) { return client.Call("numpy", "mean", []float64{1, 2, 3, 4, 5}) })
	show(3, "math.pi", func() (any, error) { return client.GetAttr("math", "pi") })

	fmt.Println("\n================================")
	fmt.Println("All tests passed!")
}

func show(number int, what string, call func() (any, error)) {
	fmt.Printf("\nTest %d: %s\n", number, what)
	result, err := call()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("  Result: %v\n", result)
}
