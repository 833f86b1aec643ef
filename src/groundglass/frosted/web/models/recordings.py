"""What is recorded, by time, as the API says it: spans, fragments and thumbnails."""

from __future__ import annotations

from pydantic import Field

from groundglass.frosted.recorded import GapCause
from groundglass.frosted.web.models.base import Told, When


class SpanTold(Told):
    """An unbroken stretch. `aside`: a later run covers the same time, because the clock had been set back."""

    start: When = Field(serialization_alias="from")
    end: When = Field(serialization_alias="to")
    run: int
    aside: bool


class GapTold(Told):
    """A stretch whose pictures arrived and were shown live, and that is not recorded."""

    start: When = Field(serialization_alias="from")
    end: When = Field(serialization_alias="to")
    cause: GapCause
    pictures: int = Field(description="how many pictures were not recorded")


class Timeline(Told):
    """What is recorded of one camera, what is not and why, and when there are thumbnails."""

    spans: list[SpanTold]
    gaps: list[GapTold]
    thumbnails: list[When]


class Spans(Told):
    """What is recorded of one camera, and what is not and why."""

    spans: list[SpanTold]
    gaps: list[GapTold]


class Timelines(Told):
    """What is recorded of every camera, by its id."""

    cameras: dict[str, Spans]


class InitTold(Told):
    """What a player needs before a run's fragments."""

    run: int
    codec: str = Field(examples=["avc1.42C01F"])
    width: int
    height: int
    url: str


class FragmentTold(Told):
    """One recorded fragment."""

    at: When
    duration_s: float
    is_key: bool
    run: int
    url: str
    bytes: int


class Fragments(Told):
    """A range as fragments, for players that fetch them one by one."""

    init: list[InitTold]
    fragments: list[FragmentTold]


class PlayerLink(Told):
    """Addresses for a player that cannot sign in. `range` takes `from` and `to`."""

    live: str
    range: str
    ends: When
