"""Detectors made by hand: networks of two layers that find what is bright. No weight of theirs was learnt."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

from groundglass.pane.detector import DetectedKind, DetectorOrder, Form

SIDE = 320
ALL = tuple(enumerate(DetectedKind))


def order_for(path: Path, form: Form = "yolox", **others: Any) -> DetectorOrder:
    """The order that pins what lies at `path`."""
    values = {"classes": ALL, "width": SIDE, "height": SIDE, **others}
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "0" * 64
    return DetectorOrder(str(path), digest, form, **values)


def bright_yolox(path: Path, *, class_number: int = 0, side: int = SIDE) -> Path:
    """Finds a thing of class `class_number` in each square of 32 input pixels that is bright."""
    nodes, given, parts = [], [], []
    for stride in (8, 16, 32):
        cells = (side // stride) ** 2
        is_asked = stride == 32
        kernel = np.full((1, 3, stride, stride), 0.02 / (3 * stride * stride) if is_asked else 0, np.float32)
        boxes = np.zeros((1, cells, 4), np.float32)
        boxes[..., :2] = 0.5
        classes = np.zeros((1, cells, len(ALL)), np.float32)
        classes[..., class_number] = 1
        given += [
            numpy_helper.from_array(kernel, f"kernel{stride}"),
            numpy_helper.from_array(np.array([-3.0 if is_asked else 0.0], np.float32), f"bias{stride}"),
            numpy_helper.from_array(np.array([1, cells, 1], np.int64), f"shape{stride}"),
            numpy_helper.from_array(boxes, f"boxes{stride}"),
            numpy_helper.from_array(classes, f"classes{stride}"),
        ]
        nodes += [
            helper.make_node(
                "Conv", ["images", f"kernel{stride}", f"bias{stride}"], [f"mean{stride}"], strides=[stride, stride]
            ),
            helper.make_node("Clip", [f"mean{stride}", "zero", "one"], [f"sure{stride}"]),
            helper.make_node("Reshape", [f"sure{stride}", f"shape{stride}"], [f"column{stride}"]),
            helper.make_node(
                "Concat", [f"boxes{stride}", f"column{stride}", f"classes{stride}"], [f"part{stride}"], axis=2
            ),
        ]
        parts.append(f"part{stride}")
    given += [numpy_helper.from_array(np.array(value, np.float32), name) for name, value in (("zero", 0), ("one", 1))]
    nodes.append(helper.make_node("Concat", parts, ["output"], axis=1))
    rows = sum((side // stride) ** 2 for stride in (8, 16, 32))
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, rows, 5 + len(ALL)])]
    return _save(path, nodes, outputs, given, side)


def bright_detr(path: Path, side: int = SIDE) -> Path:
    """Finds one person in the middle, a fifth wide and two fifths tall, when the picture is bright as a whole."""
    given = [
        numpy_helper.from_array(np.full((1, 3), 20 / 3, np.float32), "weights"),
        numpy_helper.from_array(np.array([1, 1, 3], np.int64), "shape"),
        numpy_helper.from_array(np.array([[[-10, -60, -60]]], np.float32), "bias"),
        numpy_helper.from_array(np.array([[[20 / 3, 0, 0], [20 / 3, 0, 0], [20 / 3, 0, 0]]], np.float32), "mix"),
        numpy_helper.from_array(np.array([[[0.5, 0.5, 0.2, 0.4]]], np.float32), "box"),
        numpy_helper.from_array(np.array(0, np.float32), "nothing"),
    ]
    nodes = [
        helper.make_node("GlobalAveragePool", ["images"], ["mean"]),
        helper.make_node("Reshape", ["mean", "shape"], ["flat"]),
        helper.make_node("MatMul", ["flat", "mix"], ["mixed"]),
        helper.make_node("Add", ["mixed", "bias"], ["logits"]),
        helper.make_node("ReduceSum", ["flat"], ["sum"], keepdims=1),
        helper.make_node("Mul", ["sum", "nothing"], ["none"]),
        helper.make_node("Add", ["none", "box"], ["boxes"]),
    ]
    outputs = [
        helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 1, 3]),
        helper.make_tensor_value_info("boxes", TensorProto.FLOAT, [1, 1, 4]),
    ]
    return _save(path, nodes, outputs, given, side)


def _save(path: Path, nodes: list[Any], outputs: list[Any], given: list[Any], side: int) -> Path:
    inputs = [helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, side, side])]
    graph = helper.make_graph(nodes, "drawn", inputs, outputs, given)
    model: ModelProto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    path.write_bytes(model.SerializeToString())
    return path
