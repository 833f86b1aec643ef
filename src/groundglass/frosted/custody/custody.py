"""Custody as one value, assembled by the engine: what the web's routes and the commands ask.

Apart so that they depend on these names and on nothing of how they came to be.
"""

from __future__ import annotations

from dataclasses import dataclass

from groundglass.frosted.custody.settings import CustodyBook
from groundglass.frosted.custody.shelf import SealedShelf


@dataclass(frozen=True, slots=True)
class Custody:
    """One site's custody."""

    book: CustodyBook
    shelf: SealedShelf
