"""The ledger as JSON. Hashes are in hexadecimal; indexes and sizes count entries."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from groundglass.frosted.web.models.base import Asked, Told, When


class LedgerTold(Told):
    """The ledger as it stands. `trouble` says why nothing can be entered now."""

    origin: str
    size: int
    root: str
    key: str
    witnesses: list[str]
    witnessed_size: int | None
    trouble: str | None
    witness_troubles: list[str]


class LedgerKey(Told):
    """With what checkpoints are verified: keep it, and compare it with what others were given."""

    origin: str
    key: str


class EntryTold(Told):
    """One entry, as far as this reader may know it. `text` is exactly what was hashed; null where it is withheld,
    and then `fields` has what may be known of it."""

    index: int
    hash: str
    kind: str | None
    at: When | None
    fields: dict[str, bool | int | str | list[bool | int | str]]
    text: str | None


class EntriesTold(Told):
    """A stretch of the ledger, and how long it is altogether."""

    size: int
    entries: list[EntryTold]


class InclusionTold(Told):
    """That an entry stands in the tree of `size` entries with this `root` (RFC 6962, 2.1.1). `checkpoint` is the
    newest one, which signs this root when it is of this size."""

    index: int
    size: int
    hash: str
    hashes: list[str]
    root: str
    checkpoint: str


class ConsistencyTold(Told):
    """That the tree of `new` entries begins with that of `old` (RFC 6962, 2.1.2)."""

    old: int
    new: int
    hashes: list[str]
    old_root: str
    new_root: str


class CosignaturesSent(Asked):
    """What witnesses signed of the checkpoint of this size."""

    size: Annotated[int, Field(ge=0, le=2**53)]
    signatures: Annotated[list[Annotated[str, Field(max_length=500)]], Field(min_length=1, max_length=64)]


class CosignedTold(Told):
    """The checkpoint with all that is known to be signed of it."""

    size: int
    note: str
