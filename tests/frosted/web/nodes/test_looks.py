"""Who looked reaches the desk once, however often it must be told, and nobody looks where it cannot be told."""

from __future__ import annotations

from typing import Any

import pytest

from groundglass.clock import SimulatedClock, SystemClock
from groundglass.errors import DeskAway, LedgerUnavailable
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.web.nodes import looks
from groundglass.frosted.web.nodes.desk_line import DeskLine
from groundglass.frosted.web.nodes.looks import ToldLooks
from groundglass.frosted.web.nodes.models import LooksTold
from groundglass.frosted.web.nodes.routes import Heard

ADA = "a" * 16


class Desk(DeskLine):
    """Takes what it is told, or is away before or after taking it."""

    def __init__(self) -> None:
        super().__init__("127.0.0.1:1", ClusterSecret(b"s" * 32).viewer(), SystemClock())
        self.is_away = False
        self.loses_answers = False
        self.took: list[LooksTold] = []

    async def told(self, path: str, said: dict[str, Any], *, within_s: float = 10.0) -> tuple[int, Any]:
        if self.is_away:
            raise DeskAway("away")
        self.took.append(LooksTold.model_validate(said))
        if self.loses_answers:
            raise DeskAway("away")
        return 200, {}

    def entered(self) -> list[tuple[int, str, str]]:
        """What a desk makes of it."""
        heard = Heard()
        return [
            (look.minute, look.by, look.camera)
            for told in self.took
            if heard.is_new(told.life, told.number)
            for look in told.live
        ]


def made(desk: Desk, clock: SimulatedClock) -> ToldLooks:
    return ToldLooks(desk, clock, lambda size: b"\7" * size)


async def test_a_minute_of_watching_is_one_look() -> None:
    desk, clock = Desk(), SimulatedClock()
    told = made(desk, clock)
    for _ in range(50):
        told.live(ADA, "gate")
    told.live(ADA, "yard")
    clock.advance(60)
    told.live(ADA, "gate")
    await told.tell_rest()
    minute = clock.now_90k() // 5_400_000
    assert desk.entered() == [(minute - 1, ADA, "gate"), (minute - 1, ADA, "yard"), (minute, ADA, "gate")]


async def test_what_was_seen_while_the_desk_was_away_is_told_later_under_its_own_minute() -> None:
    desk, clock = Desk(), SimulatedClock()
    told = made(desk, clock)
    desk.is_away = True
    told.live(ADA, "gate")
    seen = clock.now_90k() // 5_400_000
    await told.tell_rest()
    clock.advance(600)
    desk.is_away = False
    await told.tell_rest()
    assert (desk.entered(), told.untold) == ([(seen, ADA, "gate")], 0)


async def test_news_whose_answer_was_lost_is_entered_once() -> None:
    desk, clock = Desk(), SimulatedClock()
    told = made(desk, clock)
    desk.loses_answers = True
    told.live(ADA, "gate")
    await told.tell_rest()
    told.live(ADA, "yard")
    desk.loses_answers = False
    await told.tell_rest()
    assert [look.number for look in desk.took] == [1, 1, 2]
    assert [camera for _, _, camera in desk.entered()] == ["gate", "yard"]


async def test_what_was_played_is_told_to_the_minute() -> None:
    desk, clock = Desk(), SimulatedClock()
    told = made(desk, clock)
    now = clock.now_90k()
    start = now // 5_400_000 * 5_400_000 - 10 * 5_400_000
    for _ in range(3):
        told.played(ADA, "gate", start + 90_000, start + 180_000)
    await told.tell_rest()
    (play,) = desk.took[0].played
    assert (play.by, play.camera, play.start_90k, play.until_90k) == (ADA, "gate", start, start + 5_400_000)


async def test_nobody_watches_where_no_more_can_be_kept_for_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "MAX_UNTOLD", 3)
    desk, clock = Desk(), SimulatedClock()
    told = made(desk, clock)
    desk.is_away = True
    for camera in ("a", "b", "c"):
        told.live(ADA, camera)
    with pytest.raises(LedgerUnavailable):
        told.live(ADA, "d")
    with pytest.raises(LedgerUnavailable):
        told.played(ADA, "d", 0, 1)
    told.live(ADA, "a")  # is noted already
    desk.is_away = False
    await told.tell_rest()
    told.live(ADA, "d")
