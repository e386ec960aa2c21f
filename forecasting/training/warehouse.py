"""Reads answers of the warehouse over HTTP as Arrow tables."""

import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pyarrow as pa


class Warehouse:
    def __init__(self, url: str, user: str, password: str):
        self.url = url
        self.user = user
        self.password = password

    def table(self, sql: str, database: str, **parameters: str) -> pa.Table:
        query = {"database": database, **{f"param_{name}": value for name, value in parameters.items()}}
        request = urllib.request.Request(
            f"{self.url}/?{urllib.parse.urlencode(query)}",
            data=f"{sql}\nFORMAT ArrowStream".encode(),
            headers={"X-ClickHouse-User": self.user, "X-ClickHouse-Key": self.password},
        )
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                return pa.ipc.open_stream(answer.read()).read_all()
        except urllib.error.HTTPError as refused:
            text = refused.read().decode(errors="replace")
            raise SystemExit(f"The warehouse refused a feature query: {text[:2000]}") from refused


def feature_sql(folder: Path, name: str) -> str:
    """The SQL of a feature model; what stands above it is its header."""
    lines = (folder / f"{name}.sql").read_text().splitlines()
    while lines and (lines[0].startswith("--") or not lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines)
