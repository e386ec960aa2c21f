"""Trains the forecasting models from the warehouse named in a JSON job on standard input, and writes them to the
registry. The job: {url, user, password, features, registry, seed, threads, models, sources: [{name, database, asOf?}]}; a
source without `asOf` gives an origin every 13 days of its history."""

import json
import sys
from datetime import date, timedelta
from pathlib import Path

from ad_response import train_and_write as train_ad_response
from demand_data import Origin, known_days, origins_between
from train_demand import train_and_write as train_demand
from warehouse import Warehouse

STEP = 13


def main() -> None:
    job = json.load(sys.stdin)
    warehouse = Warehouse(job["url"], job["user"], job["password"])
    features, registry = Path(job["features"]), Path(job["registry"])
    origins = [origin for source in job["sources"] for origin in _origins(warehouse, source)]
    if not origins:
        raise SystemExit("There is too little history to train on: at least 120 days of sales are needed.")
    if "demand" in job["models"]:
        train_demand(warehouse, features, registry, origins, job["seed"], job["threads"])
    if "ad_response" in job["models"]:
        database = job["sources"][0]["database"]
        _, last = known_days(warehouse, database)
        train_ad_response(warehouse, features, registry, database, _complete(last), job["seed"])


def _origins(warehouse: Warehouse, source: dict) -> list[Origin]:
    if "asOf" in source:
        return [Origin(source["name"], source["database"], date.fromisoformat(day)) for day in source["asOf"]]
    first, last = known_days(warehouse, source["database"])
    spread = origins_between(source["name"], source["database"], first, _complete(last), STEP)
    # The backtest's origins lie 28 days apart, counted back from the newest.
    tests = origins_between(source["name"], source["database"], first, _complete(last), 28)[-4:]
    return sorted({*spread, *tests}, key=lambda origin: origin.as_of)


def _complete(last: date) -> date:
    """The last day that is over; today is not."""
    return min(last, date.today() - timedelta(days=1))


if __name__ == "__main__":
    main()
