"""The parts of a site that watch and record, put together.

Apart from front.py, which faces people, because recording must not wait for the web; and from serving.py, which
decides in which order all of it starts and stops.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from groundglass.clock import Clock
from groundglass.config import EngineSection
from groundglass.engine.folder import make_folder
from groundglass.engine.keeper import Keeper, Recording
from groundglass.engine.needs import need_of
from groundglass.engine.outpost.desk_house import Elsewhere, pieces_elsewhere
from groundglass.engine.outpost.drained import DrainedNodes
from groundglass.engine.placement import Need, Placement
from groundglass.engine.supervisor import Supervisor
from groundglass.engine.wishes import CameraWish
from groundglass.errors import EngineError
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.cameras import CameraControl, CameraRecord
from groundglass.frosted.custody.arriving import SealedArrivals
from groundglass.frosted.events.rules import Draft
from groundglass.frosted.intake import Intake
from groundglass.frosted.live import LiveHub
from groundglass.frosted.oidc.settings import OidcSettings
from groundglass.frosted.outbound.channels import Channel
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.outbound.witness import witnesses_over
from groundglass.frosted.record.witness import WitnessSettings
from groundglass.frosted.relay.pieces import RelayPieces
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.shown import LivePictures
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.kept import IN_FOLDER, KeptAt
from groundglass.pane.detector import DetectorOrder
from groundglass.pane.ids import CameraId
from groundglass.pane.sealing import SealingOrder
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.trust import TrustOrder


@dataclass(frozen=True, slots=True)
class ServerPlan:
    """Everything a server is told. `allow_*`: which camera addresses people may enter (config/ describes them);
    `first_cameras` and `first_rules` are added where the site has no camera yet; `witness_channels` are those of
    outbound/witness.py."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8420
    name: str = "Groundglass"
    limits: StorageLimits = field(default_factory=StorageLimits)
    kept: KeptAt = IN_FOLDER
    allow_private: bool = True
    allow_files: bool = False
    allow_devices: bool = True
    authority: TrustOrder | None = None  # signs the certificates of cameras that are not trusted one by one
    origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    oidc: OidcSettings | None = None
    first_cameras: tuple[CameraWish, ...] = ()
    first_rules: tuple[Draft, ...] = ()
    witnesses: WitnessSettings = field(default_factory=WitnessSettings)
    witness_channels: tuple[Channel, ...] = ()
    detector: DetectorOrder | None = None
    detector_at: frozenset[str] = frozenset()  # empty: at all cameras
    engine: EngineSection = field(default_factory=EngineSection)  # which machines keep the cameras
    cluster: ClusterSecret | None = None  # shared by these machines
    web_nodes: str = ""  # where web nodes are heard, as host:port

    def detector_for(self, camera: CameraId) -> DetectorOrder | None:
        """What looks at this camera beside the proof of place, if the site brings anything."""
        return self.detector if not self.detector_at or camera in self.detector_at else None


class KeepsCameras(CameraControl, Protocol):
    """Whoever has the site's cameras kept: the supervisor of this machine, or the desk of other ones."""

    def pids(self) -> dict[CameraId, int]:
        """The worker processes of this machine."""

    async def start_all(self) -> None:
        """Have every camera kept that is switched on."""

    async def close(self) -> None:
        """Stop, and wait for it."""


