"""What one application keeps in memory besides the site: counters, caches, windows. Bounded, lost at restart."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import HTTPConnection

from groundglass.frosted.shown import Shown
from groundglass.frosted.web.hls_window import LiveWindows
from groundglass.frosted.web.shown.recorded import RecordedLately
from groundglass.frosted.web.tickets import TicketBook, Tickets
from groundglass.frosted.web.versions import Versions

MAX_TRIALS: Final = 2


@dataclass(slots=True)
class WebState:
    """Owned by the event loop's thread."""

    recorded: RecordedLately
    windows: LiveWindows
    tickets: TicketBook
    versions: Versions
    trials: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MAX_TRIALS))
    scans: asyncio.Lock = field(default_factory=asyncio.Lock)
    viewers: int = 0
    has_authority: bool = False  # cameras may show certificates that the site's authority signed

    @classmethod
    def of(cls, site: Shown, tickets: TicketBook | None = None, *, has_authority: bool = False) -> WebState:
        """Empty, for this site; `tickets` where those are kept elsewhere."""
        return cls(
            RecordedLately(site.playback, site.clock),
            LiveWindows(site.playback, site.clock),
            tickets or Tickets(site.clock, secrets.token_bytes),
            Versions(secrets.token_bytes(32)),
            has_authority=has_authority,
        )


def state_of(connection: HTTPConnection) -> WebState:
    """This application's memory."""
    state = connection.app.state.web
    assert isinstance(state, WebState)
    return state


TheState = Annotated[WebState, Depends(state_of)]
