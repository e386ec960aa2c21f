"""ONNX graphs with one input `features` [rows, features] and one output `forecast` [rows, outputs]."""

import lightgbm as lgb
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxmltools import convert_lightgbm
from skl2onnx.common.data_types import FloatTensorType

OPSET = 15


def demand_graph(boosters: dict[str, lgb.Booster], outputs: list[str], feature_count: int) -> onnx.ModelProto:
    """The level, first of the features, times what the trees say of the others, not below zero."""
    constants = [
        _constant("first", np.array([0], np.int64)),
        _constant("second", np.array([1], np.int64)),
        _constant("end", np.array([feature_count], np.int64)),
        _constant("columns", np.array([1], np.int64)),
        _constant("zero", np.array(0, np.float32)),
    ]
    nodes = [
        helper.make_node("Slice", ["features", "first", "second", "columns"], ["level"]),
        helper.make_node("Slice", ["features", "second", "end", "columns"], ["ratios"]),
    ]
    columns = []
    for output in outputs:
        trees, column = _trees(boosters[output], output, feature_count - 1)
        nodes.extend(trees)
        columns.append(column)
    nodes += [
        helper.make_node("Concat", columns, ["relative"], axis=1),
        helper.make_node("Mul", ["relative", "level"], ["units"]),
        helper.make_node("Max", ["units", "zero"], ["forecast"]),
    ]
    return _model("demand", nodes, constants, feature_count, len(outputs))


def _trees(booster: lgb.Booster, prefix: str, feature_count: int) -> tuple[list[onnx.NodeProto], str]:
    model = convert_lightgbm(
        booster, initial_types=[("X", FloatTensorType([None, feature_count]))], target_opset=OPSET
    )
    named = {"X": "ratios"}

    def rename(name: str) -> str:
        return named.setdefault(name, f"{prefix}_{name}") if name else name

    for node in model.graph.node:
        node.name = f"{prefix}_{node.name}"
        node.input[:] = [rename(name) for name in node.input]
        node.output[:] = [rename(name) for name in node.output]
    if model.graph.initializer:
        raise SystemExit(f"The converted trees of {prefix} hold initialisers, which is not expected.")
    return list(model.graph.node), rename(model.graph.output[0].name)


def response_graph(lift: np.ndarray, half: np.ndarray) -> onnx.ModelProto:
    """Saturating response: `lift` [kinds, 3] (mean, p10, p90) times spend / (spend + `half` [kinds]). Features are the
    index of the kind and spend as a ratio to its usual height; the curve rises, and ever less, by its form."""
    constants = [
        _constant("lift", lift.astype(np.float32)),
        _constant("half", half.astype(np.float32).reshape(-1, 1)),
        _constant("first", np.array([0], np.int64)),
        _constant("second", np.array([1], np.int64)),
        _constant("third", np.array([2], np.int64)),
        _constant("columns", np.array([1], np.int64)),
        _constant("zero", np.array(0, np.float32)),
    ]
    nodes = [
        helper.make_node("Slice", ["features", "first", "second", "columns"], ["kind_float"]),
        helper.make_node("Cast", ["kind_float"], ["kind_column"], to=TensorProto.INT64),
        helper.make_node("Squeeze", ["kind_column", "columns"], ["kind"]),
        helper.make_node("Slice", ["features", "second", "third", "columns"], ["asked"]),
        helper.make_node("Max", ["asked", "zero"], ["spend"]),
        helper.make_node("Gather", ["lift", "kind"], ["greatest"], axis=0),
        helper.make_node("Gather", ["half", "kind"], ["half_spend"], axis=0),
        helper.make_node("Add", ["spend", "half_spend"], ["scale"]),
        helper.make_node("Div", ["spend", "scale"], ["saturation"]),
        helper.make_node("Mul", ["greatest", "saturation"], ["forecast"]),
    ]
    return _model("ad_response", nodes, constants, 2, lift.shape[1])


def run(
    model: onnx.ModelProto, features: np.ndarray, asked: str = "features", answer: str = "forecast"
) -> np.ndarray:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run([answer], {asked: features.astype(np.float32)})[0]


def _model(name: str, nodes: list, constants: list, feature_count: int, outputs: int) -> onnx.ModelProto:
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, feature_count])],
        [helper.make_tensor_value_info("forecast", TensorProto.FLOAT, [None, outputs])],
        constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="entrepot")
    onnx.checker.check_model(model)
    return model


def _constant(name: str, value: np.ndarray) -> onnx.TensorProto:
    return numpy_helper.from_array(value, name)
