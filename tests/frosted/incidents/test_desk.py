"""Acts on incidents: what may follow what, what is on record, what is sent by whom."""

from __future__ import annotations

import asyncio
import json

import pytest

from groundglass.clock import SimulatedClock
from groundglass.errors import ConfigError, Conflict, LedgerUnavailable, NotFound, Refused
from groundglass.frosted.incidents.acts import (
    ClipAttached,
    IncidentNumber,
    LevelSet,
    Noted,
    OwnerSet,
    Retitled,
    StateSet,
    StepPlan,
    StepSet,
    Undone,
)
from groundglass.frosted.incidents.book import Wanted
from groundglass.frosted.incidents.desk import HOUSE, Desk, digest_of
from groundglass.frosted.incidents.levels import Level, Outcome, State, TaskState
from groundglass.frosted.incidents.life import UNDO_WITHIN_S
from groundglass.frosted.record.recordkeeper import Recordkeeper
from tests.frosted.incidents.happenings import ANNA, BEN, CARA, happening, opening


async def test_an_incident_goes_from_new_to_closed_with_who_and_when(desk: Desk, clock: SimulatedClock) -> None:
    number = (await desk.open(opening(clock.now_90k()), ANNA)).number
    steps = [
        StateSet(State.ACKNOWLEDGED, None),
        StateSet(State.IN_PROGRESS, None),
        StateSet(State.RESOLVED, Outcome.REAL),
        StateSet(State.CLOSED, None),
    ]
    for act in steps:
        clock.advance(60)
        await desk.act(number, BEN, act)
    incident, entries = await desk.get(number)
    assert (incident.state, incident.opened_by) == (State.CLOSED, ANNA)
    assert [entry.by for entry in entries] == [ANNA, BEN, BEN, BEN, BEN]
    times = list(incident.since.values())
    assert times == sorted(times)
    assert len(set(times)) == 5


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (StateSet(State.CLOSED, None), Conflict),
        (StateSet(State.NEW, None), Conflict),
        (StateSet(State.RESOLVED, None), ConfigError),
        (StateSet(State.ACKNOWLEDGED, Outcome.REAL), ConfigError),
        (StepSet(1, "done"), NotFound),
        (Undone(999), NotFound),
    ],
)
async def test_what_may_not_follow_changes_nothing(desk: Desk, act: StateSet, error: type[Exception]) -> None:
    number = (await desk.open(opening(0), ANNA)).number
    with pytest.raises(error):
        await desk.act(number, ANNA, act)
    assert len((await desk.get(number))[1]) == 1


async def test_nothing_but_notes_and_references_follows_a_closed_incident(desk: Desk) -> None:
    number = (await desk.open(opening(0), ANNA)).number
    await desk.act(number, ANNA, StateSet(State.RESOLVED, Outcome.FALSE_ALARM))
    await desk.act(number, ANNA, StateSet(State.CLOSED, None))
    for act in (LevelSet(Level.INFO), Retitled("x"), StateSet(State.IN_PROGRESS, None)):
        with pytest.raises(Conflict, match="closed"):
            await desk.act(number, ANNA, act)
    await desk.act(number, ANNA, Noted("looked at again"))
    await desk.act(number, ANNA, ClipAttached("gate", 0, 90_000, ""))


async def test_an_act_can_be_undone_and_both_stay_in_the_history(desk: Desk) -> None:
    number = (await desk.open(opening(0), ANNA)).number
    await desk.act(number, ANNA, StateSet(State.RESOLVED, Outcome.FALSE_ALARM))
    _, entries = await desk.get(number)
    await desk.act(number, BEN, Undone(entries[-1].sequence))
    incident, entries = await desk.get(number)
    assert (incident.state, incident.outcome) == (State.NEW, None)
    assert [entry.kind for entry in entries] == ["opened", "state", "undone"]
    with pytest.raises(Conflict, match="undone already"):
        await desk.act(number, BEN, Undone(entries[1].sequence))


async def test_only_the_newest_act_about_a_thing_can_be_undone_and_not_for_long(
    desk: Desk, clock: SimulatedClock
) -> None:
    number = (await desk.open(opening(0), ANNA)).number
    await desk.act(number, ANNA, StateSet(State.ACKNOWLEDGED, None))
    await desk.act(number, ANNA, StateSet(State.IN_PROGRESS, None))
    await desk.act(number, ANNA, Noted("seen"))
    _, (_, first, second, note) = await desk.get(number)
    for sequence, why in ((first.sequence, "newer"), (note.sequence, "written or sent")):
        with pytest.raises(Conflict, match=why):
            await desk.act(number, ANNA, Undone(sequence))
    clock.advance(UNDO_WITHIN_S + 1)
    with pytest.raises(Conflict, match="no longer"):
        await desk.act(number, ANNA, Undone(second.sequence))


