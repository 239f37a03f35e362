"""Arrow's tables; `tests/golden/tables/app.h` is the app."""

from __future__ import annotations

import datetime
import gc
import threading
from collections.abc import Iterator
from typing import Any

import nanoarrow
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import ray

TRADES = {"price": [1.5, 2.0, 4.0, 8.0], "size": [2, 3, 1, 1]}
BATCH = pa.record_batch(TRADES)
TABLE = pa.Table.from_batches([BATCH.slice(0, 1), BATCH.slice(1)])


@pytest.mark.parametrize(
    "given",
    [
        BATCH,
        pa.table(TRADES),
        pa.Table.from_batches([BATCH.slice(0, 0), BATCH]),
        pa.RecordBatchReader.from_batches(BATCH.schema, [BATCH]),
        pl.DataFrame(TRADES),
        pd.DataFrame(TRADES),
        nanoarrow.c_array(BATCH),
        {name: np.array(column) for name, column in TRADES.items()},
        {name: np.repeat(column, 2)[::2] for name, column in TRADES.items()},
    ],
    ids=lambda given: type(given).__module__,
)
def test_whatever_has_columns_is_a_batch(given: Any) -> None:
    import tables

    assert tables.tasks.Value(given) == 21


@pytest.mark.parametrize("given", [TABLE, BATCH, pl.DataFrame(TRADES)])
def test_tables_of_any_number_of_batches(given: Any) -> None:
    import tables

    assert tables.tasks.Total(given) == 21


def test_a_table_has_the_batches_that_it_has() -> None:
    import tables

    assert tables.tasks.Rows(TABLE) == [1, 3]
    assert tables.tasks.Rows(TABLE.slice(0, 0)) in ([], [0])
    assert tables.tasks.SameTable(TABLE).equals(TABLE)
    assert tables.tasks.SameTable(TABLE).column("price").num_chunks == 2
    empty = BATCH.schema.empty_table()
    assert tables.tasks.SameTable(empty).schema == BATCH.schema
    assert tables.tasks.Same(empty).num_rows == 0
    with pytest.raises(
        ValueError, match=r"'trades': expected one batch, got a table of 2; give it .combine_chunks\(\)"
    ):
        tables.tasks.Value(TABLE)


COLUMNS: dict[str, pa.Array] = {
    "null": pa.nulls(3),
    "bool": pa.array([True, None, False]),
    "int8": pa.array([1, None, 3], pa.int8()),
    "uint16": pa.array([1, None, 3], pa.uint16()),
    "halffloat": pa.array(np.array([1, 2, 3], "f2")),
    "double": pa.array([1.5, None, 3]),
    "string": pa.array(["a", None, "é" * 20]),
    "large_string": pa.array(["a", None, "é" * 20], pa.large_string()),
    "string_view": pa.array(["a", None, "é" * 20], pa.string_view()),
    "binary": pa.array([b"a", None, b"\xff\x00"]),
    "date32[day]": pa.array([datetime.date(2024, 5, 1), None, datetime.date(1969, 12, 31)]),
    "time64[us]": pa.array([datetime.time(1, 2, 3), None, datetime.time(4)]),
    "duration[ns]": pa.array([1, None, 3], pa.duration("ns")),
    "timestamp[us, tz=Europe/Berlin]": pa.array([1, None, 3], pa.timestamp("us", "Europe/Berlin")),
    "timestamp[s]": pa.array([1, None, 3], pa.timestamp("s")),
    "dictionary of string": pa.array(["a", None, "a"]).dictionary_encode(),
    "list": pa.array([[1], None, [2, 3]]),
    "large_list": pa.array([["a"], None, []], pa.large_list(pa.string())),
    "struct": pa.array([{"a": 1, "b": "x"}, None, {"a": None, "b": "y"}]),
    "map": pa.array([[("a", 1)], None, []], pa.map_(pa.string(), pa.int64())),
}
FIXED: dict[str, pa.Array] = {
    "decimal": pa.array([1, None, 3]).cast(pa.decimal128(20)),
    "fixed_size_binary": pa.array([b"ab", None, b"cd"], pa.binary(2)),
    "fixed_size_list": pa.array([[1, 2], None, [3, 4]], pa.list_(pa.int8(), 2)),
}


