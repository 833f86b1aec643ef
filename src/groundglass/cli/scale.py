"""`groundglass camera scale ID`: how large a metre is in a camera's picture, and what frosting leaves of it.

Apart from camera.py because it measures before it asks: marks are turned into a scale here (pane/scale.py) and only
the scale goes to the site. Without marks it says what is known.
"""

from __future__ import annotations

import argparse
from typing import Any

from groundglass.cli.access import ask
from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say, show_table
from groundglass.errors import ConfigError, NotFound
from groundglass.pane.ids import parse_camera_id
from groundglass.pane.resolution import resolutions
from groundglass.pane.scale import GroundPoint, PxPerMetre, Upright, from_ground, from_mounting, from_uprights


def add_to(acts: Commands) -> None:
    scale = acts.add_parser("scale", help="say or set how large a metre is in the picture; pixels count from top left")
    scale.add_argument("id")
    how = scale.add_mutually_exclusive_group()
    how.add_argument(
        "--upright",
        nargs=3,
        type=float,
        action="append",
        metavar=("HEAD", "FOOT", "METRES"),
        help="something upright: the rows of its head and foot and its height; give it twice, near and far",
    )
    how.add_argument(
        "--point",
        nargs=4,
        type=float,
        action="append",
        metavar=("X", "Y", "EAST", "NORTH"),
        help="a point on flat ground: in the picture, and in metres in any frame; give it four times",
    )
    how.add_argument(
        "--mounting",
        nargs=3,
        type=float,
        metavar=("METRES", "TILT", "VIEW"),
        help="height above the ground, degrees below the horizon, vertical angle of the lens in degrees",
    )
    how.add_argument("--forget", action="store_true", help="forget the scale: frosting is coarse again")
    scale.add_argument("--height", type=int, metavar="PX", help="height of the picture the marks were taken from")
    add_data_option(scale)
    scale.set_defaults(command=_scale)


def _scale(arguments: argparse.Namespace) -> int:
    camera = parse_camera_id(arguments.id)
    known = next((c for c in ask(arguments.data, "cameras") if c["id"] == camera), None)
    if known is None:
        raise NotFound(f"there is no camera {camera}", "groundglass camera list shows those there are")
    if arguments.forget:
        known = ask(arguments.data, "camera.scale", {"id": camera, "px_per_m": (None, None)})
    elif arguments.upright or arguments.point or arguments.mounting:
        scale = _measured(arguments, arguments.height or known["height_px"])
        known = ask(
            arguments.data, "camera.scale", {"id": camera, "px_per_m": (scale.at_top, scale.at_top + scale.slope)}
        )
    _show(known)
    return OK


def _measured(arguments: argparse.Namespace, height_px: int | None) -> PxPerMetre:
    """The scale that the marks give, or `ConfigError`."""
    if height_px is None:
        raise ConfigError("the height of the picture is not known, since the camera is not live", "give it: --height")
    if arguments.mounting:
        metres, tilt_deg, view_deg = arguments.mounting
        return from_mounting(camera_height_m=metres, tilt_deg=tilt_deg, vertical_view_deg=view_deg, height_px=height_px)
    if arguments.upright:
        if len(arguments.upright) != 2:
            raise ConfigError("a scale needs two uprights", "give --upright twice: one near the camera, one far")
        first, second = (Upright(*marks) for marks in arguments.upright)
        return from_uprights(first, second, height_px)
    if len(arguments.point) != 4:
        raise ConfigError("a scale needs four points on the ground", "give --point four times")
    one, two, three, four = (GroundPoint(*marks) for marks in arguments.point)
    return from_ground((one, two, three, four), height_px)


def _show(camera: dict[str, Any]) -> None:
    rows = resolutions(*camera["px_per_m"])
    if not rows:
        note(f"{camera['id']} has no scale; it is frosted coarsely, as if somebody filled the picture")
        return
    say(f"{camera['id']}: pixels per metre, and the class of IEC 62676-4 they reach")
    show_table(
        ("row", "camera", "", "frosted", ""),
        [
            (f"{one.row:.0%}", f"{one.px_per_m:.0f}", one.reaches, f"{one.left_px_per_m:.1f}", one.left_reaches)
            for one in rows
        ],
    )
