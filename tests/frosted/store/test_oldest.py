"""Which recordings go first, and how many bytes there are: found without reading what stays, in both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from groundglass.clock import SimulatedClock
from groundglass.frosted.store import oldest as oldest_module
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.oldest import Kept, Oldest
from groundglass.frosted.store.used import ANEW_AFTER_S, UsedBytes
from groundglass.pane.ids import CameraId

GATE, YARD = CameraId("gate"), CameraId("yard")
MINUTE = 60 * 90_000
EVERYTHING = 1 << 40


async def enter(catalog: Catalog, camera: str, run: int, *minutes: int, size: int = 10, state: str = "closed") -> None:
    rows = [
        {
            "camera": camera, "run": run, "name": f"video/{camera}/{run}-{minute}.mp4", "start_90k": minute * MINUTE,
            "end_90k": (minute + 1) * MINUTE, "size_bytes": size, "state": state,
        }
        for minute in minutes
    ]  # fmt: skip
    async with catalog.engine.begin() as connection:
        await connection.execute(sa.insert(schema.file), rows)


async def change(catalog: Catalog, state: str, *names: str) -> None:
    async with catalog.engine.begin() as connection:
        query = sa.update(schema.file).where(schema.file.c.name.in_([f"video/{name}.mp4" for name in names]))
        await connection.execute(query.values(state=state))


def names(files: list[Kept]) -> list[str]:
    return [kept.name.removeprefix("video/").removesuffix(".mp4") for kept in files]


async def test_of_all_cameras_what_was_recorded_first_is_first_as_far_as_it_is_needed(catalog: Catalog) -> None:
    await enter(catalog, "gate", 1 << 44, 1, 2)
    await enter(catalog, "yard", 1, 0, 3)
    oldest = Oldest(catalog)
    assert names(await oldest.of_all(EVERYTHING)) == ["yard/1-0", f"gate/{1 << 44}-1", f"gate/{1 << 44}-2", "yard/1-3"]
    assert names(await oldest.of_all(11)) == ["yard/1-0", f"gate/{1 << 44}-1"]
    assert await oldest.of_all(0) == []


async def test_what_a_wrong_clock_put_into_the_future_goes_before_what_came_after_it(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    await enter(catalog, "gate", 1, 1_000_000, 1_000_001)
    await enter(catalog, "gate", 2, 5)
    await enter(catalog, "yard", 3, 1, 2, 6)
    assert names(await Oldest(catalog).of_all(EVERYTHING)) == [
        "yard/3-1", "yard/3-2", "gate/1-1000000", "gate/1-1000001", "gate/2-5", "yard/3-6",
    ]  # fmt: skip
    monkeypatch.setattr(oldest_module, "BITE", 3)  # the two from the future are not among the three that began first
    assert names(await Oldest(catalog).of_all(EVERYTHING)) == [
        "yard/3-1", "yard/3-2", "gate/1-1000000", "gate/1-1000001", "gate/2-5",
    ]  # fmt: skip
    assert names(await Oldest(catalog).of_camera(GATE, 15)) == ["gate/1-1000000", "gate/1-1000001"]


async def test_what_is_too_old_is_asked_of_all_and_of_cameras_with_days_of_their_own(catalog: Catalog) -> None:
    await enter(catalog, "gate", 1, 0, 1, 2, 3)
    await enter(catalog, "yard", 2, 0, 1, 2, 3)
    await change(catalog, "open", "gate/1-1", "yard/2-3")
    await change(catalog, "doomed", "yard/2-0")
    oldest = Oldest(catalog)
    assert names(await oldest.ended_before(2 * MINUTE + 1)) == ["gate/1-0", "yard/2-1"]
    own = {YARD: 4 * MINUTE, CameraId("nobody"): 9 * MINUTE}
    assert names(await oldest.of_cameras_ended_before(own)) == ["yard/2-1", "yard/2-2"]
    assert names(await oldest.of_cameras_ended_before({GATE: 4 * MINUTE + 1})) == ["gate/1-0", "gate/1-2", "gate/1-3"]
    assert await oldest.of_cameras_ended_before({}) == []
    assert names(await oldest.doomed()) == ["yard/2-0"]


async def test_thumbnails_go_with_their_camera_and_with_the_days_of_the_site(catalog: Catalog) -> None:
    await enter(catalog, "gate", 1, 10)
    stills = [
        {"camera": camera, "at_90k": minute * MINUTE, "name": f"{camera}-{minute}"}
        | {"width": 1, "height": 1, "size_bytes": 1}
        for camera in ("gate", "yard", "zoo")
        for minute in (1, 8, 9, 20)
    ]
    async with catalog.engine.begin() as connection:
        await connection.execute(sa.insert(schema.still), stills)
    oldest = Oldest(catalog)
    assert await oldest.thumbnails(None) == ["gate-1", "gate-8"]  # nothing is known of when the others end
    assert await oldest.thumbnails(2 * MINUTE) == ["gate-1", "gate-8", "yard-1", "zoo-1"]


async def test_the_sums_follow_what_is_closed_and_what_goes(catalog: Catalog) -> None:
    clock = SimulatedClock()
    used = UsedBytes(catalog, clock)
    assert await used.by_camera() == {}
    await enter(catalog, "gate", 1, 0, 1, size=100)
    await enter(catalog, "gate", 1, 2, size=7, state="open")
    assert await used.by_camera() == {"gate": 200}
    await change(catalog, "closed", "gate/1-2")
    await enter(catalog, "yard", 2, 0, size=1000)
    assert await used.by_camera() == {"gate": 207, "yard": 1000}
    gone = await Oldest(catalog).of_camera(GATE, 150)
    await change(catalog, "doomed", *names(gone))
    await used.gone(gone)
    assert await used.by_camera() == {"gate": 7, "yard": 1000}
    await enter(catalog, "yard", 2, 5, size=3)
    unread = await Oldest(catalog).of_camera(YARD, EVERYTHING)  # the newer one was closed and went between two looks
    await change(catalog, "doomed", *names(unread))
    await used.gone(unread)
    assert (await used.by_camera())["yard"] == 0


@pytest.mark.parametrize("said_so", [False, True])
async def test_sums_that_went_wrong_are_mended_within_the_hour_or_when_somebody_says_so(
    catalog: Catalog, said_so: bool
) -> None:
    clock = SimulatedClock()
    used = UsedBytes(catalog, clock)
    await enter(catalog, "gate", 1, 0, size=100)
    assert await used.by_camera() == {"gate": 100}
    await change(catalog, "doomed", "gate/1-0")  # and nobody told
    clock.advance(60)
    assert await used.by_camera() == {"gate": 100}
    if said_so:
        await used.read_anew()
    else:
        clock.advance(ANEW_AFTER_S)
    assert await used.by_camera() == {}


async def test_no_question_reads_every_file_that_there_is(tmp_path: Path) -> None:
    """SQLite says how it would answer, and without statistics that is by the indexes alone."""
    catalog = await Catalog.open(tmp_path / "db")
    await enter(catalog, "gate", 1, 0, 1)
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, parameters))

    sa.event.listen(catalog.engine.sync_engine, "before_cursor_execute", note)
    oldest, used = Oldest(catalog), UsedBytes(catalog, SimulatedClock())
    await used.by_camera()
    asked.clear()  # once an hour everything is read
    await used.by_camera()
    await oldest.doomed()
    await oldest.ended_before(MINUTE)
    await oldest.of_cameras_ended_before({GATE: MINUTE, YARD: MINUTE})
    await oldest.of_camera(GATE, 5)
    await oldest.of_all(5)
    await oldest.thumbnails(MINUTE)
    sa.event.remove(catalog.engine.sync_engine, "before_cursor_execute", note)
    questions = [(statement, parameters) for statement, parameters in asked if statement.startswith(("SELECT", "WITH"))]
    assert len(questions) >= 8
    async with catalog.reader.connect() as connection:
        for statement, parameters in questions:
            plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)).all()
            steps = [str(step[-1]) for step in plan]
            assert not [step for step in steps if step in ("SCAN file", "SCAN still")], (statement, steps)
    await catalog.close()
