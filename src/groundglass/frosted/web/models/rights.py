"""Camera groups, tokens of programs, and one's own trail."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Field

from groundglass.frosted.people.roles import Right
from groundglass.frosted.web.models.base import Asked, Told, When
from groundglass.frosted.web.models.people import GroupIds

CameraIds: TypeAlias = Annotated[
    list[Annotated[str, Field(max_length=48)]], Field(max_length=4096, examples=[["north-gate", "south-gate"]])
]


class NewGroup(Asked):
    """Cameras under one name."""

    name: str = Field(max_length=200, examples=["Gates"])
    cameras: CameraIds


class GroupChange(Asked):
    """What is given is changed."""

    name: str | None = Field(default=None, max_length=200)
    cameras: CameraIds | None = None


class GroupTold(Told):
    """One camera group."""

    id: str
    name: str
    cameras: list[str]


class GroupsTold(Told):
    """All camera groups, by name."""

    groups: list[GroupTold]


class NewApiToken(Asked):
    """A token for a program."""

    name: str = Field(max_length=200, examples=["Building control"])
    rights: list[Right] = Field(max_length=16, examples=[["see", "export"]])
    groups: GroupIds = None
    days: int | None = Field(default=None, ge=1, le=3660, description="how long it lives; null: until it is revoked")


class ApiTokenTold(Told):
    """A token, without itself."""

    id: str
    name: str
    made_by: str
    rights: list[str]
    groups: list[str] | None
    created: When
    ends: When | None
    last_used: When | None


class ApiTokensTold(Told):
    """All tokens, and the rights a new one of yours may have."""

    tokens: list[ApiTokenTold]
    rights: list[str]


class ApiTokenMade(Told):
    """A token, told this once. Sent as `Authorization: Bearer gg_...`."""

    id: str
    token: str = Field(repr=False)


class StepTold(Told):
    """One entry of the ledger about you. `own`: you acted; otherwise somebody acted upon you."""

    index: int
    at: When
    kind: str
    own: bool
    camera: str | None
    details: dict[str, Any]


class TrailTold(Told):
    """The newest steps. `before` of the next question, null when the ledger was read to its beginning; `back_to` is how
    far back was looked."""

    steps: list[StepTold]
    next: int | None
    back_to: When | None
