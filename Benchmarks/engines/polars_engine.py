"""polars_engine.py FILE FOLDER: what Polars needs for the same questions, as JSON. Everything in memory."""

import os

from measuring import cores_used, least, more_memory, most_memory, show, start, values

os.environ["POLARS_MAX_THREADS"] = str(cores_used)
import polars as pl  # noqa: E402

path, _ = start()
results = {}
journal = None


def load():
    global journal
    journal = pl.read_csv(path, try_parse_dates=True, infer_schema_length=10_000)


before = most_memory()
results["index every heading column"] = least(load, times=1)
results["memory"] = {"amount": more_memory(before), "unit": "bytes"}

some = journal.slice(journal.height // 2).filter(pl.col("REMOTE_ADDRESS").is_not_null()).head(1)
user, kind, day, address = values(
    some.select("USER_NAME", "JOURNAL_ENTRY_TYPE", "ENTRY_TIMESTAMP", "REMOTE_ADDRESS").row(0))
network = ".".join(address.split(".")[:2]) + "."
time = pl.col("ENTRY_TIMESTAMP")
measures = [pl.len().alias("n"), time.min().alias("first"), time.max().alias("last")]


def count(*by):
    return lambda: journal.group_by(*by).agg(*measures).sort("n", descending=True)


results["filter: user"] = least(lambda: journal.filter(pl.col("USER_NAME") == user).height)
results["filter: type and day"] = least(
    lambda: journal.filter((pl.col("JOURNAL_ENTRY_TYPE") == kind) & (time.dt.date().cast(pl.Utf8) == day)).height)
results["filter: address"] = least(lambda: journal.filter(pl.col("REMOTE_ADDRESS").str.starts_with(network)).height)
results["count by USER_NAME"] = least(count("USER_NAME"))
results["count by JOURNAL_ENTRY_TYPE, ENTRY_TYPE"] = least(count("JOURNAL_ENTRY_TYPE", "ENTRY_TYPE"))
results["count by ENTRY_HOUR"] = least(count(time.dt.hour()))
results["sort by REMOTE_ADDRESS, ENTRY_TIMESTAMP"] = least(
    lambda: journal.select(pl.arg_sort_by("REMOTE_ADDRESS", "ENTRY_TIMESTAMP")))

show(results)
