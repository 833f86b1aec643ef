"""Channels and messages, as the API takes and tells them."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from groundglass.frosted.incidents.levels import Level
from groundglass.frosted.outbound.channels import MAX_VALUE, ChannelKind
from groundglass.frosted.web.models.base import Asked, Told, When

Value: TypeAlias = (
    Annotated[str, Field(max_length=MAX_VALUE)]
    | bool
    | int
    | Annotated[list[Annotated[str, Field(max_length=320)]], Field(max_length=50)]
)
Values: TypeAlias = Annotated[
    dict[Annotated[str, Field(max_length=32)], Value],
    Field(max_length=16, description="Fields of the kind; docs/integrations.md names them. Secrets are never told."),
]


class WishWritten(Asked):
    """What a channel wants to hear. Empty lists: every kind, every camera."""

    least: Level = Level.WARNING
    events: bool = True
    incidents: bool = True
    exercises: bool = True
    kinds: Annotated[list[Annotated[str, Field(min_length=1, max_length=32)]], Field(max_length=40)] = []
    cameras: Annotated[list[Annotated[str, Field(min_length=1, max_length=48)]], Field(max_length=1000)] = []


class NewChannel(Asked):
    """Where things are to be said, and how."""

    kind: ChannelKind
    name: Annotated[str, Field(min_length=1, max_length=160)]
    wish: WishWritten = WishWritten()
    values: Values
    enabled: bool = True


class ChannelChange(Asked):
    """Absent fields stay as they are, and so do values that are not given; an empty text takes one away."""

    name: Annotated[str, Field(min_length=1, max_length=160)] | None = None
    wish: WishWritten | None = None
    values: Values = {}
    enabled: bool | None = None


class ChannelTold(Told):
    """A channel. `has` names the secrets that are set."""

    id: str
    kind: ChannelKind
    name: str
    enabled: bool
    wish: WishWritten
    values: dict[str, Value]
    has: list[str]
    waiting: int
    dead: int
    sent: int


class ChannelsTold(Told):
    """All channels, longest here first."""

    channels: list[ChannelTold]


class MessageTold(Told):
    """One message. `trouble` is why it was not taken, in our words."""

    id: int
    key: str
    state: Literal["waiting", "sent", "dead"]
    what: str
    made: When
    next: When | None
    attempts: int
    trouble: str


class MessagesTold(Told):
    """A page, newest first; `next` is the cursor of the next (`before`)."""

    messages: list[MessageTold]
    next: int | None


class FiguresToken(Told):
    """Shown once. `Authorization: Bearer` at /metrics."""

    token: str
