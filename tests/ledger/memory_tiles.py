"""A tile store in memory, and the key and entries the ledger's tests share."""

from __future__ import annotations

from groundglass.errors import LedgerError
from groundglass.ledger.note import NoteSigner

SIGNER = NoteSigner.from_seed("groundglass.example/site", bytes(range(32)))


def entry(number: int) -> bytes:
    return b'{"n":%d}' % number


class MemoryTiles:
    """Enforces the store's contract: what was never written cannot be read."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        if path not in self.bodies:
            raise LedgerError(f"no {path}")
        return self.bodies[path]

    def write(self, path: str, body: bytes) -> None:
        self.bodies[path] = body

    def forget_partials(self, path: str) -> None:
        for partial in [known for known in self.bodies if known.startswith(f"{path}.p/")]:
            del self.bodies[partial]
