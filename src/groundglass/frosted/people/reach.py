"""Which cameras somebody may know of: the whole site's, or those of the groups they are limited to.

Routes never compare groups: they ask the reach of whoever asks (standing.py decides it, web/entry.py hands it to them),
and what lies outside of it does not exist for them.

What belongs to no camera (a report from outside without one, a figure of the whole site) belongs to the whole site,
and is outside of every limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from groundglass.pane.ids import CameraId


@dataclass(frozen=True, slots=True)
class Reach:
    """`cameras` is None for the whole site; an empty set reaches nothing."""

    cameras: frozenset[CameraId] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether this is the whole site, things of no camera included."""
        return self.cameras is None

    def covers(self, camera: str | None) -> bool:
        """Whether they may know of this camera. None and "" stand for what belongs to no camera."""
        return self.cameras is None or camera in self.cameras

    def within(self, other: Reach) -> Reach:
        """What both reach."""
        if self.cameras is None:
            return other
        return self if other.cameras is None else Reach(self.cameras & other.cameras)

    def joined(self, other: Reach) -> Reach:
        """What either reaches."""
        if self.cameras is None or other.cameras is None:
            return WHOLE_SITE
        return Reach(self.cameras | other.cameras)


WHOLE_SITE = Reach()
NOWHERE = Reach(frozenset())


def reach_of(cameras: Iterable[str]) -> Reach:
    """The reach of somebody limited to these."""
    return Reach(frozenset(CameraId(camera) for camera in cameras))
