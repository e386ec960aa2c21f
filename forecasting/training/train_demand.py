"""Backtest and training of the demand model."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from baselines import exponential_smoothing
from demand_data import HORIZON, Origin, feature_names, matrix, read_origin
from demand_model import OUTPUTS, QUANTILES, predict, train_demand
from export import demand_graph, run
from measures import point_measures, quantile_measures
from progress import say, warn
from registry import write_version
from warehouse import Warehouse

FOLDS = 3
ROWS = 160_000


def train_and_write(
    warehouse: Warehouse, features: Path, registry: Path, origins: list[Origin], seed: int, threads: int
) -> dict:
    newest = max(origin.as_of for origin in origins)
    folds = [newest - timedelta(days=HORIZON * fold) for fold in reversed(range(FOLDS))]
    rows = _read(warehouse, features, origins, folds)
    names = feature_names(rows)
    backtest = _backtest(warehouse, rows, origins, folds, names, seed, threads)
    say("train the demand model", 0, 1)
    sample = _sample(rows, seed)
    boosters = train_demand(matrix(sample, names), sample["units"].to_numpy(), names, seed, threads)
    graph = demand_graph(boosters, OUTPUTS, len(names))
    golden = _golden(rows, names, seed)
    _check_parity(graph, boosters, golden)
    nullable = rows[names].isna().any()
    last_known = newest + timedelta(days=HORIZON)
    signature = {
        "name": "demand",
        "task": "demand",
        "grain": ["sku", "channel"],
        "featureModel": "ftr_demand",
        "features": [{"name": name, "dtype": "float32", "nullable": bool(nullable[name])} for name in names],
        "input": "features",
        "output": "forecast",
        "outputs": OUTPUTS,
        "quantiles": QUANTILES,
        "horizon": HORIZON,
        "baseline": "seasonal_naive",
        "fallback": {"channels": backtest.pop("losing_channels")},
        "training": {
            "from": min(origin.as_of for origin in origins).isoformat(),
            "until": last_known.isoformat(),
            "origins": len(origins),
            "rows": len(sample),
            "seed": seed,
        },
        "metrics": backtest,
    }
    version, folder = write_version(registry, graph, signature, golden, last_known.isoformat())
    say("train the demand model", 1, 1, f"{version}, {(folder / 'model.onnx').stat().st_size // 1024} KB")
    return backtest


def _read(warehouse: Warehouse, features: Path, origins: list[Origin], folds: list) -> pd.DataFrame:
    """Whole at the origins of the backtest, a sample at the others."""
    parts = []
    for done, origin in enumerate(origins):
        say("read features", done, len(origins), origin.as_of.isoformat())
        parts.append(read_origin(warehouse, features, origin, 1 if origin.as_of in folds else 5))
    say("read features", len(origins), len(origins))
    rows = pd.concat([part for part in parts if len(part)], ignore_index=True)
    if rows.empty:
        raise SystemExit("There is too little history to train on: at least 120 days of sales are needed.")
    return rows


def _sample(rows: pd.DataFrame, seed: int) -> pd.DataFrame:
    return rows if len(rows) <= ROWS else rows.sample(ROWS, random_state=seed).sort_index()


def _backtest(warehouse, rows, origins, folds, names, seed, threads) -> dict:
    """Rolling origins: at each, a model trained only on what was over by then forecasts the next 28 days."""
    judged = []
    for done, fold in enumerate(folds):
        say("backtest", done, len(folds), fold.isoformat())
        over = pd.Timestamp(fold - timedelta(days=HORIZON))
        past = _sample(rows[rows["as_of"] <= over], seed)
        if past.empty:
            warn(f"There is no training data before {fold}: that origin is left out of the backtest.")
            continue
        boosters = train_demand(matrix(past, names), past["units"].to_numpy(), names, seed, threads)
        test = rows[rows["as_of"] == pd.Timestamp(fold)].reset_index(drop=True)
        test = test.assign(**predict(boosters, matrix(test, names)))
        smoothed = [
            exponential_smoothing(warehouse, origin.database, fold).assign(source=origin.source)
            for origin in origins
            if origin.as_of == fold
        ]
        judged.append(test.merge(pd.concat(smoothed), on=["source", "sku", "channel", "horizon"], how="left"))
    say("backtest", len(folds), len(folds))
    if not judged:
        return {"origins": [], "sources": {}, "losing_channels": []}
    return _judge(pd.concat(judged, ignore_index=True))


def _judge(rows: pd.DataFrame) -> dict:
    columns = {"model_mean": "mean", "model_p50": "p50", "seasonal_naive": "baseline", "ses": "ses", "seasonal_es": "seasonal_es"}
    sources = {}
    for source, group in rows.groupby("source", sort=False):
        measures = {name: point_measures(group, column) for name, column in columns.items()}
        origins = {
            str(as_of.date()): {name: point_measures(part, column)["wape"] for name, column in columns.items()}
            for as_of, part in group.groupby("as_of")
        }
        sources[source] = {
            "rows": len(group),
            **measures,
            "quantiles": quantile_measures(group, QUANTILES),
            "wapeByOrigin": origins,
        }
    losing = [
        channel
        for channel, group in rows.groupby("channel")
        if group["units"].sum() > 0
        and point_measures(group, "mean")["wape28"] > point_measures(group, "baseline")["wape28"]
    ]
    return {
        "origins": sorted({str(as_of.date()) for as_of in rows["as_of"]}),
        "sources": sources,
        "losing_channels": losing,
    }


def _golden(rows: pd.DataFrame, names: list[str], seed: int) -> np.ndarray:
    return matrix(rows.sample(32, random_state=seed).sort_index(), names)


def _check_parity(graph, boosters, features: np.ndarray) -> None:
    level = features[:, 0].astype(np.float64)
    for column, output in enumerate(OUTPUTS):
        trained = np.maximum(boosters[output].predict(features[:, 1:]) * level, 0)
        served = run(graph, features)[:, column]
        if not np.allclose(trained, served, rtol=1e-4, atol=1e-5):
            raise SystemExit(f"The exported {output} differs from the trained one by {np.abs(trained - served).max()}.")
