"""A global gradient-boosted model of demand relative to a series' level: its mean and three quantiles."""

import lightgbm as lgb
import numpy as np

from float32 import with_float32_thresholds

OUTPUTS = ["mean", "p10", "p50", "p90"]
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}

COMMON = {
    "learning_rate": 0.08,
    "num_leaves": 31,
    "min_data_in_leaf": 200,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
TREES = {"mean": 130, "p10": 70, "p50": 90, "p90": 100}


def train_demand(features: np.ndarray, units: np.ndarray, names: list[str], seed: int, threads: int) -> dict[str, lgb.Booster]:
    """`features` has the level as its first column. Rows weigh as much as they sell, so that an error of one unit costs
    the same everywhere; the mean is a Poisson rate, which stays positive and unbiased."""
    level = features[:, 0].astype(np.float64)
    data = lgb.Dataset(
        features[:, 1:], label=units / level, weight=np.clip(level, 0.05, 50), feature_name=names[1:], free_raw_data=False
    )
    boosters = {}
    for output in OUTPUTS:
        objective = (
            {"objective": "poisson", "poisson_max_delta_step": 0.7}
            if output == "mean"
            else {"objective": "quantile", "alpha": QUANTILES[output]}
        )
        parameters = {**COMMON, **objective, "seed": seed, "num_threads": threads}
        boosters[output] = with_float32_thresholds(lgb.train(parameters, data, num_boost_round=TREES[output]))
    return boosters


def predict(boosters: dict[str, lgb.Booster], features: np.ndarray) -> dict[str, np.ndarray]:
    """Units; quantiles sorted and nothing below zero, as they are served."""
    level = features[:, 0].astype(np.float64)
    raw = {output: np.maximum(boosters[output].predict(features[:, 1:]) * level, 0) for output in OUTPUTS}
    quantiles = np.sort(np.column_stack([raw[name] for name in QUANTILES]), axis=1)
    return {"mean": raw["mean"], **{name: quantiles[:, at] for at, name in enumerate(QUANTILES)}}
