"""A face detector drawn by the tests: it calls every bright square of 16 pixels a face, and answers as YuNet does.

It is made of one mean over each cell, so that a test can say beforehand what it will find. No trained model is in here.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE = 320
FACE = 16
"""Edge of a face in pixels: a cell at stride 16."""


def write_detector(path: Path, *, complete: bool = True) -> Path:
    """Write the model; without its last outputs when it is not to be `complete`."""
    nodes, constants = [], []

    def constant(name: str, values: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    for stride in (8, 16, 32):
        # Only stride 16 ever finds something: 1 where the mean of its cell is above 200, else 0.
        gain = 1.0 if stride == 16 else 0.0
        mean = np.full((1, 3, stride, stride), gain / (3 * stride * stride), np.float32)
        nodes += [
            helper.make_node("Conv", ["input", constant(f"w{stride}", mean)], [f"m{stride}"],
                             kernel_shape=[stride, stride], strides=[stride, stride]),
            helper.make_node("Sub", [f"m{stride}", constant(f"t{stride}", np.full(1, 200.0, np.float32))],
                             [f"s{stride}"]),
            helper.make_node("Sigmoid", [f"s{stride}"], [f"p{stride}"]),
            helper.make_node("Reshape", [f"p{stride}", constant(f"one{stride}", np.array([1, -1, 1], np.int64))],
                             [f"cls_{stride}"]),
            helper.make_node("Identity", [f"cls_{stride}"], [f"obj_{stride}"]),
        ]  # fmt: skip
        for kind, width in (("bbox", 4), ("kps", 10)):
            zeros = constant(f"z{kind}{stride}", np.zeros((1, 1, width), np.float32))
            nodes.append(helper.make_node("Mul", [f"cls_{stride}", zeros], [f"{kind}_{stride}"]))
    outputs = [
        helper.make_tensor_value_info(f"{kind}_{stride}", TensorProto.FLOAT, [1, None, width])
        for kind, width in (("cls", 1), ("obj", 1), ("bbox", 4), ("kps", 10))
        for stride in (8, 16, 32)
    ]
    shape: list[str | int | None] = [1, 3, "height", "width"]
    given = [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)]
    graph = helper.make_graph(nodes, "bright", given, outputs if complete else outputs[:3], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)
    path.write_bytes(model.SerializeToString())
    onnx.checker.check_model(onnx.load(str(path)))
    return path
