"""Two drawn worlds, a plaza and a street: the demo's cameras and the tests' truth.

Apart from the rest of the clear side because nothing here has ever seen a camera: the people are invented, from
a number each (identity.py), and drawn by a few strokes. Start reading at scene.py.
"""

from __future__ import annotations

from groundglass.clear.scenes.overlay import read_timecode
from groundglass.clear.scenes.scene import FAULTS, Fault, Scene, StillPose, YuvPlanes, open_scene
from groundglass.clear.scenes.truth import Box, FigureId, PersonTruth, ThingTruth, Truth, VehicleTruth

__all__ = [
    "FAULTS",
    "Box",
    "Fault",
    "FigureId",
    "PersonTruth",
    "Scene",
    "StillPose",
    "ThingTruth",
    "Truth",
    "VehicleTruth",
    "YuvPlanes",
    "open_scene",
    "read_timecode",
]
