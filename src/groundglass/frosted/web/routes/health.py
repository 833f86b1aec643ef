"""Whether the server is well, for whoever watches it. Says nothing of the site."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from groundglass.errors import StoreError
from groundglass.frosted.web.entry import TheSite
from groundglass.frosted.web.models.site import Health
from groundglass.frosted.web.problems import Problem

router = APIRouter(tags=["site"])

LATE_S: Final = 60.0


@router.get("/healthz", summary="Whether the server is ready", responses=Problem.answers(503))
async def healthz(site: TheSite) -> Health:
    """200 when it is ready and its own watch over itself turns, 503 otherwise."""
    late = [name for name, heart in site.archive.heartbeats.items() if heart.age_s() > LATE_S]
    if late:
        raise StoreError(f"the {late[0]} has not turned for a minute", "look at the server's log and restart it")
    return Health(status="ok")
