"""Looks at sealed originals: rows, wrapped shares and ciphertext belong together (invariants 10 to 12).

Apart from inspection.py because nothing here can be read, only counted and measured: whether a segment opens is for
its custodians to find out, which is what drills are for. Changes nothing, but `repair_sealed` does, for the one finding
it is given: it finishes destroying, and deletes ciphertext that nobody can open any more. It never destroys a share of
a segment that is kept.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.damage import Damage, Finding

_FOLDER: Final = "sealed/"


async def look_at_sealed(catalog: Catalog, blobs: Blobs) -> list[Finding]:
    """Every broken invariant of sealed originals. `subject` is a blob's key, or a segment's id for its shares."""
    s = schema.sealed_segment.c
    async with catalog.reader.connect() as connection:
        rows = (await connection.execute(sa.select(s.segment, s.blob, s.size_bytes, s.state))).all()
        with_slots = set((await connection.execute(sa.select(schema.sealed_slot.c.segment).distinct())).scalars())
    sizes = {item.key: item.size_bytes async for item in blobs.listing(_FOLDER)}
    found = []
    for row in rows:
        if row.state == "doomed":
            found.append(Finding(Damage.SEALED_DOOMED, row.blob))
        elif row.blob not in sizes:
            found.append(Finding(Damage.SEALED_MISSING, row.blob))
        elif sizes[row.blob] != row.size_bytes:
            found.append(Finding(Damage.SEALED_SIZE, row.blob))
        elif row.segment not in with_slots:
            found.append(Finding(Damage.SLOTS_MISSING, row.segment))
    kept = {row.segment for row in rows if row.state == "kept"}
    known = {row.blob for row in rows}
    found += [Finding(Damage.SLOTS_LEFT, segment) for segment in sorted(with_slots - kept)]
    found += [Finding(Damage.SEALED_UNKNOWN, key) for key in sorted(sizes.keys() - known)]
    return found


async def repair_sealed(catalog: Catalog, blobs: Blobs, finding: Finding) -> None:
    """Do what can be done about one of the findings above; a lost or changed file stays reported."""
    s, slot = schema.sealed_segment.c, schema.sealed_slot.c
    match finding.damage:
        case Damage.SLOTS_LEFT:
            async with catalog.engine.begin() as connection:
                await connection.execute(sa.delete(schema.sealed_slot).where(slot.segment == finding.subject))
        case Damage.SEALED_UNKNOWN:
            await blobs.delete(finding.subject)
        case Damage.SEALED_DOOMED:
            ids = sa.select(s.segment).where(s.blob == finding.subject)
            async with catalog.engine.begin() as connection:
                await connection.execute(sa.delete(schema.sealed_slot).where(slot.segment.in_(ids)))
            await blobs.delete(finding.subject)
            async with catalog.engine.begin() as connection:
                await connection.execute(sa.delete(schema.sealed_segment).where(s.blob == finding.subject))
        case _:
            return  # what is lost or changed stays as it is, and stays reported: it may be evidence
