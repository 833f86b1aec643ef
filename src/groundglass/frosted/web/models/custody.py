"""Who the custodians are: as it is told, and as it is asked for."""

from __future__ import annotations

from pydantic import Field

from groundglass.frosted.web.models.base import Asked, Told


class CustodianAsked(Asked):
    """A custodian: the name of a role, and an age recipient. `id` is told, and passed over when asked."""

    id: str | None = Field(default=None, max_length=40)
    name: str = Field(max_length=200, examples=["Works council"])
    recipient: str = Field(max_length=256, examples=["age1..."])
    active: bool = True


class CustodyAsked(Asked):
    """All of it. Custodians who are left out are retired."""

    custodians: list[CustodianAsked] = Field(max_length=1000)
    quorum: int = Field(ge=1, le=255)
    keep_days: float | None = Field(default=None, gt=0, le=3650)


class CustodianTold(Told):
    """One custodian. One who is not active is retired: new segments are not sealed for them."""

    id: str
    name: str
    recipient: str
    active: bool


class CustodyTold(Told):
    """`can_seal`: there are as many custodians as it takes to open what would be sealed. `cameras` are those set
    to keep originals."""

    custodians: list[CustodianTold]
    quorum: int
    keep_days: float
    can_seal: bool
    sentence: str
    hint: str
    cameras: list[str]
