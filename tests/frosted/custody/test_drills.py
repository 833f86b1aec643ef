"""Claims about drills: they try every key, they open nobody's picture, and a missed one is seen."""

from __future__ import annotations

import io

import av
import pytest
import sqlalchemy as sa

from groundglass.custody.approval import Offered, approve
from groundglass.custody.ceremony import State
from groundglass.custody.records import Packet, Parameters
from groundglass.errors import Conflict, CustodyError
from groundglass.frosted.custody import tables
from groundglass.frosted.custody.drill_clip import COLUMNS, PICTURES, ROWS, drill_records
from groundglass.frosted.custody.drills import DEFAULT_DAYS, DRILL_CAMERA, LIFE_S, DrillRow
from groundglass.frosted.custody.request_table import Kept
from groundglass.frosted.custody.rounds import ROUNDS_BETWEEN_TELLING, Rounds
from groundglass.frosted.custody.settings import CustodySettings
from groundglass.frosted.media.original import OriginalWriter
from groundglass.pane.ids import Instant90k
from tests.custody.originals import BEGIN, SLOT
from tests.frosted.custody.vault import ADA, Vault

DAY_S = 86_400.0


async def answer(vault: Vault, kept: Kept, *who: int) -> None:
    """As these custodians' machines would: the sealed header is what says that it is a drill."""
    for one in who:
        recipient = vault.custodians[one].recipient
        offered = [
            Offered(row.header, slot) for row, slot in await vault.custody.requests.slots(kept.request.id, recipient)
        ]
        shares = approve(kept.request, offered, vault.keyrings[one], recipient)
        await vault.custody.requests.approve(kept.request.id, vault.custodians[one], shares)


async def test_a_drill_is_passed_when_enough_custodians_opened_it(vault: Vault) -> None:
    kept = await vault.custody.drills.start(ADA)
    assert (kept.request.camera, kept.request.purpose) == (DRILL_CAMERA, "drill")
    await answer(vault, kept, 0)
    await vault.custody.drills.look()
    assert (await vault.custody.drills.calendar()).last_passed is None
    await answer(vault, kept, 2)
    await vault.custody.drills.look()
    calendar = await vault.custody.drills.calendar()
    assert calendar.last_passed == vault.clock.now_90k()
    assert calendar.drills[0][0].state(vault.clock.now_90k()) is State.OPENED


async def test_a_drill_goes_on_until_every_key_was_tried(vault: Vault) -> None:
    kept = await vault.custody.drills.start(ADA)
    await answer(vault, kept, 0, 1)
    await vault.custody.drills.look()
    assert "drill.ended" not in await vault.kinds()
    with pytest.raises(Conflict):
        await vault.custody.drills.start(ADA)
    await answer(vault, kept, 2)
    await vault.custody.drills.look()
    ended = (await vault.entries())[-1]
    assert (ended["kind"], ended["state"], ended["silent"]) == ("drill.ended", "passed", [])
    assert (await vault.custody.drills.start(ADA)).request.id != kept.request.id


async def test_a_custodian_who_did_not_answer_a_drill_is_on_record(vault: Vault) -> None:
    kept = await vault.custody.drills.start(ADA)
    await answer(vault, kept, 0)
    vault.clock.advance(LIFE_S)
    await vault.custody.rounds.once()
    ended = next(entry for entry in await vault.entries() if entry["kind"] == "drill.ended")
    assert ended["state"] == "failed"
    assert ended["silent"] == sorted(one.id for one in vault.custodians[1:])


async def test_a_share_that_opens_nothing_does_not_pass_a_drill(vault: Vault) -> None:
    kept = await vault.custody.drills.start(ADA)
    await answer(vault, kept, 0, 1)
    share = tables.unseal_share
    async with vault.custody.requests._table._catalog.engine.begin() as connection:
        await connection.execute(sa.update(share).where(share.c.number == 2).values(share=b"age-encryption.org/v1\nx"))
    await vault.custody.drills.look()
    assert (await vault.custody.drills.calendar()).last_passed is None


