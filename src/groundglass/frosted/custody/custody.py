"""Custody as one value, assembled by the engine: what the web's routes and the commands ask.

Apart so that they depend on these names and on nothing of how they came to be.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from groundglass.clock import Clock
from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.custody.drills import Drills
from groundglass.frosted.custody.entrance import Entrance
from groundglass.frosted.custody.register import SealedRegister
from groundglass.frosted.custody.request_table import RequestTable
from groundglass.frosted.custody.requests import Requests
from groundglass.frosted.custody.retention import OriginalsRetention
from groundglass.frosted.custody.rounds import Rounds, TellDrill
from groundglass.frosted.custody.settings import CustodyBook
from groundglass.frosted.custody.shelf import SealedShelf
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.pane.sealing import SealingOrder


@dataclass(frozen=True, slots=True)
class Custody:
    """One site's custody."""

    book: CustodyBook
    shelf: SealedShelf
    register: SealedRegister
    retention: OriginalsRetention
    arriving: Path  # where segments lie while they arrive
    requests: Requests
    entrance: Entrance
    drills: Drills
    rounds: Rounds

    async def order_for(self, record: CameraRecord) -> SealingOrder | None:
        """What the camera's next worker is told to seal for; None where no originals are kept."""
        if not record.settings.seal:
            return None
        chain = await self.shelf.chain(record.id)
        settings = await self.book.get()
        return settings.order(chain.next, chain.previous, sound=record.settings.sound)


def make_custody(
    catalog: Catalog,
    blobs: Blobs,
    record: Recordkeeper,
    clock: Clock,
    arriving: Path,
    is_disk_low: Callable[[], bool],
    tell_drill: TellDrill = lambda _: None,
) -> Custody:
    """The custody of an open archive, nothing of it running yet."""
    book = CustodyBook(catalog)
    register = SealedRegister(catalog, record, clock)
    shelf = SealedShelf(catalog, blobs, on_kept=register.wake)
    retention = OriginalsRetention(catalog, blobs, book, record, clock, is_disk_low=is_disk_low)
    requests = Requests(RequestTable(catalog), shelf, book, record, clock, secrets.token_bytes)
    retention.spare = requests.spared
    drills = Drills(catalog, requests, shelf, book, record, clock, secrets.token_bytes)
    return Custody(
        book=book,
        shelf=shelf,
        register=register,
        retention=retention,
        arriving=arriving,
        requests=requests,
        entrance=Entrance(book, record, clock, secrets.token_bytes),
        drills=drills,
        rounds=Rounds(requests, drills, tell_drill),
    )
