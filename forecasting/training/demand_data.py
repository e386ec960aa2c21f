"""Training sets of the demand model: the feature model at many days, each row beside what was sold."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from warehouse import Warehouse, feature_sql

HORIZON = 28
KEYS = ["sku", "channel", "horizon", "target_day", "baseline"]


@dataclass(frozen=True)
class Origin:
    """A day at whose end a forecast could have been made, in one database."""

    source: str
    database: str
    as_of: date


def known_days(warehouse: Warehouse, database: str) -> tuple[date, date]:
    sql = "select min(business_day) as first, max(business_day) as last, count() as rows from dws_trd_sku_channel_1d"
    row = warehouse.table(sql, database).to_pylist()[0]
    if not row["rows"]:
        raise SystemExit(f"There are no sales in the database {database}: build the models first.")
    return row["first"], row["last"]


def origins_between(source: str, database: str, first: date, last: date, step: int) -> list[Origin]:
    """Days counted back from the last one whose 28 days are known; `step` shares no factor with a week."""
    newest = last - timedelta(days=HORIZON)
    days = range(0, max(0, (newest - first).days - 91) + 1, step)
    return [Origin(source, database, newest - timedelta(days=day)) for day in reversed(days)]


def read_origin(warehouse: Warehouse, features: Path, origin: Origin, one_of: int) -> pd.DataFrame:
    """Features and `units` of one origin; `one_of` n rows, chosen by hash. Days on which a SKU was counted and sold out
    everywhere are left out: what was sold then is not what was wanted."""
    sql = f"""
      with
        actual as (
          select sku as sold_sku, channel as sold_channel, business_day, sum(toFloat64(dws.units)) as sold
          from dws_trd_sku_channel_1d as dws
          where business_day > {{as_of:Date}} and business_day <= {{as_of:Date}} + {HORIZON}
          group by sold_sku, sold_channel, business_day
        ),
        empty as (
          select sku as empty_sku, stock_day
          from dwd_inv_stock_df
          where stock_day > {{as_of:Date}} and stock_day <= {{as_of:Date}} + {HORIZON}
          group by empty_sku, stock_day
          having sum(available) <= 0
        )
      select feature.*, ifNull(actual.sold, 0) as units
      from ({feature_sql(features, "ftr_demand")}) as feature
      left join actual on sold_sku = sku and sold_channel = channel and actual.business_day = target_day
      where cityHash64(sku, channel, horizon, {{as_of:Date}}) % {one_of} = 0
        and (sku, target_day) not in (select empty_sku, stock_day from empty)
      order by sku, channel, horizon"""
    rows = warehouse.table(sql, origin.database, as_of=origin.as_of.isoformat()).to_pandas()
    rows["source"] = origin.source
    rows["as_of"] = pd.Timestamp(origin.as_of)
    return rows


def feature_names(rows: pd.DataFrame) -> list[str]:
    """In the order of the SQL; the level comes first because the graph multiplies by it."""
    names = [name for name in rows.columns if name not in {*KEYS, "units", "source", "as_of", "level"}]
    return ["level", "horizon", *names]


def matrix(rows: pd.DataFrame, names: list[str]) -> np.ndarray:
    return rows[names].to_numpy(dtype=np.float32)
