"""A site of several processes on loopback: a real desk, real web nodes, PostgreSQL, S3; only outposts are a stand-in.

The stand-in has what others see of an outpost: leases of its cameras and a relay that shows them, with small real
pictures whose times are true, so that whoever watches can say how late they are.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from bench.site import COMMAND, RunningSite, free_port, wait_for
from groundglass.clock import SystemClock
from groundglass.errors import NotFound
from groundglass.frosted.live import LiveHub
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.relay.server import RelayServer
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease import RENEW_EVERY_S, Leases, NodeName
from groundglass.pane.ids import CameraId, Instant90k, RunId
from tests.frosted.footage import RATE_HZ, a_run, some_samples
from tests.stands import postgres, s3

SECRET = ClusterSecret(b"several machines, one secret, 32"[:32])


class KeptStand:
    """Cameras that are kept and asked nothing."""

    def __init__(self, cameras: Sequence[CameraId]) -> None:
        self.cameras = set(cameras)

    def is_kept(self, camera: CameraId) -> bool:
        return camera in self.cameras

    async def ask(self, do: str, arguments: Mapping[str, Any], untrusted_order: bytes) -> Any:
        raise NotFound(f"nobody does {do} here")

    async def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        raise NotFound("nothing is recorded here")


class OutpostStand:
    """One node's leases, relay and pictures. `shown` counts those of each camera."""

    def __init__(self, server: RelayServer, live: LiveHub, keeps: KeptStand, leases: Leases) -> None:
        self.server = server
        self.live = live
        self.keeps = keeps
        self.leases = leases
        self.shown = 0

    async def publish(self, rate_hz: float = RATE_HZ) -> None:
        """Show every camera, a picture each at a steady rate with the time it is shown, until cancelled."""
        clock = SystemClock()
        pictures = some_samples(60)
        cameras = sorted(self.keeps.cameras)
        for number, camera in enumerate(cameras):
            self.live.publish(camera, a_run(run=number + 1))
        count = 0
        began = clock.monotonic_s()
        while True:
            for number, camera in enumerate(cameras):
                if camera in self.keeps.cameras:
                    at = Instant90k(clock.now_90k())
                    self.live.publish(camera, replace(pictures[count % 60], run=RunId(number + 1), at=at))
            count = self.shown = count + 1
            await clock.sleep(max(0.0, began + count / rate_hz - clock.monotonic_s()))


@asynccontextmanager
async def an_outpost(
    url: str, node: str, cameras: Sequence[str], rate_hz: float = RATE_HZ
) -> AsyncIterator[OutpostStand]:
    """A node that keeps these cameras of the site at `url`."""
    keeps = KeptStand([CameraId(camera) for camera in cameras])
    live = LiveHub()
    server = RelayServer(node, "first", SECRET, live, Waiting(), keeps)
    await server.open("127.0.0.1", 0)
    catalog = await Catalog.of_node(url)
    leases = await Leases.enter(catalog, NodeName(node), f"127.0.0.1:{server.port}")
    held = [await leases.take(camera) for camera in sorted(keeps.cameras)]

    async def renew() -> None:
        while True:
            await asyncio.sleep(RENEW_EVERY_S)
            await leases.renew(held)

    stand = OutpostStand(server, live, keeps, leases)
    tasks = [asyncio.create_task(renew()), asyncio.create_task(stand.publish(rate_hz))]
    try:
        yield stand
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await leases.leave()
        await server.close()
        await catalog.close()


class WebNode:
    """`groundglass web` on a free port, as a process."""

    def __init__(self, config: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.said: list[str] = []
        self._config = config
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        command = [str(COMMAND), "web", "--config", str(self._config), "--port", str(self.port)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        wait_for("the web node to be ready", self._is_ready, every_s=0.2)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(60)
            self._process = None

    def browser(self, session: str = "", **more: Any) -> httpx.Client:
        """A client that says where it is, as browsers do."""
        cookies = {"gg_session": session} if session else {}
        return httpx.Client(base_url=self.url, headers={"Origin": self.url}, cookies=cookies, timeout=60, **more)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        if process.stdout is not None:
            with process.stdout:
                self.said.extend(process.stdout)

    def _is_ready(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "".join(self.said[-20:])
        try:
            return httpx.get(f"{self.url}/healthz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False


class ClusterStand:
    """Database, bucket and a desk whose person is signed in; `web.toml` for nodes of it."""

    def __init__(self, folder: Path, url: str, desk: RunningSite, web_config: Path) -> None:
        self.folder = folder
        self.url = url
        self.desk = desk
        self.web_config = web_config

    @property
    def session(self) -> str:
        """The cookie of the person who is signed in at the desk."""
        return str(self.desk.http.cookies["gg_session"])

    def add_camera(self, name: str) -> str:
        """A camera that the desk knows and does not open itself."""
        return self.desk.add_camera(name, "rtsp://192.0.2.7/stream1", id=name, enabled=False)

    def node(self) -> WebNode:
        return WebNode(self.web_config)


async def _let_read(database: postgres.Postgres, url: str) -> None:
    """A user of the database who may only read, for nodes."""
    await database.run("CREATE ROLE looker LOGIN PASSWORD 'quiet' IN ROLE pg_read_all_data", url.rpartition("/")[2])


@contextmanager
def a_cluster(folder: Path) -> Iterator[ClusterStand]:
    """Everything but nodes and outposts, until the end of the block."""
    with postgres.running() as database, s3.running() as store:
        url = asyncio.run(database.new())
        kept = (
            f'[storage]\nstate = "{url}"\nblobs = "{store.new()}"\ns3_endpoint = "{store.access.endpoint}"\n'
            's3_region = "us-east-1"\ns3_key = "gg"\ns3_secret = "quiet-secret"\n'
        )
        nodes = f"127.0.0.1:{free_port()}"
        site, web = folder / "site.toml", folder / "web.toml"
        site.write_text(f'{kept}[cluster]\nsecret = "{SECRET.reveal()}"\nweb_nodes = "{nodes}"\n')
        node = f'[web]\ndesk = "{nodes}"\nsecret = "{SECRET.viewer().reveal()}"\n'
        web.write_text(kept.replace("gg:quiet@", "looker:quiet@") + node)
        desk = RunningSite(folder / "data")
        desk.arguments = ("--config", str(site))
        with desk:
            asyncio.run(_let_read(database, url))
            desk.sign_in()
            yield ClusterStand(folder, url, desk, web)