class House:
    """The parts of a site that record, without those that face people (front.py). Made by `open_house`."""

    def __init__(self, archive: Archive, states: StateBoard, clock: Clock, plan: ServerPlan) -> None:
        self.clock = clock
        self.archive = archive
        self.states = states
        self._plan = plan
        self._hub = LiveHub()  # of this machine's own workers
        self._elsewhere = self._make_elsewhere()
        own = Supervisor(archive.cameras, states, self._keeper)
        self.supervisor: KeepsCameras = self._elsewhere.control if self._elsewhere is not None else own
        self.live: LivePictures = self._elsewhere.live if self._elsewhere is not None else self._hub

    @property
    def elsewhere(self) -> Elsewhere | None:
        """The desk of other machines, where these keep the cameras."""
        return self._elsewhere

    async def end_live(self) -> None:
        """Viewers are told that there is no more."""
        self._hub.close()
        if self._elsewhere is not None:
            await self._elsewhere.live.close()

    async def close(self) -> None:
        """End what keeps cameras here; those of other machines are kept on."""
        await self.supervisor.close()
        if self._elsewhere is not None:
            await self._elsewhere.close()

    async def worker_settings(self, camera: CameraId) -> WorkerSettings:
        """What the camera's next worker is told: its record, the place that was proven, for whom it seals."""
        record = await self.archive.cameras.get(camera)
        place = await self.archive.shelf.place(camera)
        told = record.settings.for_worker(
            camera, place.body if place else None, await self.archive.custody.order_for(record)
        )
        authority = self._plan.authority if record.settings.is_encrypted else None
        return replace(told, detector=self._plan.detector_for(camera), trust=told.trust or authority)

    def _make_elsewhere(self) -> Elsewhere | None:
        plan = self._plan
        if plan.engine.kind == "here" or plan.cluster is None:
            return None
        return Elsewhere(
            self.archive, self.states, plan.cluster, self.clock,
            drained=DrainedNodes(plan.folder), settings=self.worker_settings, need=self._need,
            make_placement=self._by_ray if plan.engine.kind == "ray" else None,
        )  # fmt: skip

    async def _by_ray(self, candidates: object, present: object) -> Placement:
        from groundglass.engine.ray.access import RayAccess
        from groundglass.engine.ray.placement import RayPlacement

        plan = self._plan
        if plan.cluster is None:
            raise EngineError("cameras are placed by Ray, and the site has no secret")  # unreachable: see above
        return RayPlacement.open(RayAccess.of(plan.engine.ray, plan.folder / "ray", plan.cluster), self.clock)

    def _need(self, record: CameraRecord) -> Need:
        detector = self._plan.detector_for(record.id)
        return need_of(
            record.id, record.settings, self.states.report(record.id).facts, self._plan.engine.placing,
            detector_hz=detector.rate_hz if detector is not None else 0.0,
        )  # fmt: skip

    def _keeper(self, camera: CameraId) -> Keeper:
        told: SealingOrder | None = None  # what the worker that runs now was told

        async def settings() -> WorkerSettings:
            nonlocal told
            self.archive.shelf.forget_proposal(camera)  # a new worker knows nothing of what an older one proposed
            composed = await self.worker_settings(camera)
            told = composed.sealing
            return composed

        def listen(recording: Recording) -> Intake:
            return Intake(
                camera,
                live=self._hub,
                recorder=recording,
                states=self.states,
                shelf=self.archive.shelf,
                runs=self.archive.runs,
                clock=self.clock,
                observe=self.archive.events.observe,
                sealed=self._arrivals(camera, told) if told is not None else None,
            )

        return Keeper(camera, settings, lambda: self.archive.recorder(camera), listen, self.states, self.clock)

    def _arrivals(self, camera: CameraId, order: SealingOrder) -> SealedArrivals:
        custody = self.archive.custody
        return SealedArrivals(
            camera, order, custody.shelf, self.archive.record, custody.arriving, self.clock,
            on_lost=lambda: self.states.note_not_kept(camera),
        )  # fmt: skip


@asynccontextmanager
async def open_house(plan: ServerPlan, clock: Clock) -> AsyncIterator[House]:
    """The parts of a site, without web or workers running yet."""
    make_folder(plan.folder)
    states = StateBoard(clock)
    policy = ReachPolicy(allow_private=plan.allow_private, own_ports=(plan.port,))
    others = plan.witnesses.others + witnesses_over(plan.witness_channels, policy, clock)
    witnesses = replace(plan.witnesses, others=others)
    pieces: list[RelayPieces] = []

    def elsewhere(catalog: Catalog) -> RelayPieces | None:
        if plan.cluster is None:
            return None
        pieces.append(pieces_elsewhere(catalog, plan.cluster))
        return pieces[-1]

    archive = await Archive.open(
        plan.folder,
        states=states,
        clock=clock,
        limits=plan.limits,
        witnesses=witnesses,
        kept=plan.kept,
        elsewhere=elsewhere,
    )
    try:
        yield House(archive, states, clock, plan)
    finally:
        for reader in pieces:
            await reader.close()
        await archive.close()