async def test_no_drill_without_custodians(vault: Vault) -> None:
    await vault.custody.book.put(CustodySettings((), 1))
    with pytest.raises(CustodyError, match="fewer custodians"):
        await vault.custody.drills.start(ADA)
    await vault.custody.drills.look()
    assert await vault.kinds() == []


async def test_the_calendar_starts_a_drill_in_time_and_says_when_it_was_missed(vault: Vault) -> None:
    await vault.custody.drills.look()
    assert await vault.kinds() == []
    vault.clock.advance((DEFAULT_DAYS - 6) * DAY_S)
    await vault.custody.rounds.once()
    assert "drill.started" in await vault.kinds()
    assert not (await vault.custody.drills.calendar()).is_overdue
    vault.clock.advance(8 * DAY_S)
    for _ in range(3):
        await vault.custody.rounds.once()
    kinds = await vault.kinds()
    assert kinds.count("drill.overdue") == 1
    assert kinds.count("drill.started") == 2
    calendar = await vault.custody.drills.calendar()
    assert calendar.is_overdue
    await answer(vault, calendar.drills[0][0], 0, 1)
    await vault.custody.rounds.once()
    assert not (await vault.custody.drills.calendar()).is_overdue


async def test_a_site_may_have_drills_more_often_or_never(vault: Vault) -> None:
    await vault.custody.drills.schedule(0, ADA)
    vault.clock.advance(400 * DAY_S)
    await vault.custody.rounds.once()
    assert await vault.kinds() == ["drill.changed"]
    await vault.custody.drills.schedule(2, ADA)
    vault.clock.advance(DAY_S)
    await vault.custody.rounds.once()
    assert "drill.started" in await vault.kinds()


def test_the_drawn_clip_is_a_video_that_says_drill() -> None:
    start = Instant90k(BEGIN)
    file = io.BytesIO()
    writer = OriginalWriter(file, "h264")
    for record in drill_records(start):
        if isinstance(record, Parameters):
            writer.parameters(record.body)
        elif isinstance(record, Packet):
            writer.picture(record.pts, record.dts, record.body, is_key=record.is_key)
    writer.finish(start=start, until=Instant90k(start + SLOT))
    file.seek(0)
    with av.open(file, "r") as video:
        pictures = [frame.to_ndarray(format="gray") for frame in video.decode(video=0)]
    assert len(pictures) == PICTURES
    assert pictures[0].shape == (16 * ROWS, 16 * COLUMNS)
    # Each letter is drawn: dark dots in each of the five cells, and a bar that moves.
    assert all((pictures[0][8:29, 4 + 18 * cell : 19 + 18 * cell] < 100).any() for cell in range(5))
    assert (pictures[0] != pictures[9]).any()


def test_drills_keep_their_identity_to_themselves() -> None:
    assert "AGE-SECRET" not in repr(DrillRow("r", "AGE-SECRET-KEY-1X", None, is_ended=False))


async def test_rules_are_told_how_long_ago_custodians_opened_something_together(vault: Vault) -> None:
    told: list[Instant90k] = []
    rounds = Rounds(vault.custody.requests, vault.custody.drills, told.append)
    began = vault.clock.now_90k()
    await rounds.once()
    assert told == [began]  # nobody has had the time yet
    vault.clock.advance(DAY_S)
    await answer(vault, await vault.custody.drills.start(ADA), 0, 1)
    await vault.custody.drills.look()
    for _ in range(ROUNDS_BETWEEN_TELLING):
        await rounds.once()
    assert told == [began, vault.clock.now_90k()]
    await vault.custody.drills.schedule(0, ADA)
    for _ in range(ROUNDS_BETWEEN_TELLING):
        await rounds.once()
    assert len(told) == 2  # a site that wants no drills has none overdue
