"""Who the custodians of a site are, how many of them it takes, and how long originals are kept.

Apart from the cameras' settings because it is the site's, and a change of it concerns every camera that seals. A
custodian is a role's name and an age recipient; the identity that belongs to it is never here. Custodians who are
retired stay listed, because older segments name them. Whoever changes this enters it into the ledger first and
restarts the cameras that seal.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

import sqlalchemy as sa

from groundglass.custody.slots import parse_recipient
from groundglass.errors import ConfigError, Conflict, CustodyError, NotFound
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.pane.sealing import MAX_CUSTODIANS, SealingOrder

DEFAULT_DAYS: Final = 7.0
_MAX_DAYS: Final = 3650.0
_MAX_NAME: Final = 100
_THE_ONE: Final = 1


@dataclass(frozen=True, slots=True)
class Custodian:
    """One custodian. `id` is 8 hex digits made from the recipient, `name` that of the role."""

    id: str
    name: str
    recipient: str
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class CustodySettings:
    """All custodians, retired ones included; `quorum` of the active ones open a segment; kept for `keep_days`."""

    custodians: tuple[Custodian, ...] = ()
    quorum: int = 1
    keep_days: float = DEFAULT_DAYS

    @property
    def active(self) -> tuple[Custodian, ...]:
        """Those for whom new segments are sealed."""
        return tuple(custodian for custodian in self.custodians if custodian.is_active)

    @property
    def can_seal(self) -> bool:
        """Whether there are as many custodians as it takes to open what would be sealed."""
        return 1 <= self.quorum <= len(self.active)

    @property
    def policy(self) -> str:
        """The name of the retention policy, as sealed headers carry it: for example "7d"."""
        return f"{self.keep_days:g}d"

    def order(self, chain: int, previous: bytes, *, sound: bool) -> SealingOrder:
        """What a worker is told. With too few custodians it is told so too, and says that it cannot seal."""
        recipients = tuple(custodian.recipient for custodian in self.active)
        return SealingOrder(recipients, self.quorum, self.policy, sound, chain, previous)

    def custodian(self, id: str) -> Custodian:
        """One of them, or `NotFound`."""
        for custodian in self.custodians:
            if custodian.id == id:
                return custodian
        raise NotFound(f"there is no custodian {id[:40]}", "`groundglass custodian list` shows those there are")

    def adding(self, name: str, recipient: str) -> CustodySettings:
        """With one more custodian, or a retired one active again; `Conflict` when that key is a custodian already."""
        new = made_custodian(name, recipient)
        known = next((one for one in self.custodians if one.id == new.id), None)
        if known is not None and known.is_active:
            raise Conflict(f"this key is a custodian already: {known.name}", "every custodian has a key of their own")
        others = tuple(one for one in self.custodians if one.id != new.id)
        return checked(replace(self, custodians=(*others, new)))

    def retiring(self, id: str) -> CustodySettings:
        """With one custodian retired: new segments are no longer sealed for them."""
        gone = self.custodian(id)
        kept = tuple(replace(one, is_active=False) if one is gone else one for one in self.custodians)
        return replace(self, custodians=kept)


def made_custodian(name: str, recipient: str) -> Custodian:
    """A custodian from what a person typed, or `ConfigError`."""
    spelled = unicodedata.normalize("NFC", name).strip()
    if not 1 <= len(spelled) <= _MAX_NAME or not spelled.isprintable():
        raise ConfigError(f"a custodian's name is 1 to {_MAX_NAME} printable characters")
    try:
        parse_recipient(recipient)
    except CustodyError as error:
        raise ConfigError(f"{spelled} cannot be a custodian: {error.message}", *error.hints) from error
    text = recipient.strip()
    return Custodian(hashlib.sha256(text.encode()).hexdigest()[:8], spelled, text)


def checked(settings: CustodySettings) -> CustodySettings:
    """The settings, or `ConfigError`. A quorum that is not possible *now* is allowed: a lost key must be retired at
    once, and the cameras then say that they cannot seal."""
    if len(settings.active) > MAX_CUSTODIANS:
        raise ConfigError(f"a site has at most {MAX_CUSTODIANS} custodians")
    if not 1 <= settings.quorum <= MAX_CUSTODIANS:
        raise ConfigError(f"the quorum is 1 to {MAX_CUSTODIANS} custodians")
    if not 1 / 24 <= settings.keep_days <= _MAX_DAYS:
        raise ConfigError(f"originals are kept for an hour to {_MAX_DAYS:g} days")
    ids = [custodian.id for custodian in settings.custodians]
    if len(set(ids)) != len(ids):
        raise Conflict("two custodians have the same key", "every custodian has a key of their own")
    return settings


class CustodyBook:
    """The settings, in the catalog. What `put` returned is durable."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def get(self) -> CustodySettings:
        """The settings now; those of a site that keeps no originals at first."""
        c, r = schema.custodian.c, schema.custody_rule.c
        people = sa.select(c.id, c.name, c.recipient, c.is_active).order_by(c.position)
        async with self._catalog.reader.connect() as connection:
            custodians = tuple(Custodian(*row) for row in (await connection.execute(people)).all())
            rule = (await connection.execute(sa.select(r.quorum, r.keep_days))).one_or_none()
        return CustodySettings(custodians, *rule) if rule is not None else CustodySettings(custodians)

    async def put(self, settings: CustodySettings) -> CustodySettings:
        """Put these in the place of what was there, or raise `ConfigError`, `Conflict`. Custodians who are missing from
        them are retired, not forgotten."""
        listed = {custodian.id for custodian in settings.custodians}
        old = (await self.get()).custodians
        missing = tuple(replace(one, is_active=False) for one in old if one.id not in listed)
        new = checked(replace(settings, custodians=(*settings.custodians, *missing)))
        rows = [
            {"id": one.id, "name": one.name, "recipient": one.recipient, "is_active": one.is_active, "position": place}
            for place, one in enumerate(new.custodians)
        ]
        rule = {"id": _THE_ONE, "quorum": new.quorum, "keep_days": new.keep_days}
        async with self._catalog.engine.begin() as connection:
            await connection.execute(sa.delete(schema.custodian))
            if rows:
                await connection.execute(sa.insert(schema.custodian), rows)
            await connection.execute(sa.delete(schema.custody_rule))
            await connection.execute(sa.insert(schema.custody_rule).values(**rule))
        return new
