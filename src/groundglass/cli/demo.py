"""`groundglass demo`: a server with two drawn scenes as cameras, in a folder of its own.

The scenes go through the same workers as any camera: drawn, frosted, encoded, recorded. Drawn people are not
people, but nothing here knows that.
"""

from __future__ import annotations

import argparse
from typing import Any, Final

from groundglass.cli.arguments import Commands
from groundglass.cli.serving import add_serving_options, serve_plan
from groundglass.engine.folder import DEFAULT
from groundglass.engine.loading import loading
from groundglass.engine.wishes import CameraWish
from groundglass.frosted.cameras import CameraSettings
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress

KEEP_BYTES: Final = 2 * 1024**3
FLOOR_BYTES: Final = 512 * 1024**2

CAMERAS: Final = (("plaza", "Plaza", "demo:plaza?seed=1"), ("street", "Street", "demo:street?seed=2"))
EVIDENCE_S: Final = 8.0
"""Shorter than a real camera's, so that the demo shows a frosted place soon. The drawn square is never crowded."""

RULES: Final[tuple[dict[str, Any], ...]] = (
    {
        "name": "Across the square",
        "camera": "plaza",
        "level": "info",
        "quiet_s": 5.0,
        "when": {"kind": "line_crossed", "line": [[0.5, 0.45], [0.5, 1.0]]},
    },
    {
        "name": "Three or more before the fountain",
        "camera": "plaza",
        "level": "warning",
        "quiet_s": 30.0,
        "when": {
            "kind": "zone_occupied",
            "zone": [[0.2, 0.6], [0.8, 0.6], [0.95, 1.0], [0.05, 1.0]],
            "at_least": 3,
            "for_s": 2.0,
        },
    },
)


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("demo", help="try it: two drawn scenes, frosted, recorded and served")
    add_serving_options(parser)
    parser.set_defaults(command=_demo)


def _demo(arguments: argparse.Namespace) -> int:
    with loading():
        from groundglass.engine.house import ServerPlan
        from groundglass.frosted.archive import StorageLimits
        from groundglass.frosted.events.parse import parse_draft

    plan = ServerPlan(
        folder=(arguments.data or DEFAULT / "demo").absolute(),
        host=arguments.host or "127.0.0.1",
        port=8420 if arguments.port is None else arguments.port,
        name="Groundglass demo",
        limits=StorageLimits(keep_days=1.0, keep_bytes=KEEP_BYTES, free_floor_bytes=FLOOR_BYTES),
        first_cameras=tuple(_wish(*camera) for camera in CAMERAS),
        first_rules=tuple(parse_draft(rule) for rule in RULES),
    )
    return serve_plan(plan, browser=not arguments.no_browser)


def _wish(id_text: str, name: str, address: str) -> CameraWish:
    settings = CameraSettings(address=SecretAddress(address), evidence_s=EVIDENCE_S)
    return CameraWish(CameraId(id_text), name, enabled=True, settings=settings)
