package main

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/ray4go/go-ray/ray"
)

// Tasks that call: each is one thing a library can ask of Python and Ray, wherever it runs.

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// one is the value of an answer; a failure is a panic.
func one[T any](answer ray.Decodable) T {
	value, err := ray.Get1[T](answer)
	check(err)
	return value
}

func (Tasks) PyTask(name string, argument any) any {
	return one[any](ray.RemoteCallPyTask(name, argument, ray.Option("num_cpus", 0.5)))
}

func square(x int) *ray.ObjectRef { return ray.RemoteCallPyTask("square", x) }

func hello(name string) *ray.ObjectRef { return ray.RemoteCall("Hello", name) }

func (Tasks) PyTaskRefs() string {
	return one[string](ray.RemoteCallPyTask("join", 0, 1, square(2), 3, 4, 5, 6, 7, 8, 9, hello("10"), 11))
}

func (Tasks) PyActor(key string, value any) any {
	storage := ray.NewPyActor("Storage", ray.Option("num_cpus", 0.5))
	storage.RemoteCall("put", key, value)
	got := one[any](storage.RemoteCall("get", key))
	check(storage.Kill())
	return got
}

func (Tasks) OwnTask(name string) string {
	return one[string](ray.RemoteCall("Hello", name, ray.Option("num_cpus", 0.5)))
}

func (Tasks) OwnTaskRefs() []any {
	return one[[]any](ray.RemoteCall("Echo", 0, 1, square(2), 3, 4, 5, 6, 7, 8, 9, hello("10"), 11))
}

func (Tasks) OwnActor(start, by int) int {
	counter := ray.NewActor("Counter", start, ray.Option("num_cpus", 0.5))
	counter.RemoteCall("Incr", by)
	sum := one[int](counter.RemoteCall("Incr", ray.RemoteCallPyTask("square", by)))
	check(counter.Kill())
	return sum
}

func (Tasks) NameActor(name string, start int) {
	actor := ray.NewActor("Counter", start, ray.Option("name", name),
		ray.Option("lifetime", "detached"), ray.Option("num_cpus", 0.5))
	one[int](actor.RemoteCall("Incr", 0))
}

func named(name string) *ray.ActorHandle {
	actor, err := ray.GetActor(name)
	check(err)
	return actor
}

func (Tasks) CallActor(name, method string, argument any) any {
	return one[any](named(name).RemoteCall(method, argument))
}

func (Tasks) KillActor(name string) { check(named(name).Kill()) }

func (Tasks) LocalPy(name string, argument any) any {
	return one[any](ray.LocalCallPyTask(name, argument))
}

func (Tasks) LocalCode(code string, argument any) any {
	return one[any](ray.CallPythonCode(code, argument))
}

func (Tasks) LocalObject(key string, value any) any {
	storage := ray.NewPyLocalInstance("Storage")
	_, err := storage.MethodCall("put", key, value).Get()
	check(err)
	got := one[any](storage.MethodCall("get", key))
	check(storage.Close())
	return got
}

func (Tasks) Shared(value any) []any {
	shared, err := ray.Put(value)
	check(err)
	defer shared.ObjectRef().Release()
	return one[[]any](ray.RemoteCall("Echo", shared, shared))
}

// neverRun is a task that no machine can run.
func neverRun() *ray.ObjectRef {
	return ray.RemoteCallPyTask("same", 0, ray.Option("num_cpus", 1000))
}

func (Tasks) TimesOut() bool {
	never := neverRun()
	_, err := ray.Get1[any](never, ray.WithTimeout(10*time.Millisecond))
	check(never.Cancel())
	return err == ray.ErrTimeout
}

func (Tasks) WaitsFor() (int, int, bool) {
	never := neverRun()
	ready, others, err := ray.Wait([]*ray.ObjectRef{never, ray.RemoteCall("Nothing")}, 1)
	check(err)
	check(never.Cancel())
	return len(ready), len(others), others[0] == never
}

func (Tasks) Cancels() bool {
	never := neverRun()
	check(never.Cancel())
	_, err := ray.Get1[any](never)
	return err == ray.ErrCancelled
}

// sumOnThreads adds up what call(i) gives in a goroutine for each i.
func sumOnThreads(count int, call func(i int) int) int {
	var sum atomic.Int64
	var all sync.WaitGroup
	for i := range count {
		all.Add(1)
		go func() {
			defer all.Done()
			sum.Add(int64(call(i)))
		}()
	}
	all.Wait()
	return int(sum.Load())
}

func (Tasks) Threads(count int) int {
	return sumOnThreads(count, func(i int) int { return one[int](ray.RemoteCallPyTask("square", i)) })
}

func (Tasks) LocalThreads(count int) int {
	return sumOnThreads(count, func(i int) int { return one[int](ray.LocalCallPyTask("triple", i)) })
}
