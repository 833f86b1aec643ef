"""The newest stills and place of every camera, for whoever asks at once; the rest is on disk.

Workers send stills and place artefacts every few seconds; the web shows the newest, the supervisor hands the
place to the next worker. Here they are in memory, and store/keepsakes.py makes them durable behind. Bounded: one
of each kind per camera.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from groundglass.errors import Conflict
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, PlaceArtefact, StillPurpose, proposal_token


class Keepsakes(Protocol):
    """Makes stills and places durable. Neither call waits; what cannot be kept is counted there."""

    def keep_still(self, camera: CameraId, still: FrostedStill) -> None: ...

    def keep_place(self, camera: CameraId, place: PlaceArtefact) -> None: ...

    def forget_place(self, camera: CameraId) -> None: ...

    def forget_proposal(self, camera: CameraId) -> None: ...

    async def place(self, camera: CameraId) -> PlaceArtefact | None: ...

    async def still(self, camera: CameraId, purpose: StillPurpose) -> FrostedStill | None: ...

    async def thumbnail(self, camera: CameraId, at: Instant90k) -> FrostedStill | None: ...

    async def thumbnail_times(self, camera: CameraId, start: Instant90k, end: Instant90k) -> tuple[Instant90k, ...]: ...


@dataclass(slots=True)
class _Place:
    """The newest place of a camera; `artefact` None after it was forgotten."""

    artefact: PlaceArtefact | None


class Shelf:
    """Newest things per camera. `put_*` never wait; reading falls back to what was kept before the last start."""

    def __init__(self, keepsakes: Keepsakes) -> None:
        self._keepsakes = keepsakes
        self._stills: dict[tuple[CameraId, StillPurpose], FrostedStill] = {}
        self._places: dict[CameraId, _Place] = {}

    def put_still(self, camera: CameraId, still: FrostedStill) -> None:
        self._stills[camera, still.purpose] = still
        self._keepsakes.keep_still(camera, still)

    def put_place(self, camera: CameraId, place: PlaceArtefact) -> None:
        """Keep a worker's place. An empty one says that the worker has forgotten its own, and so do we: a place it
        sent before it took that order must not outlive it here."""
        if not place.body:
            self.forget_place(camera)
            return
        self._places[camera] = _Place(place)
        self._keepsakes.keep_place(camera, place)

    def forget_place(self, camera: CameraId) -> None:
        """Forget place, its picture and the proposal: a person asked, or the camera is gone."""
        self._places[camera] = _Place(None)
        for purpose in (StillPurpose.PLACE, StillPurpose.PROPOSAL):
            self._stills.pop((camera, purpose), None)
        self._keepsakes.forget_place(camera)

    def forget_proposal(self, camera: CameraId) -> None:
        """What was proposed has been approved, or whoever proposed it is gone."""
        self._stills.pop((camera, StillPurpose.PROPOSAL), None)
        self._keepsakes.forget_proposal(camera)

    async def check_proposal(self, camera: CameraId, token: str) -> None:
        """Raise `Conflict` unless `token` names the proposal that stands now: a person approves what they saw."""
        still = await self.still(camera, StillPurpose.PROPOSAL)
        if still is None or proposal_token(still) != token:
            raise Conflict(
                "what is proposed has changed since you looked at it" if still else "nothing is proposed any more",
                "look at the picture of it again, and approve that",
            )

    def forget_camera(self, camera: CameraId) -> None:
        """Forget everything at hand of a camera that is gone: another one may be given its name."""
        self.forget_place(camera)
        self._stills.pop((camera, StillPurpose.THUMBNAIL), None)

    async def place(self, camera: CameraId) -> PlaceArtefact | None:
        """The place to give the camera's next worker, or None when it must prove it anew."""
        if camera in self._places:
            return self._places[camera].artefact
        return await self._keepsakes.place(camera)

    async def still(self, camera: CameraId, purpose: StillPurpose) -> FrostedStill | None:
        """The newest still of a kind."""
        return self._stills.get((camera, purpose)) or await self._keepsakes.still(camera, purpose)

    async def thumbnail(self, camera: CameraId, at: Instant90k) -> FrostedStill | None:
        """The thumbnail shown at a moment: the newest not after it, at most a minute older."""
        return await self._keepsakes.thumbnail(camera, at)

    async def thumbnail_times(self, camera: CameraId, start: Instant90k, end: Instant90k) -> tuple[Instant90k, ...]:
        """When there are thumbnails in a stretch of time, oldest first; thinned out to at most 1000."""
        return await self._keepsakes.thumbnail_times(camera, start, end)
