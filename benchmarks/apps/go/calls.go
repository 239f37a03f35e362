// The twin of ../goray/calls.cpp with the published module, as far as it has the same.
package main

import "github.com/ray4go/go-ray/ray"

type Tasks struct{}

func (Tasks) Add(a, b float64) float64 { return a + b }

func (Tasks) Hello(name string) string { return "Hello " + name }

func (Tasks) Fail() { panic("wrong value") }

func (Tasks) Same(value any) any { return value }

func (Tasks) SameFloats(floats []float64) []float64 { return floats }

func (Tasks) SameBytes(data []byte) []byte { return data }

func (Tasks) Size(data []byte) int { return len(data) }

func (Tasks) Zeros(size int) []byte { return make([]byte, size) }

func (Tasks) Callbacks(count int64) int64 {
	sum := int64(0)
	for i := int64(0); i < count; i++ {
		value, err := ray.Get1[int64](ray.LocalCallPyTask("same", i))
		if err != nil {
			panic(err)
		}
		sum += value
	}
	return sum
}

func (Tasks) Sum1(a int64) int64 { return a }

func (Tasks) Sum2(a, b int64) int64 { return a + b }

func (Tasks) Sum4(a, b, c, d int64) int64 { return a + b + c + d }

func (Tasks) Sum8(a, b, c, d, e, f, g, h int64) int64 { return a + b + c + d + e + f + g + h }

type counter struct{ value int64 }

type Actors struct{}

func (Actors) NewCounter(start int64) *counter { return &counter{start} }

func (c *counter) Incr(by int64) int64 {
	c.value += by
	return c.value
}

func driver() int { return 0 }

func init() { ray.Init(Tasks{}, Actors{}, driver) }

func main() {}
