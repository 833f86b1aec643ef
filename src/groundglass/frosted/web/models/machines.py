"""Machines that keep cameras, as they are told to people."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from groundglass.frosted.web.models.base import Asked, Told


class KeptTold(Told):
    """A camera that a machine keeps."""

    camera: str
    kept: Literal["whole", "lowered", "least"] = Field(
        description="lowered: half of its pictures, since cores are short; least: two a second"
    )
    waits: bool = Field(description="its machine waits until nobody else keeps it")
    restarts: int


class FactsTold(Told):
    """What a machine says of itself."""

    version: str = Field(examples=["0.1.0"])
    cores: int = Field(examples=[16])
    load: float = Field(
        examples=[9.4],
        description="what ran or waited for a core or the disk, on average over a minute; above `cores` some waits",
    )
    memory_bytes: int = Field(examples=[68_719_476_736])
    free_bytes: int = Field(examples=[412_316_860_416], description="of the disk on which recordings are or wait")
    watched: int = Field(examples=[3], description="live pictures that others fetch from it")
    waiting: int = Field(examples=[0], description="what it observed and the desk has not heard yet")
    lost: int = Field(examples=[0], description="of that, what gave way")


class MachineTold(Told):
    """One machine."""

    node: str = Field(examples=["north-1"], description="its name; empty for the server's own machine")
    relay: str = Field(examples=["10.0.0.7:8430"], description="where the others reach it; empty for the server's own")
    alive: bool
    connected: bool = Field(description="the desk hears it")
    drained: bool = Field(description="it is to be empty")
    facts: FactsTold | None = Field(description="null until it was heard once")
    cameras: list[KeptTold]


class NowhereTold(Told):
    """A camera that no machine keeps at the moment."""

    camera: str
    no_room: bool = Field(description="none that may keep it has room")


class MachinesTold(Told):
    """What runs where."""

    elsewhere: bool = Field(description="cameras are kept by machines beside the server's own")
    machines: list[MachineTold]
    nowhere: list[NowhereTold]


class DrainAsked(Asked):
    """Whether a machine is to be empty."""

    drained: bool