@pytest.mark.parametrize("column", [*COLUMNS, *FIXED])
def test_columns_of_each_type(column: str) -> None:
    """They come back as they are, slices as well, in process, and inside of messages."""
    import tables

    whole = pa.record_batch({"other": [1, 2, 3], column: {**COLUMNS, **FIXED}[column]})
    if column in COLUMNS:
        assert tables.tasks.Types(whole) == {"other": "int64", column: column}
    tripled = pa.Table.from_batches([whole] * 3).combine_chunks().to_batches()[0]
    for given in (whole, whole.slice(1), whole.slice(1, 1), whole.slice(2, 0), tripled.slice(2, 5), tripled.slice(1)):
        assert tables.tasks.Nulls(given) == [0, given.column(1).null_count]
        for same in (tables.tasks.Same(given), tables.tasks.Echo({"title": "", "rows": given})["rows"]):
            if len(given) > 0:  # pyarrow finds fault with its own empty slices of views
                same.validate(full=True)
            assert same.equals(given)
            assert same.schema == given.schema


@pytest.mark.parametrize(
    "type_", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
)
def test_text_of_each_layout(type_: Any) -> None:
    import tables

    texts = ["a", None, "", "twelve bytes", "thirteen byte", "é" * 100]
    batch = pa.record_batch({"x": pa.array(texts).cast(type_)})
    assert tables.tasks.Texts(batch, 0) == texts
    assert tables.tasks.Texts(batch.slice(2, 3), 0) == texts[2:5]
    for frame in (pl.DataFrame({"x": texts}), pd.DataFrame({"x": texts}), pl.DataFrame({"x": texts})[1:]):
        assert tables.tasks.Texts(frame, 0) == texts[-len(frame) :]


def test_nulls_bits_and_dictionaries() -> None:
    import tables

    ints = pa.record_batch({"x": pa.array([1, None, 3] * 20)})
    for offset in range(10):
        assert tables.tasks.Ints(ints.slice(offset, 33), 0) == ([1, None, 3] * 20)[offset : offset + 33]
        assert tables.tasks.Nulls(ints.slice(offset, 33)) == [11]
    bools = [True, None, False, True, True] * 5
    assert tables.tasks.Bools(pa.record_batch({"x": bools}).slice(3), 0) == bools[3:]
    words = pa.array(["b", "a", None, "b"]).dictionary_encode()
    assert tables.tasks.Dictionary(pa.record_batch({"x": words}).slice(1), 0) == (["b", "a"], [1, None, 0])
    with pytest.raises(TypeError, match="column x is of int64, not of a dictionary"):
        tables.tasks.Dictionary(ints, 0)


def test_times() -> None:
    import tables

    def batch(items: list[Any], type_: pa.DataType) -> pa.RecordBatch:
        return pa.record_batch({"x": pa.array(items, type_)})

    assert tables.tasks.Times(batch([1, 2], pa.timestamp("us", "Europe/Berlin")), 0) == ("Europe/Berlin", [1, 2])
    wanted = r"not of timestamp\[us, with a time zone\]"
    for type_ in (pa.timestamp("us"), pa.timestamp("ns", "UTC"), pa.int64()):
        with pytest.raises(TypeError, match=wanted):
            tables.tasks.Times(batch([1, 2], type_), 0)
    days = [datetime.date(1970, 1, 2), datetime.date(1969, 12, 31)]
    assert tables.tasks.Days(batch(days, pa.date32()), 0) == [1, -1]
    with pytest.raises(TypeError, match=r"column x is of date64\[ms\], not of times of 32 bits"):
        tables.tasks.Days(batch(days, pa.date64()), 0)


