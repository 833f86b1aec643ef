"""A real PostgreSQL on loopback, started by the tests and stopped by its process id.

The server runs as the
user of Debian's package where the tests run as root, because PostgreSQL refuses root. Flushing to the disk is off: what
survives a power cut is PostgreSQL's to prove.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import MappingProxyType

import asyncpg

from bench.site import free_port, wait_for

_NAMES = count(1)


class Postgres:
    """A running server. `new` makes an empty database for one site and gives its URL."""

    def __init__(
        self, binaries: Path, data: Path, port: int, settings: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._binaries = binaries
        self.data = data
        self.port = port
        self._settings = settings
        self._running: subprocess.Popen[bytes] | None = None

    def url(self, name: str) -> str:
        return f"postgresql://gg:quiet@127.0.0.1:{self.port}/{name}"

    async def new(self, *, encoding: str = "UTF8", locale: str = "C.UTF-8") -> str:
        name = f"site_{os.getpid()}_{next(_NAMES)}"
        await self.run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE '{locale}'")
        return self.url(name)

    async def run(self, statement: str, name: str = "postgres") -> None:
        connection = await asyncpg.connect(self.url(name))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def start(self) -> None:
        options = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off",
                   "max_connections": 200, "shared_buffers": "32MB"} | dict(self._settings)  # fmt: skip
        arguments = [f"-c{name}={value}" for name, value in options.items()]
        with (self.data.parent / "log").open("ab") as log:
            self._running = subprocess.Popen(
                [self._binaries / "postgres", "-D", self.data, *arguments],
                stdout=log, stderr=log, user=server_user(), cwd=self.data.parent,
            )  # fmt: skip

        def is_ready() -> bool:
            assert self._running is not None and self._running.poll() is None, "PostgreSQL ended"
            asked = [str(self._binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
            return subprocess.run(asked, check=False).returncode == 0

        wait_for("PostgreSQL to answer", is_ready, 60)

    def stop(self, by: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends all sessions and the server in order."""
        if self._running is not None:
            self._running.send_signal(by)
            self._running.wait(60)
            self._running = None


def server_user() -> str | None:
    """PostgreSQL's own user where this process is root's, else None: our own."""
    if os.getuid() != 0:
        return None
    return next((user.pw_name for user in pwd.getpwall() if user.pw_name == "postgres"), "nobody")


def binaries() -> Path:
    """Where initdb and postgres are. They are not on Debian's path."""
    found = [path for path in sorted(Path("/usr/lib/postgresql").glob("*/bin")) if (path / "initdb").is_file()]
    if found:
        return found[-1]
    here = shutil.which("initdb")
    assert here is not None, "PostgreSQL is not installed: `./dev test` installs it on Debian (package postgresql)"
    return Path(here).resolve().parent


@contextmanager
def running(settings: Mapping[str, str] = MappingProxyType({})) -> Iterator[Postgres]:
    """A server of its own, and its folder deleted afterwards. `settings` go before the usual ones."""
    home = Path(tempfile.mkdtemp(prefix="gg-postgres-"))
    try:
        user = server_user()
        if user is not None:
            os.chown(home, pwd.getpwnam(user).pw_uid, -1)
        password = home / "password"
        password.write_text("quiet")
        password.chmod(0o644)
        made = [str(binaries() / "initdb"), "-D", str(home / "data"), "-U", "gg", "-E", "UTF8", "--locale=C.UTF-8"]
        made += ["--no-sync", "-A", "scram-sha-256", f"--pwfile={password}"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, user=user, cwd=home)
        server = Postgres(binaries(), home / "data", free_port(), settings)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home)


class PostgresLock:
    """Another server that takes over a site: it ends the session that has the lock, and has it from then on."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: asyncpg.Connection[asyncpg.Record] | None = None

    async def steal(self) -> None:
        self._session = await asyncpg.connect(self._url)
        holders = (
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        for row in await self._session.fetch(holders):
            await self._session.execute("SELECT pg_terminate_backend($1::integer)", row["pid"])
        await self._session.execute("SELECT pg_advisory_lock(1734803457, 1)")

    async def release(self) -> None:
        if self._session is not None:
            await self._session.close()