async def test_every_act_is_in_the_ledger_by_its_hash_and_no_text_is(desk: Desk, record: Recordkeeper) -> None:
    number = (await desk.open(opening(0, title="Somebody called Erika"), ANNA)).number
    await desk.act(number, ANNA, Noted("Erika was found at platform 3"))
    _, entries = await desk.get(number)
    for entry in entries:
        proven = await record.prove(entry.ledger)
        told = json.loads(proven.entry)
        assert (told["incident"], told["by"]) == (number, ANNA)
        assert told["digest"] == digest_of(entry.act, entry.salt)
        assert b"Erika" not in proven.entry


async def test_an_act_that_cannot_be_recorded_does_not_happen(desk: Desk, record: Recordkeeper) -> None:
    number = (await desk.open(opening(0), ANNA)).number
    record.stop()
    with pytest.raises(LedgerUnavailable):
        await desk.act(number, ANNA, StateSet(State.ACKNOWLEDGED, None))
    assert (await desk.get(number))[0].state is State.NEW


async def test_of_two_who_acknowledge_at_once_one_is_told_that_it_moved(desk: Desk) -> None:
    number = (await desk.open(opening(0), ANNA)).number
    acts = (desk.act(number, who, StateSet(State.ACKNOWLEDGED, None)) for who in (ANNA, BEN, CARA))
    answers = await asyncio.gather(*acts, return_exceptions=True)
    assert sum(isinstance(answer, Conflict) for answer in answers) == 2
    assert len((await desk.get(number))[1]) == 2


async def test_an_alarm_opens_one_incident_however_often_it_is_told(desk: Desk, clock: SimulatedClock) -> None:
    event = happening(1, clock.now_90k())
    first = await desk.hear(event)
    assert await desk.hear(event) == first
    incident, entries = await desk.get(first or IncidentNumber(0))
    assert (incident.state, incident.opened_by, incident.title) == (
        State.NEW,
        HOUSE,
        "Crowd dense: platform 3 gate",
    )
    assert len(entries) == 1
    assert await desk.hear(happening(2, clock.now_90k(), level=Level.WARNING)) is None


async def test_a_second_alarm_at_the_same_place_is_a_proposal_that_a_person_answers(
    desk: Desk, clock: SimulatedClock
) -> None:
    first = await desk.hear(happening(1, clock.now_90k()))
    assert first is not None
    for number in (2, 3):
        assert await desk.hear(happening(number, clock.now_90k())) == first
    assert (await desk.get(first))[0].events == ()
    assert [one.event for one in await desk.book.proposals(first)] == ["event-2", "event-3"]
    accepted = await desk.accept(first, "event-2", ANNA)
    assert [event.event for event in accepted.events] == ["event-2"]
    parted = await desk.part(first, "event-3", ANNA)
    assert parted.number != first
    assert await desk.book.proposals(first) == ()
    with pytest.raises(NotFound):
        await desk.accept(first, "event-3", ANNA)


async def test_another_place_another_time_or_an_exercise_opens_an_incident_of_its_own(
    desk: Desk, clock: SimulatedClock
) -> None:
    first = await desk.hear(happening(1, clock.now_90k()))
    other = await desk.hear(happening(2, clock.now_90k(), camera="yard"))
    exercise = await desk.hear(happening(3, clock.now_90k(), is_exercise=True))
    clock.advance(601)
    later = await desk.hear(happening(4, clock.now_90k()))
    assert len({first, other, exercise, later}) == 4
    assert (await desk.get(exercise or IncidentNumber(0)))[0].opened.is_exercise


async def test_a_procedure_has_owners_due_times_and_one_reminder(desk: Desk, clock: SimulatedClock) -> None:
    plans = [StepPlan("Look at the picture", 0), StepPlan("Call the fire service", 120)]
    procedure = await desk.procedures.add("Smoke", plans, ["smoke"])
    number = (await desk.open(opening(clock.now_90k()), ANNA)).number
    await desk.start_procedure(number, procedure.id, ANNA)
    await desk.procedures.change(procedure.id, "Smoke", [StepPlan("Something else", 0)], ["smoke"])
    await desk.act(number, ANNA, StepSet(1, "done"))
    assert await desk.remind() == ()
    clock.advance(121)
    assert await desk.remind() == (number,)
    assert await desk.remind() == ()
    incident, _ = await desk.get(number)
    assert [(step.text, step.mark, step.is_reminded) for step in incident.steps] == [
        ("Look at the picture", "done", False),
        ("Call the fire service", "open", True),
    ]