def test_what_is_wrong_with_a_column() -> None:
    import tables

    def fails(error: type[Exception], text: str, **columns: Any) -> None:
        with pytest.raises(error, match=text):
            tables.tasks.Value(pa.record_batch(columns))

    fails(ValueError, "the table has no column size; did you mean 'sizes'", price=[1.0], sizes=[1])
    fails(TypeError, r"column price is of int64, not of double; take the former in C\+\+, or cast", price=[1], size=[1])
    fails(ValueError, r"column price of double has 1 nulls, .* Get<T>\(i\)", price=[1.0, None], size=[1, 2])
    with pytest.raises(IndexError, match="column 7 is out of range, there are 2"):
        tables.tasks.Texts(BATCH, 7)
    twice = pa.RecordBatch.from_arrays([pa.array([1.0])] * 2, names=["price", "price"])
    with pytest.raises(ValueError, match="two columns price"):
        tables.tasks.Value(twice)


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (pa.array([1]), TypeError, "expected a table, got a single column of int64"),
        (pa.chunked_array([[1]]), TypeError, "expected a table, got a single column of int64"),
        (pa.array([{"a": 1}, None]), ValueError, "a column of structs some of which are null"),
        (1, TypeError, "expected a table of Arrow's, got int"),
        (pa.RecordBatch, TypeError, "expected a table of Arrow.s, got a callable"),
        ({"a": np.ones((2, 2))}, TypeError, "column 'a' of a table has 2 dimensions, not 1"),
        ({1: np.ones(2)}, TypeError, "the columns of a table have names of str, got int"),
        ({"a": np.ones(2), "b": np.ones(3)}, ValueError, "column 'b' has 3 items, column 'a' has 2"),
        ({"a": [1, "x"]}, TypeError, "no table can be made of the dict"),
    ],
)
def test_what_is_no_table(value: Any, error: type[Exception], text: str) -> None:
    import tables

    with pytest.raises(error, match=text):
        tables.tasks.Same(value)


def test_nothing_is_copied_in_process() -> None:
    import tables

    numbers = np.arange(1000.0)
    batch = pa.record_batch({"x": numbers})
    address = batch.column("x").buffers()[1].address
    assert tables.tasks.Address(batch, "x") == address
    assert tables.tasks.Address(batch.slice(3), "x") == address + 24
    assert tables.tasks.Address(tables.tasks.Same(batch), "x") == address
    assert tables.tasks.Address({"x": numbers}, "x") == numbers.ctypes.data
    frame = pl.DataFrame({"x": numbers})
    assert (
        tables.tasks.Address(frame, "x")
        == pl.DataFrame(tables.tasks.Same(frame)).to_arrow()["x"].chunk(0).buffers()[1].address
    )
    made = tables.tasks.Zeros(1000)
    assert tables.tasks.Address(made, "x") == made.column("x").buffers()[1].address


def test_columns_that_cpp_makes() -> None:
    import tables

    made = tables.tasks.Make(5)
    made.validate(full=True)
    utc = datetime.timezone.utc
    start = datetime.datetime(1970, 1, 1)
    assert made.to_pydict() == {
        "double": [0, 1.5, 3, 4.5, 6],
        "text": ["é0", "é1", "é2", "é3", "é4"],
        "bool": [True, False, False, True, False],
        "int": [0, None, 2, None, 4],
        "maybe": ["0", None, "2", None, "4"],
        "flag": [True, None, False, None, True],
        "time": [start.replace(tzinfo=utc) + datetime.timedelta(milliseconds=i) for i in range(5)],
        "local": [pd.Timestamp(i) for i in range(5)],
        "duration": [datetime.timedelta(seconds=i) for i in range(5)],
        "byte": [0, 1, 2, 3, 4],
    }
    assert tables.tasks.Make(0).num_rows == 0
    tables.tasks.Make(0).validate(full=True)
    table = tables.tasks.Batches([2, 0, 3])
    assert [batch.num_rows for batch in table.to_batches()] in ([2, 0, 3], [2, 3])
    selected = tables.tasks.Select(made.slice(1), ["text", "int"])
    selected.validate(full=True)
    assert selected.to_pydict() == {"text": ["é1", "é2", "é3", "é4"], "int": [None, 2, None, 4], "row": [0, 1, 2, 3]}
    assert pl.DataFrame(made)["text"].to_list() == made.to_pydict()["text"]
    with pytest.raises(ValueError, match="column b has 3 items, column a has 2"):
        tables.tasks.WrongLengths()
    with pytest.raises(ValueError, match=r"column a has text that is not UTF-8: \\xff"):
        tables.tasks.NotUtf8()
    with pytest.raises(ValueError, match="two columns have the name row"):
        tables.tasks.Select(selected, ["row"])


