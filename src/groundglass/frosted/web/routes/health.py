"""Whether the server is well, for whoever watches it. Says nothing of the site.

Two questions: whether it should be started anew (`/healthz`), and whether people should be sent to it (`/readyz`).
While the database is away it records on, so it is well and not ready.
"""

from __future__ import annotations

import asyncio
from typing import Final

import sqlalchemy as sa
from fastapi import APIRouter
from sqlalchemy.exc import DBAPIError

from groundglass.errors import StoreError
from groundglass.frosted.store.sqlite import READS
from groundglass.frosted.web.entry import TheSite
from groundglass.frosted.web.models.site import Health
from groundglass.frosted.web.problems import Problem

router = APIRouter(tags=["site"])

LATE_S: Final = 60.0
ANSWER_S: Final = 3.0


@router.get("/healthz", summary="Whether the server is well", responses=Problem.answers(503))
async def healthz(site: TheSite) -> Health:
    """200 when it is ready and its own watch over itself turns, 503 otherwise."""
    late = [name for name, heart in site.archive.heartbeats.items() if heart.age_s() > LATE_S]
    if late:
        raise StoreError(f"the {late[0]} has not turned for a minute", "look at the server's log and restart it")
    return Health(status="ok")


@router.get("/readyz", summary="Whether people should be sent to the server", responses=Problem.answers(503))
async def readyz(site: TheSite) -> Health:
    """200 when its database answers, 503 otherwise: then pages could not be shown."""
    reader = site.archive.engine.execution_options(**{READS: True})
    try:
        async with asyncio.timeout(ANSWER_S), reader.connect() as connection:
            await connection.execute(sa.text("SELECT 1"))
    except (TimeoutError, DBAPIError) as error:
        raise StoreError("the site's database does not answer", "look at PostgreSQL; recording goes on") from error
    return Health(status="ok")