async def test_nothing_is_sent_to_a_responder_but_by_a_person_and_only_on_shift(desk: Desk) -> None:
    number = (await desk.open(opening(0), ANNA)).number
    with pytest.raises(Conflict, match="not on shift"):
        await desk.send_task(number, BEN, "Go to platform 3", ANNA)
    await desk.shifts.begin(BEN)
    for program in (HOUSE, "0" * 16):
        with pytest.raises(Refused):
            await desk.send_task(number, BEN, "Go to platform 3", program)
    incident = await desk.send_task(number, BEN, "Go to platform 3", ANNA)
    task = incident.tasks[0].id
    with pytest.raises(Refused):
        await desk.answer_task(number, task, TaskState.ACCEPTED, CARA)
    await desk.answer_task(number, task, TaskState.ACCEPTED, BEN)
    await desk.say(number, task, "The lift is out of order", BEN, is_desk=False)
    await desk.say(number, task, "Take the stairs", ANNA, is_desk=True)
    with pytest.raises(Refused):
        await desk.say(number, task, "hello", CARA, is_desk=False)
    done = await desk.answer_task(number, task, TaskState.DONE, BEN)
    assert done.tasks[0].state is TaskState.DONE
    assert await desk.book.tasks_of(BEN) == ((task, number),)
    with pytest.raises(Conflict):
        await desk.recall_task(number, task, ANNA)


async def test_a_send_is_in_the_ledger_with_who_sent_it_to_whom(desk: Desk, record: Recordkeeper) -> None:
    number = (await desk.open(opening(0), ANNA)).number
    await desk.shifts.begin(BEN)
    await desk.send_task(number, BEN, "Go to platform 3", ANNA)
    _, entries = await desk.get(number)
    told = json.loads((await record.prove(entries[-1].ledger)).entry)
    assert (told["kind"], told["by"], told["to"]) == ("task.sent", ANNA, BEN)


async def test_a_shift_hands_over_what_was_its_own(desk: Desk) -> None:
    await desk.shifts.begin(ANNA)
    mine = (await desk.open(opening(0), ANNA)).number
    other = (await desk.open(opening(0), ANNA)).number
    await desk.act(mine, ANNA, OwnerSet(ANNA))
    assert await desk.hand_over(ANNA, BEN, "The lift is out of order") == (mine,)
    assert (await desk.get(mine))[0].owner == BEN
    assert (await desk.get(other))[0].owner == ""
    ended = (await desk.shifts.lately())[0]
    assert (ended.person, ended.handed_to, ended.note) == (ANNA, BEN, "The lift is out of order")


async def test_what_is_listed_is_what_the_histories_add_up_to(desk: Desk, clock: SimulatedClock) -> None:
    numbers = [(await desk.open(opening(clock.now_90k(), is_exercise=n == 2), ANNA)).number for n in range(5)]
    await desk.act(numbers[0], ANNA, StateSet(State.RESOLVED, Outcome.TEST))
    await desk.act(numbers[1], BEN, LevelSet(Level.ALARM))
    lines = await desk.book.lines(Wanted())
    assert [line.number for line in lines] == numbers[::-1]
    for line in lines:
        now, _ = await desk.get(line.number)
        assert (line.state, line.level, line.title, line.owner) == (now.state, now.level, now.title, now.owner)
    assert [line.number for line in await desk.book.lines(Wanted(limit=2, before=numbers[3]))] == numbers[2:0:-1]
    assert [line.number for line in await desk.book.lines(Wanted(is_exercise=True))] == [numbers[2]]
    assert [line.number for line in await desk.book.lines(Wanted(states=frozenset({State.RESOLVED})))] == numbers[:1]


async def test_a_watcher_is_told_which_incidents_changed(desk: Desk) -> None:
    async with desk.watch() as changes:
        number = (await desk.open(opening(0), ANNA)).number
        assert await anext(aiter(changes)) == {number}


async def test_an_ended_incident_is_gone_and_its_number_is_not_given_again(
    desk: Desk, record: Recordkeeper, clock: SimulatedClock
) -> None:
    number = (await desk.open(opening(0), ANNA)).number
    await desk.act(number, ANNA, StateSet(State.RESOLVED, Outcome.REAL))
    await desk.act(number, ANNA, StateSet(State.CLOSED, None))
    clock.advance(366 * 86_400)
    assert await desk.end_old(365 * 86_400) == 1
    with pytest.raises(NotFound):
        await desk.get(number)
    fresh = Desk(desk.book, desk.procedures, desk.shifts, record, clock)
    assert (await fresh.open(opening(0), ANNA)).number == number + 1