@pytest.mark.parametrize(
    "given",
    [
        TRADES,
        {name: np.array(column) for name, column in TRADES.items()},
        {name: np.repeat(column, 2)[::2] for name, column in TRADES.items()},
        BATCH,
        pa.table(TRADES),
        pl.DataFrame(TRADES),
        pd.DataFrame(TRADES),
    ],
)
def test_a_struct_of_spans_is_a_batch_of_columns(given: Any) -> None:
    import tables

    assert tables.tasks.Worth(given) == 21
    assert tables.tasks.Worth(given, fee=0.5) == 19


def test_columns_of_a_struct_are_not_copied() -> None:
    import tables

    columns = {"size": np.arange(100), "price": np.arange(100.0)}
    assert tables.tasks.AddressOfPrice(columns) == columns["price"].ctypes.data
    batch = pa.record_batch(columns)
    assert tables.tasks.AddressOfPrice(batch.slice(2)) == columns["price"].ctypes.data + 16


@pytest.mark.parametrize(
    ("columns", "error", "text"),
    [
        (
            {"size": [1], "prise": [1.0]},
            ValueError,
            "the table has a column prise, which Trades has not; did you mean 'price'",
        ),
        ({"size": [1]}, ValueError, "the table has no column price"),
        ({"size": [1], "price": [1]}, TypeError, "column price is of int64, not of double"),
        ({"size": [1], "price": [None]}, TypeError, "column price is of null, not of double"),
        ({"size": [1, 2], "price": [1.0, None]}, ValueError, "column price of double has 1 nulls"),
        ({"size": np.ones(1, "i4"), "price": np.ones(1)}, TypeError, "column size is of int32, not of int64"),
        ({"size": [1, 2], "price": [1.0]}, ValueError, "column 'price' has 1 items, column 'size' has 2"),
    ],
)
def test_what_a_struct_of_spans_refuses(columns: Any, error: type[Exception], text: str) -> None:
    import tables

    with pytest.raises(error, match=text) as caught:
        tables.tasks.Worth(columns)
    if not text.startswith("column 'price'"):
        assert str(caught.value).startswith("Worth() argument 'trades': ")


def test_inside_of_other_values() -> None:
    import tables

    report = tables.tasks.Echo({"title": "a", "rows": pl.DataFrame(TRADES), "more": TABLE})
    assert report["title"] == "a"
    assert report["rows"].to_pydict() == TRADES
    assert report["more"] is not None
    assert report["more"].equals(TABLE)
    assert tables.tasks.Echo({"title": "a", "rows": BATCH})["more"] is None
    assert [part.num_rows for part in tables.tasks.Split(TABLE)] == [1, 3]
    columns: dict[str, Any] = {
        kind: np.array([0, 1, 0]).astype(kind) for kind in ("?", "i2", "i4", "i8", "u2", "u4", "u8", "f4", "f8")
    }
    columns |= {"text": ["a", "é", ""], "ints": [1, 2, 3], "floats": [1.5, 2, 3]}
    assert tables.tasks.Echo({"title": "", "rows": columns})["rows"].equals(pa.record_batch(columns))
    for wrong, error, text in (
        (np.ones((2, 2)), TypeError, r"'report.rows\['x'\]': expected a column of one dimension, got 2"),
        (np.ones(2, "c8"), TypeError, r"'report.rows\['x'\]': no column can be made of an array of complex64 here"),
        (np.ones(2, "i1"), TypeError, r"'report.rows\['x'\]': a column of one-byte integers is bytes here"),
        ([1, "a"], TypeError, r"'report.rows\['x'\]\[1\]': expected int, got str"),
        (np.ones(2), ValueError, r"'report.rows': .*: column x has 2 items, column a has 1"),
    ):
        given: dict[str, Any] = {"a": [1], "x": wrong}
        with pytest.raises(error, match=text):
            tables.tasks.Echo({"title": "", "rows": given})
    run_ends = pa.RunEndEncodedArray.from_arrays([2], ["a"])
    ends = pa.record_batch({"x": run_ends})
    assert tables.tasks.Same(ends).equals(ends)
    with pytest.raises(
        TypeError, match=r"'report'?.*'rows'.*: a column of the Arrow type \+r cannot be sent|cannot be sent"
    ):
        tables.tasks.Echo({"title": "", "rows": ends})


