"""A site whose cameras Ray places, on loopback: PostgreSQL, S3, a desk, Ray's head, and machines that can be killed.

Each machine is `groundglass node run`, as a person would start it, with an address of its own (127.0.0.2 and on).
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from bench.site import COMMAND, free_port, wait_for
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease_book import Holder, LeaseBook, Take
from tests.stands import postgres, s3
from tests.stands.outposts import SECRET, OutpostSite


class Machine:
    """One process of a machine and all that it started."""

    def __init__(self, config: Path, command: tuple[str, ...] = ()) -> None:
        self._command = command or (str(COMMAND), "node", "run", "--config", str(config))
        self._log = config.with_suffix(".log")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, start_new_session=True)

    def family(self) -> list[psutil.Process]:
        return [psutil.Process(self.pid), *psutil.Process(self.pid).children(recursive=True)]

    def kill(self) -> None:
        """As when the power goes."""
        found = self.family()
        for one in found:
            try:
                one.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                pass
        psutil.wait_procs(found, timeout=20)
        assert self._process is not None
        self._process.wait(20)
        self._process = None

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(40)
            self._process = None
        except subprocess.TimeoutExpired:
            self.kill()


class RayedSite:
    """The files of a site and of its machines, and whoever runs."""

    def __init__(self, folder: Path, site: OutpostSite) -> None:
        self.folder = folder
        self.site = site
        self.ray = f"127.0.0.2:{free_port()}"
        self.machines: dict[str, Machine] = {}
        self._secret = f'[cluster]\nsecret = "{SECRET.reveal()}"\n'
        told = self.site.config.read_text()
        self.site.config.write_text(told.replace('kind = "outposts"', f'kind = "ray"\nray = "{self.ray}"'))

    def head(self) -> Machine:
        config = self.folder / "head.toml"
        config.write_text(
            f'[ray]\nray = "{self.ray}"\nhost = "127.0.0.2"\nhead = true\ndata = "{self.folder}/ray-head"\n'
            + self._secret
        )
        return self._add("head", Machine(config))

    def node(self, name: str, cores: int, light: bool = False, memory_gib: int = 0) -> Machine:
        number = 3 + len([one for one in self.machines if one != "head"])
        config = self.folder / f"{name}.toml"
        config.write_text(
            f'[ray]\nray = "{self.ray}"\nhost = "127.0.0.{number}"\ncores = {cores}\n'
            f"memory_gib = {memory_gib}\n"
            f'data = "{self.folder}/ray-{name}"\n'
            f'[outpost]\nnode = "{name}"\ndata = "{self.folder}/{name}"\nrelay = "127.0.0.1:{free_port()}"\n'
            + self._secret
            + self.site.storage
        )
        command = (sys.executable, "-m", "bench.cluster.light_node", str(config)) if light else ()
        return self._add(name, Machine(config, command))

    def _add(self, name: str, machine: Machine) -> Machine:
        self.machines[name] = machine
        machine.start()
        return machine

    def wait_until_there(self, name: str, limit_s: float = 300) -> None:
        """Until its outpost and its part of Ray have started."""

        def is_there() -> bool:
            said = self.folder / f"ray-{name}" / "ray.log"
            return said.exists() and "runtime started" in said.read_text(errors="replace")

        wait_for(f"machine {name} to be in Ray", is_there, limit_s, 0.2)

    def restart(self, name: str) -> None:
        (self.folder / f"ray-{name}" / "ray.log").unlink(missing_ok=True)
        self.machines[name].start()
        self.wait_until_there(name)


@contextmanager
def a_rayed_site(folder: Path) -> Iterator[RayedSite]:
    """A head; machines and the desk are started by whoever uses it."""
    with ExitStack() as opened:
        server = opened.enter_context(postgres.running())
        bucketeer = opened.enter_context(s3.running())
        url = asyncio.run(server.new())
        rayed = RayedSite(folder, OutpostSite(folder, url, bucketeer.new(), str(bucketeer.access.endpoint)))
        rayed.site.make_database()
        rayed.head()
        try:
            yield rayed
        finally:
            for machine in rayed.machines.values():
                machine.stop()


async def _asked(url: str) -> tuple[tuple[Holder, ...], tuple[Take, ...]]:
    catalog = await Catalog.of_node(url)
    try:
        book = LeaseBook(catalog)
        return await book.holders(), await book.takes(most=1_000_000)
    finally:
        await catalog.close()


def holders(url: str) -> dict[str, set[str]]:
    """Cameras by machine, of the machines that are alive."""
    found: dict[str, set[str]] = {}
    for one in asyncio.run(_asked(url))[0]:
        if one.is_alive:
            found.setdefault(one.node, set()).add(one.camera)
    return found


def takes(url: str) -> tuple[Take, ...]:
    """Every lease that was ever taken: the log by which no camera was ever kept twice."""
    return asyncio.run(_asked(url))[1]
