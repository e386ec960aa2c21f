"""Makes registry/foreign: a demand model that was not trained by the platform, a matrix product of two features whose
quantiles cross and fall below zero. Run with the training environment's Python."""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from registry import write_version  # noqa: E402

OUTPUTS = ["mean", "p10", "p50", "p90"]
# Rows: level, weekday. Columns: the outputs.
WEIGHTS = np.array([[1.0, 1.5, 1.0, 0.5], [0.25, 0.0, -0.5, 0.125]], np.float32)


def main() -> None:
    nodes = [helper.make_node("MatMul", ["rows", "weights"], ["answers"])]
    graph = helper.make_graph(
        nodes,
        "foreign",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", 2])],
        [helper.make_tensor_value_info("answers", TensorProto.FLOAT, ["n", 4])],
        [numpy_helper.from_array(WEIGHTS, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    onnx.checker.check_model(model)
    signature = {
        "name": "foreign",
        "task": "demand",
        "grain": ["sku", "channel"],
        "featureModel": "ftr_demand",
        "features": [
            {"name": "level", "dtype": "float32", "nullable": False},
            {"name": "weekday", "dtype": "float32", "nullable": False},
        ],
        "input": "rows",
        "output": "answers",
        "outputs": OUTPUTS,
        "quantiles": {"p10": 0.1, "p50": 0.5, "p90": 0.9},
        "horizon": 28,
        "baseline": "seasonal_naive",
        "fallback": {"channels": ["ebay"]},
        "training": {"from": "2026-01-01", "until": "2026-01-31", "origins": 0, "rows": 0, "seed": 0},
        "metrics": {},
    }
    golden = np.array([[1, 1], [2.5, 7], [0.125, 3]], np.float32)
    write_version(Path(__file__).parent / "registry", model, signature, golden, "2026-01-31")


if __name__ == "__main__":
    main()
