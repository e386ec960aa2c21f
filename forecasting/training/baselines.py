"""Forecasts by exponential smoothing, one series at a time, to hold the global model against."""

from datetime import date

import numpy as np
import pandas as pd

from demand_data import HORIZON
from warehouse import Warehouse


def exponential_smoothing(warehouse: Warehouse, database: str, as_of: date) -> pd.DataFrame:
    """sku, channel, horizon, `ses` and `seasonal_es` (weekly season), fitted on the last 26 weeks."""
    # Imported late: it compiles for a quarter of a minute.
    from statsforecast import StatsForecast
    from statsforecast.models import SeasonalExponentialSmoothingOptimized, SimpleExponentialSmoothingOptimized

    sql = """
      select sku, channel, business_day, sum(toFloat64(dws.units)) as units
      from dws_trd_sku_channel_1d as dws
      where business_day <= {as_of:Date} and business_day > {as_of:Date} - 182
      group by sku, channel, business_day"""
    sales = warehouse.table(sql, database, as_of=as_of.isoformat()).to_pandas()
    days = pd.date_range(end=pd.Timestamp(as_of), periods=182)
    sales["business_day"] = pd.to_datetime(sales["business_day"])
    wide = sales.pivot_table(index=["sku", "channel"], columns="business_day", values="units", fill_value=0.0)
    wide = wide.reindex(columns=days, fill_value=0.0)
    series = pd.DataFrame(
        {
            "unique_id": np.repeat(np.arange(len(wide)), len(days)),
            "ds": np.tile(days, len(wide)),
            "y": wide.to_numpy().ravel(),
        }
    )
    models = [
        SimpleExponentialSmoothingOptimized(alias="ses"),
        SeasonalExponentialSmoothingOptimized(season_length=7, alias="seasonal_es"),
    ]
    forecast = StatsForecast(models=models, freq="D", n_jobs=1).forecast(df=series, h=HORIZON)
    keys = wide.index.to_frame(index=False).iloc[forecast["unique_id"].to_numpy()].reset_index(drop=True)
    forecast = forecast.reset_index(drop=True)
    keys["horizon"] = np.tile(np.arange(1, HORIZON + 1), len(wide))
    return keys.assign(ses=forecast["ses"], seasonal_es=forecast["seasonal_es"])
