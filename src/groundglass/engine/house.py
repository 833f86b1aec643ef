"""The parts of a site that watch and record, put together.

Apart from front.py, which faces people, because recording must not wait for the web; and from serving.py, which
decides in which order all of it starts and stops.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from groundglass.clock import Clock
from groundglass.config import EngineSection
from groundglass.engine.folder import make_folder
from groundglass.engine.keeper import Keeper, Recording
from groundglass.engine.supervisor import Supervisor
from groundglass.engine.wishes import CameraWish
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.custody.arriving import SealedArrivals
from groundglass.frosted.events.rules import Draft
from groundglass.frosted.intake import Intake
from groundglass.frosted.live import LiveHub
from groundglass.frosted.oidc.settings import OidcSettings
from groundglass.frosted.outbound.channels import Channel
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.outbound.witness import witnesses_over
from groundglass.frosted.record.witness import WitnessSettings
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.kept import IN_FOLDER, KeptAt
from groundglass.pane.detector import DetectorOrder
from groundglass.pane.ids import CameraId
from groundglass.pane.sealing import SealingOrder
from groundglass.pane.settings import WorkerSettings


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


class House:
    """The parts of a site that record, without those that face people (front.py). Made by `open_house`."""

    def __init__(self, archive: Archive, states: StateBoard, clock: Clock, plan: ServerPlan) -> None:
        self.clock = clock
        self.archive = archive
        self.states = states
        self.live = LiveHub()
        self._plan = plan
        self.supervisor = Supervisor(archive.cameras, states, self._keeper)

    def _keeper(self, camera: CameraId) -> Keeper:
        told: SealingOrder | None = None  # what the worker that runs now was told

        async def settings() -> WorkerSettings:
            nonlocal told
            record = await self.archive.cameras.get(camera)
            self.archive.shelf.forget_proposal(camera)  # a new worker knows nothing of what an older one proposed
            place = await self.archive.shelf.place(camera)
            told = await self.archive.custody.order_for(record)
            return replace(
                record.settings.for_worker(camera, place.body if place else None, told),
                detector=self._plan.detector_for(camera),
            )

        def listen(recording: Recording) -> Intake:
            return Intake(
                camera,
                live=self.live,
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
    archive = await Archive.open(
        plan.folder, states=states, clock=clock, limits=plan.limits, witnesses=witnesses, kept=plan.kept
    )
    try:
        yield House(archive, states, clock, plan)
    finally:
        await archive.close()
