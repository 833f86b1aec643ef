"""A desk and real outposts as processes on loopback, with a real PostgreSQL and an S3-speaking server."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from bench.site import COMMAND, RunningSite, free_port, wait_for
from groundglass.frosted.relay.secret import ClusterSecret
from tests.stands import postgres, s3

SECRET = ClusterSecret(b"machines of one site, in tests.."[:32])


class OutpostProcess:
    """`groundglass outpost` with a file of its own. Stopped by its process id, with whatever it started."""

    def __init__(self, folder: Path, node: str, storage: str, secret: str, port: int | None = None) -> None:
        self.node = node
        self.relay = f"127.0.0.1:{port or free_port()}"
        self.data = folder / node
        self.said: list[str] = []
        self.config = folder / f"{node}.toml"
        self.config.write_text(
            f'[outpost]\nnode = "{node}"\ndata = "{self.data}"\nrelay = "{self.relay}"\n\n[cluster]\n'
            f'secret = "{secret}"\n\n{storage}'
        )
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
        assert self._process is not None, "the outpost was not started"
        return self._process.pid

    def start(self) -> None:
        said: list[str] = []
        self.said = said
        self._process = process = subprocess.Popen(
            [str(COMMAND), "outpost", "--config", str(self.config)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip

        def listen() -> None:
            assert process.stdout is not None
            with process.stdout:
                said.extend(process.stdout)

        threading.Thread(target=listen, daemon=True).start()

        def is_ready() -> bool:
            assert process.poll() is None, f"the outpost ended: {''.join(said)}"
            return any("keeps cameras" in line for line in said)

        wait_for(f"outpost {self.node} to be ready", is_ready, 60)

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.pid).children(recursive=True)

    def signal(self, number: signal.Signals) -> None:
        """To the outpost and all of its workers: as if the whole machine stood still, or went on."""
        for process in (psutil.Process(self.pid), *self.workers()):
            process.send_signal(number)

    def kill(self) -> None:
        """As a power cut would end the machine."""
        found = self.workers()
        for process in (psutil.Process(self.pid), *found):
            process.kill()
        if self._process is not None:
            self._process.wait(20)
            self._process = None

    def stop(self) -> None:
        """In order; by force when it does not listen."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None


class OutpostSite:
    """One site: its files are made here, its desk and its outposts are started by whoever uses it."""

    def __init__(self, folder: Path, url: str, bucket: str, endpoint: str) -> None:
        self.folder = folder
        self.url = url
        self.storage = (
            f'[storage]\nstate = "{url}"\nblobs = "{bucket}"\ns3_endpoint = "{endpoint}"\n'
            's3_region = "us-east-1"\ns3_key = "gg"\ns3_secret = "quiet-secret"\nfloor_gib = 0.1\n'
        )
        self.config = folder / "site.toml"
        self.config.write_text(
            f'[engine]\nkind = "outposts"\n\n[addresses]\nfiles = true\n\n[cluster]\nsecret = "{SECRET.reveal()}"\n\n'
            + self.storage
        )

    def desk(self) -> RunningSite:
        site = RunningSite(self.folder / "desk")
        site.arguments = ("--config", str(self.config))
        return site

    def outpost(self, node: str, secret: str = SECRET.reveal()) -> OutpostProcess:
        return OutpostProcess(self.folder, node, self.storage, secret)

    def make_database(self) -> None:
        """What the first start of a desk makes."""
        script = (
            "import asyncio, sys; from groundglass.frosted.store.catalog import Catalog\n"
            "async def main() -> None: await (await Catalog.open(sys.argv[1])).close()\n"
            "asyncio.run(main())"
        )
        subprocess.run([sys.executable, "-c", script, self.url], check=True)


@contextmanager
def a_site(folder: Path, server: postgres.Postgres, bucketeer: s3.Bucketeer, url: str) -> Iterator[OutpostSite]:
    """A site over a new database of this server and a new bucket."""
    yield OutpostSite(folder, url, bucketeer.new(), str(bucketeer.access.endpoint))
