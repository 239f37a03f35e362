"""Wrong uses of `calc`: each line below the mark is one mistake, and both checkers report it on that very line."""

from dataclasses import dataclass

import calc
import callbacks
import coroutines
import goray
import opaque
import overloads
import streams
import variants
from ray import ObjectRef


@dataclass
class WrongOrder:
    id: str
    parts: list[calc.DivMod]


class NoDataclass:
    id: int = 1
    parts: tuple[calc.DivMod, ...] = ()


text: ObjectRef[str] = calc.tasks.Hello.remote("Ada")
# wrong from here
calc.tasks.Divid(1)
calc.tasks.Divide("9")
calc.tasks.Divide(9.0)
calc.tasks.Divide()
calc.tasks.Divide(1, 2, 3)
calc.tasks.Divide(1, c=2)
calc.tasks.Divide(1)["quotent"]
calc.tasks.Divide(calc.tasks.Divide.remote(1))
calc.tasks.Divide.remote("9")
calc.tasks.Divide.map("9")
calc.tasks.Divide.map([1], chunks=2)
calc.Counter.remote(0).Incr.map([1], num_threads=2)
calc.tasks.Divide.remote(text)
calc.tasks.Divide.options(num_returns=2)
calc.tasks.Both.options(num_returns=3)
calc.tasks.Both.options(num_returns=2).remote("1")
calc.tasks.Divide.remote(1, 2, 3)
calc.tasks.Divide.remote(c=2)
calc.tasks.Divide.options(num_cpu=2)
calc.tasks.Divide.options(num_cpus="2")
calc.tasks.Divide.options(max_restarts=1)
calc.tasks.Divide.options(scheduling_strategy="SPRED")
calc.tasks.Add(1, "x")
calc.tasks.Add.remote(1, text)
calc.tasks.Echo(key=1)
calc.tasks.Digest("x")
calc.tasks.Series({"a": "bc"})
calc.tasks.Series({1: [1.0]})
calc.tasks.Both(1)[2]
calc.tasks.Nothing(1)
calc.tasks.Price({"id": 1})
calc.tasks.Price({"id": 1, "parts": [], "prise": 1})
calc.tasks.Price({"id": "1", "parts": []})
calc.tasks.Price({"id": 1, "parts": []}, color=1)
calc.tasks.Price(WrongOrder("1", []))
calc.tasks.Price(NoDataclass())
calc.tasks.Price({"id": 1, "parts": [{"quotient": 1}]})
calc.tasks.Price({"id": 1, "parts": []}, color=calc.Color.BLUE)
calc.tasks.Div(1, 2)
calc.tasks.Div.remote(1, 2)
calc.Counter("0")
calc.Counter(0).Incr("1")
calc.Counter(0).Incr.remote(1)
calc.Counter(0).Decr()
calc.Counter.remote(0).Incr(1)
calc.Counter.remote(0).Incr.remote("1")
calc.Counter.remote(0).incr()
calc.Counter.remote("0")
calc.Counter.remote(0).kill(restart=True)
calc.Counter.options(max_retries=1)
calc.Counter.options(lifetime="detachd")
calc.NewCounter.get(1)
calc.golang_task("Divid")
calc.golang_task("Divide", num_cpu=1)
calc.golang_local_run_task("Divide", "9")
calc.golang_actor_class("NewCountr")
calc.golang_local_new_actor("NewCounter", "0")
calc.golang_local_new_actor("NewCounter", 0).Incr.remote(1)
goray.kill(5)
goray.cancel(calc.Counter.remote(1))
calc.Counter.get(5)
variants.tasks.Same("1")
variants.tasks.Area({"edge": 1})
variants.tasks.Same.remote(text)
overloads.tasks.Twice(b"a")
overloads.tasks.Area(1)
overloads.tasks.Twice.remote(1, 2)
overloads.Counter(1.5)
overloads.Counter(1).Add("1")
opaque.tasks.Count.remote(opaque.tasks.Open([]))
opaque.tasks.Count({"words": []})
opaque.tasks.Count(opaque.tasks.MakeGrid(1))
opaque.tasks.Count(None)
callbacks.tasks.Where(3, str)
callbacks.tasks.Where(3, None)
callbacks.tasks.Replace("a", len)
callbacks.tasks.Where.remote(3, 5)
streams.tasks.Count("3")
streams.tasks.Count.map([1])
streams.tasks.Bodies.options(max_items_ahead=1)
streams.tasks.Count.options(max_items_ahead="1")
streams.Counter.remote(0).Up.map([1])
coroutines.Ledger.remote(0).Echo.map(["a"])
coroutines.tasks.Plain(1)
