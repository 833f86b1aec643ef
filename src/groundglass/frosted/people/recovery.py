"""Recovery codes: ten ways in for the day everything else is lost. Each opens once.

A code is 80 bits of chance written as sixteen letters and digits that are hard to confuse (Crockford's base 32), so its
SHA-256 may be stored like a token's: there is nothing to guess. They are shown once, to be printed.
"""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.people.schema import person, reader_of, recovery_code
from groundglass.frosted.people.tokens import Random

CODES: Final = 10
_BYTES: Final = 10
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_READ_AS: Final = str.maketrans({"o": "0", "i": "1", "l": "1"})


class Recovery:
    """The table of codes. Safe for use by several tasks."""

    def __init__(self, engine: AsyncEngine, random: Random) -> None:
        self._engine = engine
        self._reader = reader_of(engine)
        self._random = random

    async def make(self, who: PersonId) -> tuple[str, ...]:
        """Ten new codes in place of all older ones."""
        codes = tuple(_written(self._random(_BYTES)) for _ in range(CODES))
        rows = [{"code_hash": _hash(who, code), "person": who} for code in codes]
        async with self._engine.begin() as connection:
            await connection.execute(delete(recovery_code).where(recovery_code.c.person == who))
            await connection.execute(insert(recovery_code), rows)
        return codes

    async def left(self, who: PersonId) -> int:
        """How many were not used yet."""
        count = select(func.count()).select_from(recovery_code).where(recovery_code.c.person == who)
        async with self._reader.connect() as connection:
            return int((await connection.execute(count)).scalar_one())

    async def use(self, who: PersonId, untrusted_code: str) -> bool:
        """Whether this is one of theirs. It is deleted by this, so two browsers cannot both use it."""
        here = select(person.c.id).where(person.c.id == who, person.c.removed_90k.is_(None)).exists()
        mine = (recovery_code.c.person == who) & (recovery_code.c.code_hash == _hash(who, untrusted_code[:100]))
        async with self._engine.begin() as connection:
            return (await connection.execute(delete(recovery_code).where(mine & here))).rowcount == 1


def _written(chance: bytes) -> str:
    number = int.from_bytes(chance)
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def _hash(who: PersonId, code: str) -> bytes:
    """However it was typed: capitals, spaces and hyphens tell nothing."""
    plain = "".join(letter for letter in code.casefold().translate(_READ_AS) if letter in _ALPHABET)
    return hashlib.sha256(f"groundglass recovery\0{who}\0{plain}".encode()).digest()
