"""What a backtest is judged by. Bias is (forecast - sold) / sold; WAPE is the sum of absolute errors over what was sold."""

import numpy as np
import pandas as pd


def point_measures(rows: pd.DataFrame, column: str) -> dict[str, float]:
    """By day, and of the 28 days' total of each series, which is what purchasing lives by."""
    sold = rows["units"].sum()
    totals = rows.groupby(["source", "as_of", "sku", "channel"], observed=True)[["units", column]].sum()
    return {
        "wape": _round(np.abs(rows[column] - rows["units"]).sum() / sold),
        "wape28": _round(np.abs(totals[column] - totals["units"]).sum() / sold),
        "bias": _round((rows[column].sum() - sold) / sold),
    }


def quantile_measures(rows: pd.DataFrame, quantiles: dict[str, float]) -> dict[str, float]:
    """Pinball loss per unit sold, and the share of days that lie at or below each quantile."""
    sold = rows["units"].sum()
    measures = {}
    for name, alpha in quantiles.items():
        error = rows["units"] - rows[name]
        measures[f"pinball_{name}"] = _round(np.maximum(alpha * error, (alpha - 1) * error).sum() / sold)
        measures[f"coverage_{name}"] = _round((rows["units"] <= rows[name] + 1e-9).mean())
    inside = (rows["units"] >= rows["p10"] - 1e-9) & (rows["units"] <= rows["p90"] + 1e-9)
    measures["coverage_80"] = _round(inside.mean())
    return measures


def _round(value: float) -> float:
    return round(float(value), 4)
