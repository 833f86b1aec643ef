"""What desk and web nodes say to each other, besides the requests of people that are passed on.

Both ends read it as data from outside, within these limits: a desk and its nodes may be a version apart.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import ConfigDict, Field

from groundglass.frosted.web.models.base import Asked, Told

PREFIX: Final = "/nodes"
CLIENT: Final = "x-groundglass-client"
SCHEME: Final = "x-groundglass-scheme"
MAX_LOOKS: Final = 2000

By = Annotated[str, Field(pattern=r"^[0-9a-z][0-9a-z -]{0,31}$")]
Camera = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,47}$")]
Moment = Annotated[int, Field(ge=0, lt=1 << 62)]


class WatchedLive(Asked):
    """In this minute since 1970 somebody was shown a camera's newest pictures."""

    minute: int = Field(ge=0, lt=1 << 40)
    by: By
    camera: Camera


class Played(Asked):
    """Somebody was shown what a camera had recorded between these times."""

    by: By
    camera: Camera
    start_90k: Moment
    until_90k: Moment


class LooksTold(Asked):
    """Who looked at what. `number` rises by one within one `life` of a node; the same number again is the same news."""

    life: str = Field(pattern=r"^[0-9a-f]{16}$")
    number: int = Field(ge=1, lt=1 << 40)
    live: list[WatchedLive] = Field(default=[], max_length=MAX_LOOKS)
    played: list[Played] = Field(default=[], max_length=MAX_LOOKS)


class TicketShown(Asked):
    """A player's ticket that somebody showed at a node."""

    ticket: str = Field(max_length=64, repr=False)


class TicketTold(Told):
    """What it opens."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    camera: Camera
    person: str | None = Field(max_length=32)
    ends_90k: Moment
