"""Every range that custodians agreed to open, newest first, without anybody's name.

Apart from custody's own table, which keeps what custodians and requesters need: who asked and why is left behind here.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.custody.ceremony import parse_request
from groundglass.frosted.custody.tables import unseal_answer, unseal_request
from groundglass.frosted.public.facts import Unsealing

MOST: Final = 200


class Unsealings:
    """Reads requests that were released."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine.execution_options(groundglass_reads=True)

    async def read(self) -> tuple[tuple[Unsealing, ...], int]:
        """The newest 200, and how many older ones there are."""
        r, a = unseal_request.c, unseal_answer.c
        yes = (
            sa.select(sa.func.count())
            .where(a.request == r.id, a.is_approval.is_(True))
            .correlate(unseal_request)
            .scalar_subquery()
        )
        query = (
            sa.select(r.document, r.released_90k, r.opened_90k, yes.label("approvals"))
            .where(r.released_90k.is_not(None))
            .order_by(r.released_90k.desc(), r.id)
            .limit(MOST)
        )
        count = sa.select(sa.func.count()).select_from(unseal_request).where(r.released_90k.is_not(None))
        async with self._reader.connect() as connection:
            rows = (await connection.execute(query)).all()
            all_of_them = int((await connection.execute(count)).scalar_one())
        found = tuple(_read(row.document, row.released_90k, row.opened_90k, row.approvals) for row in rows)
        return found, all_of_them - len(found)


def _read(document: bytes, released_90k: int, opened_90k: int | None, approvals: int) -> Unsealing:
    request = parse_request(document)
    return Unsealing(
        camera=request.camera,
        purpose=request.purpose,
        start_90k=request.start,
        until_90k=request.until,
        asked_90k=request.made,
        approved_90k=released_90k,
        opened_90k=opened_90k,
        approvals=approvals,
        needed=request.needed,
    )
