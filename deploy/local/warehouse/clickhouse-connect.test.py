"""A session of clickhouse-connect against the embedded warehouse: python3 <this> port user password reader password."""

import datetime
import decimal
import sys

import clickhouse_connect
import pyarrow
from clickhouse_connect.driver.exceptions import DatabaseError

port, user, password, reader, reader_password = sys.argv[1:]
client = clickhouse_connect.get_client(host="127.0.0.1", port=int(port), username=user, password=password)

client.command("DROP TABLE IF EXISTS from_python")
client.command(
    "CREATE TABLE from_python (id UInt32, name String, price Decimal(18, 2), at DateTime('UTC'), tags Array(String)) "
    "ENGINE = MergeTree ORDER BY id"
)
rows = [
    [1, "it's «é» 数据", decimal.Decimal("12.34"), datetime.datetime(2026, 1, 2, 3, 4, 5), ["a", "b"]],
    [2, "tab\tand\nline", decimal.Decimal("-0.01"), datetime.datetime(2026, 1, 2, 3, 4, 6), []],
]
client.insert("from_python", rows, column_names=["id", "name", "price", "at", "tags"])
found = client.query(
    "SELECT * FROM from_python WHERE name = {name:String} AND id IN {ids:Array(UInt32)}",
    parameters={"name": rows[0][1], "ids": [1, 2]},
)
assert [list(row) for row in found.result_rows] == [rows[0]], found.result_rows

many = pyarrow.table({"id": pyarrow.array(range(100_000), pyarrow.uint32())})
client.command("CREATE OR REPLACE TABLE from_arrow (id UInt32) ENGINE = MergeTree ORDER BY id")
client.insert_arrow("from_arrow", many)
arrow = client.query_arrow("SELECT id, id % 10 AS digit FROM from_arrow ORDER BY id")
assert arrow.num_rows == 100_000 and arrow.column("digit")[99].as_py() == 9

with client.query_row_block_stream("SELECT number FROM numbers(500000)") as stream:
    assert sum(len(block) for block in stream) == 500_000

assert client.command("SELECT getSetting('max_block_size')", settings={"max_block_size": 1234}) in (1234, "1234")
client.command("CREATE TEMPORARY TABLE of_session (x UInt8)")
client.insert("of_session", [[7]], column_names=["x"])
assert client.command("SELECT x FROM of_session") == 7

try:
    client.query("SELECT nosuch FROM from_python")
    raise AssertionError("an unknown column was accepted")
except DatabaseError as error:
    assert "47" in str(error), error

watcher = clickhouse_connect.get_client(
    host="127.0.0.1", port=int(port), username=reader, password=reader_password
)
assert watcher.query("SELECT count() FROM from_python").result_rows == [(2,)]
try:
    watcher.command("DROP TABLE from_python")
    raise AssertionError("a reader could drop a table")
except DatabaseError as error:
    assert "164" in str(error), error

print("all checks hold")
