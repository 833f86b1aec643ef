"""A whole site on loopback: a real data folder, a real server on a free port, browsers as httpx clients.

Only the workers are a stand-in: the pictures they would send are published by hand.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import uvicorn
from argon2 import PasswordHasher

from groundglass.clock import SystemClock
from groundglass.engine.photo_desk import PhotoDesk
from groundglass.errors import NotFound
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.cameras import CameraSettings, Order, Probe
from groundglass.frosted.incidents.desk import make_desk
from groundglass.frosted.live import LiveHub
from groundglass.frosted.map.house import make_map
from groundglass.frosted.oidc.settings import OidcSettings
from groundglass.frosted.outbound.geography import Geography
from groundglass.frosted.outbound.outbound import make_outbound
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.people.house import People
from groundglass.frosted.people.persons import Person
from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.site import Site
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.kept import IN_FOLDER, KeptAt
from groundglass.frosted.store.sitekey import SiteKey
from groundglass.frosted.web.addresses import AddressPolicy
from groundglass.frosted.web.app import create_app
from groundglass.frosted.web.entry import COOKIE
from groundglass.frosted.web.server import server_config
from groundglass.frosted.web.settings import WebSettings
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.settings import SecretAddress, Transport
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts
from groundglass.pane.trust import TrustOrder

MACHINE = Token(b"the machine's own token, 32 byte"[:32])
ADDRESS = "rtsp://guard:hunter2@192.0.2.7/stream1"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
# Nothing here speaks TLS, and a client reads all certificates of the machine unless it is given what it trusts: nobody.
NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass
class Workers:
    """Carries out what the web asks, in memory."""

    running: set[CameraId] = field(default_factory=set)
    orders: list[tuple[CameraId, Order]] = field(default_factory=list)
    restarts: int = 0
    probe_gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self, camera: CameraId) -> None:
        self.running.add(camera)

    async def stop(self, camera: CameraId) -> None:
        self.running.discard(camera)

    async def restart(self, camera: CameraId) -> None:
        self.restarts += 1

    async def order(self, camera: CameraId, order: Order) -> None:
        if camera not in self.running:
            raise NotFound("this camera does not run")
        self.orders.append((camera, order))

    async def probe(self, address: SecretAddress, transport: Transport, trust: TrustOrder | None = None) -> Probe:
        await self.probe_gate.wait()
        if "wrong" in address.reveal():
            return Probe(CameraState.REFUSED, Cause.WRONG_PASSWORD, None)
        facts = SourceFacts(Instant90k(0), Codec.H264, 1280, 720, 15_000, True)
        return Probe(CameraState.LIVE, Cause.NONE, facts)


@dataclass
class Stand:
    """One running site and its parts."""

    site: Site
    workers: Workers
    port: int

    @property
    def hub(self) -> LiveHub:
        """Where this machine's own cameras are published."""
        assert isinstance(self.site.live, LiveHub)
        return self.site.live

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def browser(self, token: Token | None = None, **headers: str) -> httpx.AsyncClient:
        """A client that says where it is, as browsers do."""
        cookies = {COOKIE: token.reveal()} if token else {}
        return httpx.AsyncClient(
            base_url=self.origin,
            cookies=cookies,
            headers={"Origin": self.origin, **headers},
            timeout=60,
            verify=NOBODY,
        )

    async def somebody(self, role: Role) -> tuple[Person, Token]:
        """A new person of this role, signed in."""
        async with self.site.archive.engine.begin() as connection:
            person = await self.site.people.persons.add(connection, role)
        return person, await self.site.people.sessions.begin(person.id, "a test")

    async def somebody_signed_in(self) -> tuple[Person, Token]:
        return await self.somebody(Role.ADMINISTRATOR)

    async def camera(self, name: str = "gate") -> CameraId:
        record = await self.site.cameras.add(name, CameraSettings(SecretAddress(ADDRESS)), id=CameraId(name))
        return record.id


def _site(
    folder: Path, archive: Archive, workers: Workers, states: StateBoard, photos: PhotoDesk, clock: SystemClock
) -> Site:
    return Site(
        name="Test site",
        archive=archive,
        cameras=archive.cameras,
        control=workers,
        live=LiveHub(),
        states=states,
        shelf=archive.shelf,
        playback=archive.playback,
        people=People(archive.engine, clock, hasher=QUICK),
        record=archive.record,
        custody=archive.custody,
        desk=make_desk(archive.engine, archive.record, clock),
        outbound=make_outbound(
            archive.engine,
            SiteKey.open(folder / "data" / "site.key"),
            archive.events.log,
            archive.cameras,
            archive.record,
            clock,
            site="Test site",
            policy=ReachPolicy(),
        ),
        map=make_map(archive.engine, folder / "data", Geography(archive.engine), clock),
        photos=photos,
        clock=clock,
    )


@asynccontextmanager
async def open_stand(
    folder: Path,
    *,
    console: Path | None = None,
    origins: tuple[str, ...] = (),
    oidc: OidcSettings | None = None,
    proxies: tuple[str, ...] = (),
    kept: KeptAt = IN_FOLDER,
    authority: TrustOrder | None = None,
) -> AsyncIterator[Stand]:
    """Open a site and serve it until the end of the block."""
    clock = SystemClock()
    states = StateBoard(clock)
    archive = await Archive.open(
        folder / "data", states=states, clock=clock, limits=StorageLimits(free_floor_bytes=1 << 20), kept=kept
    )
    workers = Workers()
    photos = PhotoDesk(clock)  # a real one: its processes start when a photo is sent, and not before
    workers.probe_gate.set()
    site = _site(folder, archive, workers, states, photos, clock)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    settings = WebSettings(
        origins=origins,
        addresses=AddressPolicy(own_ports=(port,), authority=authority),
        machine_token=MACHINE,
        console_folder=console or folder / "no-console",
        max_viewers=12,
        oidc=oidc,
    )
    server = uvicorn.Server(server_config(create_app(site, settings), trusted_proxies=proxies))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started:
            assert not serving.done()
            await asyncio.sleep(0.01)
        yield Stand(site, workers, port)
    finally:
        assert isinstance(site.live, LiveHub)
        site.live.close()
        server.should_exit = True
        await serving
        await photos.close()
        await archive.close()
