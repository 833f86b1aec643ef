"""Whatever people do in whatever order, the rules hold and an undo gives back what was."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.errors import GroundglassError
from groundglass.frosted.incidents.acts import (
    Act,
    ClipAttached,
    Entry,
    EventLinked,
    HandedOver,
    IncidentNumber,
    LevelSet,
    Noted,
    Opened,
    OwnerSet,
    ProcedureStarted,
    Retitled,
    Said,
    Sequence,
    StateSet,
    StepOwned,
    StepPlan,
    StepReminded,
    StepSet,
    TaskSent,
    TaskSet,
    Undone,
)
from groundglass.frosted.incidents.levels import Level, Outcome, State, TaskState
from groundglass.frosted.incidents.life import Incident, folded, require

TEXT = st.text(min_size=1, max_size=5)
TASK = st.sampled_from(["t1", "t2"])
STEP = st.integers(1, 3)
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(StateSet, st.sampled_from(State), st.none() | st.sampled_from(Outcome)),
    st.builds(LevelSet, st.sampled_from(Level)),
    st.builds(Retitled, TEXT),
    st.builds(OwnerSet, st.sampled_from(["", "a", "b"])),
    st.builds(Noted, TEXT),
    st.builds(EventLinked, st.sampled_from(["1", "2"]), TEXT, TEXT, TEXT, st.just(0)),
    st.builds(ClipAttached, TEXT, st.just(0), st.just(1), TEXT),
    st.builds(ProcedureStarted, TEXT, TEXT, st.just((StepPlan("x", 0), StepPlan("y", 60)))),
    st.builds(StepSet, STEP, st.sampled_from(["open", "done", "left_out", "lost"])),
    st.builds(StepOwned, STEP, st.sampled_from(["", "a"])),
    st.builds(StepReminded, STEP),
    st.builds(TaskSent, TASK, TEXT, TEXT),
    st.builds(TaskSet, TASK, st.sampled_from(TaskState)),
    st.builds(Said, TASK, TEXT),
    st.builds(HandedOver, st.sampled_from(["a", "b"]), TEXT),
    st.builds(Undone, st.integers(0, 30)),
)
OPENING = Opened("Title", Level.WARNING, "gate", "", 0, "0", "smoke", False)


def entry(sequence: int, act: Act) -> Entry:
    return Entry(Sequence(sequence), IncidentNumber(1), sequence * 90_000, "a", act, b"", 0)


def lived(acts: list[Act]) -> list[Entry]:
    """The history of those acts that the rules allow."""
    history = [entry(1, OPENING)]
    for act in acts:
        now = folded(history)
        try:
            require(history, now, act, len(history) * 90_000)
        except GroundglassError:
            continue
        history.append(entry(len(history) + 1, act))
    return history


def plain(incident: Incident) -> Incident:
    """Without the time of the last change, which an undo does move."""
    return replace(incident, changed_90k=0)


@given(st.lists(ACTS, max_size=25))
@settings(max_examples=300)
def test_an_incident_that_was_lived_by_the_rules_keeps_them(acts: list[Act]) -> None:
    history = lived(acts)
    now = folded(history)
    assert (now.outcome is not None) is (now.state in {State.RESOLVED, State.CLOSED})
    assert len({event.event for event in now.events} | {"0"}) == len(now.events) + 1
    assert all(step.mark in {"open", "done", "left_out"} for step in now.steps)
    assert list(now.since.values()) == sorted(now.since.values()) or State.NEW in now.since
    closings = [one for one in history if isinstance(one.act, StateSet) and one.act.state is State.CLOSED]
    if now.state is State.CLOSED:
        after = [one.act for one in history if one.sequence > closings[-1].sequence]
        assert all(isinstance(act, Noted | ClipAttached | Undone) for act in after)


@given(st.lists(ACTS, max_size=15), ACTS)
@settings(max_examples=300)
def test_undoing_the_last_act_gives_back_what_was_before_it(acts: list[Act], last: Act) -> None:
    before = lived(acts)
    history = lived([*acts, last])
    if len(history) == len(before):
        return  # the rules did not allow it
    undo = Undone(history[-1].sequence)
    try:
        require(history, folded(history), undo, history[-1].at_90k)
    except GroundglassError:
        return  # written or sent
    assert plain(folded([*history, entry(len(history) + 1, undo)])) == plain(folded(before))


@given(st.lists(ACTS, max_size=25))
def test_a_task_that_ended_never_begins_again(acts: list[Act]) -> None:
    ended: set[int] = set()
    history = lived(acts)
    for place in range(1, len(history) + 1):
        for number, task in enumerate(folded(history[:place]).tasks):
            assert number not in ended or task.state in {TaskState.DONE, TaskState.RECALLED}
            if task.state in {TaskState.DONE, TaskState.RECALLED}:
                ended.add(number)
