"""Names and units that both sides of the pane agree on.

Apart from the messages because everything else in the house uses them too.
"""

from __future__ import annotations

import re
from typing import Final, NewType

from groundglass.errors import PaneError

CameraId = NewType("CameraId", str)
"""Lower-case name of a camera: `[a-z0-9]` then up to 47 of `[a-z0-9-]`. Appears in URLs and file names."""

Instant90k = NewType("Instant90k", int)
"""A moment in UTC, in 1/90000 s since 1970-01-01T00:00:00Z."""

Duration90k = NewType("Duration90k", int)
"""A length of time in 1/90000 s."""

TrackId = NewType("TrackId", int)
"""Number of an anonymous track within one camera's view. Dies with the track."""

AreaId = NewType("AreaId", int)
"""Number of an area that people drew in one camera's view, 1..255. Means nothing to another camera."""

RunId = NewType("RunId", int)
"""Number of an unbroken stretch of video with one set of encoder parameters. Rises within a worker's life."""

TICKS_PER_S: Final = 90_000

_CAMERA_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")


def parse_camera_id(untrusted_text: str) -> CameraId:
    """Return the id, or raise `PaneError` when the text is not one."""
    if _CAMERA_ID.fullmatch(untrusted_text) is None:
        raise PaneError(
            f"{untrusted_text[:60]!r} is not a camera name",
            "use 1 to 48 lower-case letters, digits and hyphens, beginning with a letter or digit",
        )
    return CameraId(untrusted_text)