def test_a_batch_may_be_kept_and_goes_back_once() -> None:
    import tables

    gc.collect()
    before = pa.total_allocated_bytes()
    store = tables.Store()
    for i in range(3):
        store.Add(pa.record_batch({"x": pa.array(range(i * 1000, (i + 1) * 1000))}))
    gc.collect()
    assert store.All()["x"].to_pylist() == list(range(3000))
    kept = store.All().slice(2500)
    store.Clear()
    threads = [threading.Thread(target=store.Add, args=(BATCH,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.All().num_rows == 32
    store.Clear()
    assert kept["x"].to_pylist() == list(range(2500, 3000))
    del kept
    gc.collect()
    assert pa.total_allocated_bytes() == before


def test_streams_are_read_to_their_end_or_fail_with_their_own_words() -> None:
    import tables

    def batches(fails: bool) -> Iterator[pa.RecordBatch]:
        yield BATCH
        if fails:
            raise RuntimeError("no more today")
        yield BATCH

    def reader(fails: bool) -> pa.RecordBatchReader:
        return pa.RecordBatchReader.from_batches(BATCH.schema, batches(fails))

    assert tables.tasks.Total(reader(False)) == 42
    with pytest.raises(ValueError, match=r"'trades': its batches cannot be read: .*no more today"):
        tables.tasks.Total(reader(True))
    with pytest.raises(ValueError, match="no more today"):
        tables.tasks.Echo({"title": "", "rows": BATCH, "more": reader(True)})


class Given:
    """Gives capsules that are given already."""

    def __init__(self, capsules: Any) -> None:
        self.capsules = capsules

    def __arrow_c_array__(self, requested_schema: object = None) -> Any:
        return self.capsules


def test_capsules_that_are_used_up_or_none() -> None:
    import tables

    used = Given(BATCH.__arrow_c_array__())
    assert tables.tasks.Value(used) == 21
    with pytest.raises(ValueError, match="'trades': its columns were taken already"):
        tables.tasks.Value(used)
    for wrong in (None, (1, 2), BATCH.__arrow_c_array__()[::-1]):
        with pytest.raises(
            TypeError, match=r"'.*Given' gave no (two capsules|capsule of Arrow's) by __arrow_c_array__"
        ):
            tables.tasks.Value(Given(wrong))


@pytest.mark.usefixtures("ray_session")
def test_a_worker_looks_into_rays_object_store() -> None:
    import tables

    batch = pa.record_batch({"x": np.arange(100_000.0)})
    for given in (batch, ray.put(pa.Table.from_batches([batch])), tables.tasks.Zeros.remote(100_000)):
        assert "plasma" in ray.get(tables.tasks.Mapping.remote(given, "x"))
    assert "plasma" not in tables.tasks.Mapping(batch, "x")


@pytest.mark.usefixtures("ray_session")
def test_on_ray() -> None:
    import tables

    for given in (BATCH, pl.DataFrame(TRADES), pd.DataFrame(TRADES), ray.put(BATCH)):
        assert ray.get(tables.tasks.Value.remote(given)) == 21
    assert ray.get(tables.tasks.Total.remote(TABLE)) == 21
    ref = tables.tasks.Make.remote(4)
    assert ray.get(ref).equals(tables.tasks.Make(4))
    assert ray.get(tables.tasks.Same.remote(ref)).equals(tables.tasks.Make(4))
    assert ray.get(tables.tasks.SameTable.remote(TABLE)).equals(TABLE)
    report = ray.get(tables.tasks.Echo.remote({"title": "", "rows": BATCH, "more": TABLE}))
    assert report["more"] is not None
    assert report["more"].equals(TABLE)
    assert ray.get(tables.tasks.Worth.remote({"size": np.ones(2, "i8"), "price": np.ones(2)})) == 2
    valuer = tables.Valuer.remote(0.5)
    assert ray.get(valuer.__call__.remote(BATCH)).to_pydict() == {"value": [2.5, 5.5, 3.5, 7.5]}
    valuer.kill()
    store = tables.Store.remote()
    ray.get([store.Add.remote(BATCH) for _ in range(3)])
    assert ray.get(store.All.remote()).num_rows == 12
    store.kill()
