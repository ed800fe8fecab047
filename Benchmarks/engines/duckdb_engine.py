"""duckdb_engine.py FILE FOLDER: what DuckDB needs for the same questions, as JSON. Two threads, everything in memory."""

import duckdb
from measuring import least, more_memory, most_memory, show, start, values

path, cores = start()
connection = duckdb.connect()
connection.execute(f"set threads = {cores}")
run = connection.execute
results = {}

before = most_memory()
results["index every heading column"] = least(
    lambda: run(f"create or replace table journal as select * from read_csv('{path}')"), times=1)
results["memory"] = {"amount": more_memory(before), "unit": "bytes"}

middle = run("select count(*) // 2 from journal").fetchone()[0]
user, kind, day, address = values(run(
    "select USER_NAME, JOURNAL_ENTRY_TYPE, ENTRY_TIMESTAMP, REMOTE_ADDRESS from journal"
    f" where rowid >= {middle} and REMOTE_ADDRESS is not null order by rowid limit 1").fetchone())
network = ".".join(address.split(".")[:2]) + "."

for what, query in {
    "filter: user": f"select count(*) from journal where USER_NAME = '{user}'",
    "filter: type and day":
        f"select count(*) from journal where JOURNAL_ENTRY_TYPE = '{kind}'"
        f" and ENTRY_TIMESTAMP >= '{day}' and ENTRY_TIMESTAMP < date '{day}' + 1",
    "filter: address": f"select count(*) from journal where starts_with(REMOTE_ADDRESS, '{network}')",
    "count by USER_NAME":
        "select USER_NAME, count(*) n, min(ENTRY_TIMESTAMP), max(ENTRY_TIMESTAMP) from journal group by 1 order by n desc",
    "count by JOURNAL_ENTRY_TYPE, ENTRY_TYPE":
        "select JOURNAL_ENTRY_TYPE, ENTRY_TYPE, count(*) n, min(ENTRY_TIMESTAMP), max(ENTRY_TIMESTAMP)"
        " from journal group by 1, 2 order by n desc",
    "count by ENTRY_HOUR":
        "select hour(ENTRY_TIMESTAMP) h, count(*) n, min(ENTRY_TIMESTAMP), max(ENTRY_TIMESTAMP)"
        " from journal group by 1 order by n desc",
    "sort by REMOTE_ADDRESS, ENTRY_TIMESTAMP":
        "create or replace temp table sorted as select rowid as place from journal order by REMOTE_ADDRESS, ENTRY_TIMESTAMP",
}.items():
    results[what] = least(lambda: run(query).fetchall())

show(results)
