"""Custody as one value, assembled by the engine: what the web's routes and the commands ask.

Apart so that they depend on these names and on nothing of how they came to be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from groundglass.clock import Clock
from groundglass.frosted.custody.register import SealedRegister
from groundglass.frosted.custody.retention import OriginalsRetention
from groundglass.frosted.custody.settings import CustodyBook
from groundglass.frosted.custody.shelf import SealedShelf
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Custody:
    """One site's custody."""

    book: CustodyBook
    shelf: SealedShelf
    register: SealedRegister
    retention: OriginalsRetention
    arriving: Path  # where segments lie while they arrive


def make_custody(
    catalog: Catalog, blobs: Blobs, record: Recordkeeper, clock: Clock, arriving: Path, is_disk_low: Callable[[], bool]
) -> Custody:
    """The custody of an open archive, nothing of it running yet."""
    book = CustodyBook(catalog)
    register = SealedRegister(catalog, record, clock)
    return Custody(
        book=book,
        shelf=SealedShelf(catalog, blobs, on_kept=register.wake),
        register=register,
        retention=OriginalsRetention(catalog, blobs, book, record, clock, is_disk_low=is_disk_low),
        arriving=arriving,
    )
