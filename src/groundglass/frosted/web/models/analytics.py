"""Counts over time, as the API tells them. Null is never zero: it stands for few people, fewer than `few_below`."""

from __future__ import annotations

from pydantic import Field

from groundglass.frosted.web.models.base import Told, When


class CountTold(Told):
    """A step of time: mean and most people followed at once, tracks begun, mean share of the picture that was hidden.

    Null where it would be of some people and of fewer than `few_below`; an empty place is 0.
    """

    at: When
    people: float | None
    most: int | None
    begun: int | None
    hidden: float | None


class CountsTold(Told):
    """A camera's counts, oldest first; steps without pictures are left out."""

    step_s: int
    few_below: int
    counts: list[CountTold]


class AreaCountTold(Told):
    """A step of an area: mean and most people in it, and per square metre, as estimated from what is hidden."""

    at: When
    people: float | None
    most: float | None
    per_m2: float | None
    most_per_m2: float | None


class AreaTold(Told):
    """An area that is drawn in the camera's picture, oldest step first. Empty without a scale."""

    area: int
    counts: list[AreaCountTold]


class AreaCountsTold(Told):
    """How full a camera's areas were."""

    step_s: int
    few_below: int
    areas: list[AreaTold]


class CrossingTold(Told):
    """A step of a line: how many went over it to its left and to its right. Steps without any are left out."""

    at: When
    to_left: int | None
    to_right: int | None


class LineTold(Told):
    """The line of a rule; `name` is null once the rule is deleted."""

    rule: int
    name: str | None
    counts: list[CrossingTold]


class CrossingsTold(Told):
    """How many went over the lines of a camera's rules."""

    step_s: int
    few_below: int
    lines: list[LineTold]


class HeatCellTold(Told):
    """A cell of the picture: how many tracks stood in it, and how long all of them together."""

    column: int
    row: int
    visits: int | None
    stay_s: float | None


class HeatTold(Told):
    """Where people stood, by coarse cells of the picture from its upper left; cells without anybody are left out."""

    columns: int = Field(examples=[32])
    rows: int = Field(examples=[18])
    few_below: int
    cells: list[HeatCellTold]
