// A real Go library: what goray has to drive as it drives C++. Its driver is the Go half of ../driver_app.py.
package main

import (
	"fmt"
	"time"

	"github.com/ray4go/go-ray/ray"
)

type Tasks struct{}

func (Tasks) Hello(name string) string { return "Hello " + name }

func (Tasks) Divide(a, b int64) (int64, int64) { return a / b, a % b }

func (Tasks) Echo(args ...any) []any { return args }

func (Tasks) Nothing() {}

func (Tasks) Sleep(seconds float64) { time.Sleep(time.Duration(seconds * float64(time.Second))) }

type counter struct{ value int }

type Actors struct{}

func (Actors) Counter(start int) *counter { return &counter{start} }

func (c *counter) Incr(by int) int {
	c.value += by
	return c.value
}

// say prints what the test expects, line by line.
func say(what string, values ...any) { fmt.Println(append([]any{what}, values...)...) }

func driver() int {
	square, err := ray.Get1[int](ray.RemoteCallPyTask("square", 8, ray.Option("num_cpus", 1)))
	say("square", square, err)

	_, err = ray.Get1[int](ray.RemoteCallPyTask("fail", "no"))
	say("fail", err != nil)

	args := []any{}
	for i := range 12 {
		switch i {
		case 2, 10:
			args = append(args, ray.RemoteCallPyTask("square", i))
		default:
			args = append(args, i)
		}
	}
	echoed, err := ray.Get1[[]any](ray.RemoteCall("Echo", args...))
	say("echo", echoed, err)

	storage := ray.NewPyActor("Storage", ray.Option("name", "storage"))
	storage.RemoteCall("put", "key1", "value1")
	value, err := ray.Get1[string](storage.RemoteCall("get", "key1"))
	say("storage", value, err)

	remote := ray.NewActor("Counter", 40, ray.Option("name", "counter"))
	count, err := ray.Get1[int](remote.RemoteCall("Incr", ray.RemoteCallPyTask("square", 1)))
	say("counter", count, err)

	ray.LocalCallPyTask("make_plain")
	plain, err := ray.GetActor("plain")
	say("get actor", err)
	if err == nil {
		got, err := ray.Get1[int](plain.RemoteCall("double", 21))
		say("plain", got, err)
	}

	shared, err := ray.Put("shared")
	say("put", err)
	hello, err := ray.Get1[string](ray.RemoteCall("Hello", shared))
	say("hello", hello, err)

	sleeping := ray.RemoteCall("Sleep", 60.0)
	err = ray.Get0(sleeping, ray.WithTimeout(10*time.Millisecond))
	say("timeout", err == ray.ErrTimeout)
	ready, others, err := ray.Wait([]*ray.ObjectRef{sleeping, ray.RemoteCall("Nothing")}, 1)
	say("wait", len(ready), len(others), ready[0] != sleeping, err)
	say("cancel", sleeping.Cancel(ray.Option("force", true)))
	say("killed", storage.Kill())

	var seven int
	say("local", ray.LocalCallPyTask("seven").GetInto(&seven), seven)
	var result string
	say("main", ray.LocalCallPyTask("main").GetInto(&result), result)
	return 3
}

func init() { ray.Init(Tasks{}, Actors{}, driver) }

func main() {}
