"""LightGBM compares doubles, ONNX compares float32. With thresholds rounded down to float32 both take the same branch
for every float32 input, so that a served forecast is the trained one."""

import re

import lightgbm as lgb
import numpy as np


def with_float32_thresholds(booster: lgb.Booster) -> lgb.Booster:
    text = re.sub(r"(?m)^threshold=(.+)$", lambda found: f"threshold={_rounded(found[1])}", booster.model_to_string())
    # The sizes of the trees as text have changed; without the line they are found by their headings.
    text = re.sub(r"(?m)^tree_sizes=.*\n", "", text)
    return lgb.Booster(model_str=text)


def _rounded(values: str) -> str:
    exact = np.array([float(value) for value in values.split()])
    below = exact.astype(np.float32)
    too_high = below.astype(np.float64) > exact
    below[too_high] = np.nextafter(below[too_high], np.float32(-np.inf))
    return " ".join(repr(float(value)) for value in below)
