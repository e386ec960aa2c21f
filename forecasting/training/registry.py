"""Writes a model as an immutable folder: model.onnx, its signature model.json, and golden.json."""

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import onnx

from export import run

SCHEMA = 1


def write_version(
    registry: Path, model: onnx.ModelProto, signature: dict, golden: np.ndarray, trained_until: str
) -> tuple[str, Path]:
    """Names the version by the last day it was trained on and the content of its graph, so that the same training
    gives the same folder; makes it the champion."""
    content = model.SerializeToString(deterministic=True)
    digest = hashlib.sha256(content).hexdigest()
    version = f"{trained_until}-{digest[:8]}"
    folder = registry / signature["name"] / version
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(content)
    _write(folder / "model.json", {"schema": SCHEMA, "version": version, "sha256": digest, **signature})
    rows = golden.astype(np.float32)
    _write(folder / "golden.json", {"features": _numbers(rows), "forecast": _numbers(run(model, rows, signature["input"], signature["output"]))}, indent=None)
    (registry / signature["name"] / "champion").write_text(f"{version}\n")
    return version, folder


def _numbers(rows: np.ndarray) -> list[list[float | None]]:
    """Float32 as its shortest decimal; not a number as null."""
    return [[None if math.isnan(value) else float(str(value)) for value in row] for row in rows]


def _write(file: Path, value: dict, indent: int | None = 1) -> None:
    file.write_text(f"{json.dumps(value, indent=indent, ensure_ascii=False)}\n")
