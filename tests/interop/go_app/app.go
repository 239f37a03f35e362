// A real Go library: what goray has to drive as it drives C++. The twin of ../cpp_app.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/ray4go/go-ray/ray"
)

type Tasks struct{}

type Point struct {
	X int64 `codec:"x"`
	Y int64 `codec:"y"`
}

func (Tasks) Hello(name string) string { return "Hello " + name }

func (Tasks) Divide(a, b int64) (int64, int64) { return a / b, a % b }

func (Tasks) Echo(args ...any) []any { return args }

func (Tasks) Nothing() {}

func (Tasks) Sleep(seconds float64) { time.Sleep(time.Duration(seconds * float64(time.Second))) }

func (Tasks) Gather(name string, rest ...any) (string, int) { return name, len(rest) }

func (Tasks) Swap(point Point) Point { return Point{point.Y, point.X} }

func (Tasks) Named(points []Point) map[string]Point {
	named := map[string]Point{}
	for _, point := range points {
		named[fmt.Sprintf("p%d", point.X)] = point
	}
	return named
}

func (Tasks) Half(x *float64) *float64 {
	if x == nil {
		return nil
	}
	half := *x / 2
	return &half
}

func (Tasks) Not(value bool) bool { return !value }

func (Tasks) Zeros(size int) []byte { return make([]byte, size) }

func (Tasks) Size(data []byte) int { return len(data) }

func (Tasks) Fail(text string) { panic(text) }

// FailCounted leaves a byte in the file for each time it ran.
func (Tasks) FailCounted(path string) {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	check(err)
	_, err = file.WriteString(".")
	check(err)
	check(file.Close())
	panic("so bad")
}

type counter struct{ value int }

type Actors struct{}

func (Actors) Counter(start int) *counter {
	if start < 0 {
		panic("a counter starts at 0 or above")
	}
	return &counter{start}
}

func (c *counter) Incr(by int) int {
	c.value += by
	return c.value
}

func (c *counter) Fail(text string) { panic(text) }

func (c *counter) Both() (int, string) { return c.value, strconv.Itoa(c.value) }

func driver() int { return one[int](ray.LocalCallPyTask("main")) }

func init() { ray.Init(Tasks{}, Actors{}, driver) }

func main() {}
