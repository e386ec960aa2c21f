"""What advertising adds to sales: geometric adstock and a saturating curve for each platform, fitted on daily units of
each channel and country beside their season, trend and what everyone sold that day."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import least_squares
from scipy.signal import lfilter

from export import response_graph, run
from progress import say
from registry import write_version
from warehouse import Warehouse, feature_sql

# Decay a day; spend at which half of the greatest lift is reached, in usual spends; greatest lift as a share of sales.
BOUNDS = {"decay": (0.05, 0.9), "half": (0.3, 3.0), "lift": (0.0, 1.5)}
START = {"decay": 0.45, "half": 1.2, "lift": 0.3}


class Panel:
    """Daily log units of places (channel × country) with everything but advertising taken out of them."""

    def __init__(self, rows: pd.DataFrame):
        rows = rows[rows["units"] > 0]
        self.platforms = sorted(rows["platform"].unique())
        days = pd.DatetimeIndex(sorted(rows["business_day"].unique()))
        common = np.log(rows.drop_duplicates(["channel", "country", "business_day"]).groupby("business_day")["units"].sum())
        common = common.reindex(days).to_numpy()
        self.places = []
        for (channel, country), place in rows.groupby(["channel", "country"]):
            units = place.drop_duplicates("business_day").set_index("business_day")["units"].reindex(days)
            if units.notna().sum() < 120 or units.mean() < 3:
                continue
            spends = place.pivot_table(index="business_day", columns="platform", values="spend_ratio")
            known = units.notna().to_numpy()
            controls = _controls(days, common)[known]
            basis, _ = np.linalg.qr(controls * np.sqrt(units[known].to_numpy())[:, None])
            self.places.append(
                {
                    "known": known,
                    "basis": basis,
                    "root": np.sqrt(units[known].to_numpy()),
                    "log_units": np.log(units[known].to_numpy()),
                    "spends": {
                        self.platforms.index(platform): spends[platform].reindex(days).fillna(0).to_numpy()
                        for platform in spends.columns
                    },
                }
            )

    def residuals(self, parameters: np.ndarray) -> np.ndarray:
        decay, half, lift = parameters.reshape(3, -1)
        parts = []
        for place in self.places:
            effect = np.zeros(len(place["known"]))
            for index, spend in place["spends"].items():
                felt = lfilter([1 - decay[index]], [1, -decay[index]], spend)
                effect += lift[index] * felt / (felt + half[index])
            wrong = (place["log_units"] - np.log1p(effect)[place["known"]]) * place["root"]
            parts.append(wrong - place["basis"] @ (place["basis"].T @ wrong))
        return np.concatenate(parts)


def _controls(days: pd.DatetimeIndex, common: np.ndarray) -> np.ndarray:
    year = 2 * np.pi * days.dayofyear.to_numpy() / 365.25
    weekdays = [(days.dayofweek == day).astype(float) for day in range(6)]
    trend = np.linspace(-1, 1, len(days))
    waves = [wave(times * year) for times in (1, 2) for wave in (np.sin, np.cos)]
    return np.column_stack([np.ones(len(days)), trend, common - common.mean(), *weekdays, *waves])


def fit(rows: pd.DataFrame) -> dict:
    """By platform: decay, half, lift, and the standard error of the lift."""
    panel = Panel(rows)
    count = len(panel.platforms)
    if not panel.places:
        raise SystemExit("No channel and country has the 120 days of advertising and sales that its response needs.")
    start = np.concatenate([np.full(count, START[name]) for name in BOUNDS])
    lower, upper = (np.concatenate([np.full(count, BOUNDS[name][at]) for name in BOUNDS]) for at in (0, 1))
    # A weak prior keeps a platform that says little near the start: five places in a hundred of the data's weight.
    prior_width = np.concatenate([np.full(count, width) for width in (0.2, 0.8, 0.4)])
    noise = np.sqrt(np.mean(panel.residuals(start) ** 2))

    def wrong(parameters: np.ndarray) -> np.ndarray:
        return np.concatenate([panel.residuals(parameters) / noise, (parameters - start) / prior_width])

    found = least_squares(wrong, start, bounds=(lower, upper), x_scale=prior_width, diff_step=1e-4)
    decay, half, lift = found.x.reshape(3, -1)
    covariance = np.linalg.inv(found.jac.T @ found.jac)
    # Error of the lift at usual spend, where it is best known; half and lift trade off against each other.
    errors = []
    for index in range(count):
        gradient = np.zeros(3 * count)
        gradient[count + index] = -lift[index] / (1 + half[index]) ** 2
        gradient[2 * count + index] = 1 / (1 + half[index])
        errors.append(float(np.sqrt(gradient @ covariance @ gradient)) * (1 + half[index]))
    return {"platforms": panel.platforms, "decay": decay, "half": half, "lift": lift, "error": np.array(errors)}


def train_and_write(
    warehouse: Warehouse, features: Path, registry: Path, database: str, as_of: date, seed: int
) -> dict:
    say("train the ad response model", 0, 1)
    rows = warehouse.table(feature_sql(features, "ftr_ad_response"), database, as_of=as_of.isoformat()).to_pandas()
    if rows.empty:
        raise SystemExit("There is no advertising in the warehouse: train with --model demand only.")
    rows["business_day"] = pd.to_datetime(rows["business_day"])
    found = fit(rows)
    lift, half, error = found["lift"], found["half"], found["error"]
    curves = np.column_stack([lift, np.maximum(lift - 1.2816 * error, 0), lift + 1.2816 * error])
    graph = response_graph(curves, half)
    grid = np.array([[kind, spend] for kind in range(len(lift)) for spend in (0, 0.25, 0.5, 1, 2, 4)], np.float32)
    _check_curves(run(graph, grid).reshape(len(lift), 6, 3))
    platforms = {
        platform: {
            "decay": round(float(found["decay"][at]), 3),
            "half": round(float(half[at]), 3),
            "lift": round(float(lift[at]), 4),
            "liftAtUsualSpend": round(float(lift[at] / (1 + half[at])), 4),
            "standardError": round(float(error[at] / (1 + half[at])), 4),
        }
        for at, platform in enumerate(found["platforms"])
    }
    signature = {
        "name": "ad_response",
        "task": "ad_response",
        "grain": ["channel", "country", "platform"],
        "featureModel": "ftr_ad_response",
        "features": [
            {"name": "platform", "dtype": "category", "nullable": False, "categories": found["platforms"]},
            {"name": "spend_ratio", "dtype": "float32", "nullable": False},
        ],
        "input": "features",
        "output": "forecast",
        "outputs": ["mean", "p10", "p90"],
        "quantiles": {"p10": 0.1, "p90": 0.9},
        "horizon": 1,
        "baseline": "none",
        "fallback": {"channels": []},
        "training": {
            "from": rows["business_day"].min().date().isoformat(),
            "until": as_of.isoformat(),
            "origins": 1,
            "rows": len(rows),
            "seed": seed,
        },
        "metrics": {"platforms": platforms},
    }
    version, _ = write_version(registry, graph, signature, grid, as_of.isoformat())
    say("train the ad response model", 1, 1, version)
    return platforms


def _check_curves(curves: np.ndarray) -> None:
    spends = np.array([0, 0.25, 0.5, 1, 2, 4])
    slopes = np.diff(curves, axis=1) / np.diff(spends)[None, :, None]
    if (slopes < -1e-6).any() or (np.diff(slopes, axis=1) > 1e-6).any():
        raise SystemExit("A response curve falls or bends upwards: it is not published.")
