// The Go twin of examples/crosslang: the same Python file is its other half.
package main

import (
	"fmt"

	"github.com/ray4go/go-ray/ray"
)

type Tasks struct{}

func (Tasks) Hello(name string) string { return "Hello " + name }

type Actors struct{}

type counter struct{ value int }

func (Actors) Counter(start int) *counter { return &counter{start} }

func (c *counter) Incr(by int) int {
	c.value += by
	return c.value
}

func driver() int {
	square, err := ray.Get1[int](ray.RemoteCallPyTask("square", 8))
	if err != nil {
		panic(err)
	}
	fmt.Println("RemoteCallPyTask square:", square)

	storage := ray.NewPyActor("Storage")
	storage.RemoteCall("put", "key1", "value1")
	value, err := ray.Get1[string](storage.RemoteCall("get", "key1"))
	if err != nil {
		panic(err)
	}
	fmt.Println("NewPyActor Storage get:", value)

	if _, err := ray.LocalCallPyTask("main").Get(); err != nil {
		panic(err)
	}
	return 0
}

func init() { ray.Init(Tasks{}, Actors{}, driver) }

func main() {}
