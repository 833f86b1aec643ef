"""A place that was ordered to be forgotten is forgotten, whatever was under way at that moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from groundglass.clock import SystemClock
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.states import StateBoard
from groundglass.pane.control import Forget, Order
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import PlaceArtefact
from groundglass.pane.wire import Message
from tests.clear.hearing import hear, only, settings_for, stop_when
from tests.stands.clips import draw_clip

GATE = CameraId("gate")


def test_a_worker_ordered_to_forget_says_when_it_has(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "clip.mp4", pictures=90)
    asked: list[bool] = []

    def play(message: Message, order: Callable[[Order], None]) -> None:
        if isinstance(message, PlaceArtefact) and not asked:
            asked.append(True)
            order(Forget())
        stop(message, order)

    stop = stop_when(lambda message: isinstance(message, PlaceArtefact) and not message.body)
    messages = hear(settings_for(clip, pace="fast", loop=True, evidence_s=1.0), on_message=play)
    places = only(messages, PlaceArtefact)
    assert places[0].body
    assert places[-1].body == b""
    assert places[-1].proven_ppm == 0


async def test_a_place_that_arrives_after_the_order_does_not_come_back(tmp_path: Path) -> None:
    clock = SystemClock()
    states = StateBoard(clock)
    limits = StorageLimits(free_floor_bytes=1 << 20)
    archive = await Archive.open(tmp_path, states=states, clock=clock, limits=limits)
    now = Instant90k(clock.now_90k())
    archive.shelf.put_place(GATE, PlaceArtefact(now, 900_000, b"old"))
    archive.shelf.forget_place(GATE)
    archive.shelf.put_place(GATE, PlaceArtefact(now, 900_000, b"old, and under way"))
    archive.shelf.put_place(GATE, PlaceArtefact(now, 0, b""))
    assert await archive.shelf.place(GATE) is None
    await archive.close()
    again = await Archive.open(tmp_path, states=states, clock=clock, limits=limits)
    assert await again.shelf.place(GATE) is None
    await again.close()
