"""An S3-speaking server on loopback (moto's), stopped by its process id. Signatures are not checked by it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import httpx

from bench.site import free_port, wait_for
from groundglass.frosted.store.blobs import S3Access

_NAMES = count(1)


class Bucketeer:
    """A running server. `new` makes an empty bucket and gives the URL of a prefix in it."""

    def __init__(self, endpoint: str) -> None:
        self.access = S3Access(endpoint, "us-east-1", "gg", "quiet-secret")

    def new(self) -> str:
        name = f"site-{next(_NAMES)}"
        httpx.put(f"{self.access.endpoint}/{name}", timeout=20).raise_for_status()
        return f"s3://{name}/kept/here"


@contextmanager
def running() -> Iterator[Bucketeer]:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", f"from moto.server import main; main(['-H', '127.0.0.1', '-p', '{port}'])"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    endpoint = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert server.poll() is None, "the S3 server ended: is moto installed?"
        try:
            return httpx.get(endpoint, timeout=5).status_code < 500
        except httpx.TransportError:
            return False

    try:
        wait_for("the S3 server to answer", answers, every_s=0.2)
        yield Bucketeer(endpoint)
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()  # it waits for connections that somebody keeps open
            server.wait(10)
