"""Where cameras go when the desk decides by itself."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.clock import SimulatedClock
from groundglass.engine.outpost.least_loaded import Candidate, LeastLoaded, decide
from groundglass.engine.placement import HIGH, LOW, NORMAL, Grade, Need, Step
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId

GIB = 1 << 30
FULL, LEAST = Step(Grade.FULL, 1.0, GIB), Step(Grade.LEAST, 0.25, GIB // 2, 2.0)
NORTH, SOUTH = NodeName("north"), NodeName("south")


def machine(name: str, cores: float = 4.0, reaches: str = "", places: str = "") -> Candidate:
    return Candidate(NodeName(name), cores, 16 * GIB, frozenset(reaches.split()), frozenset(places.split()))


def need(name: str, *steps: Step, reach: str = "", place: str = "", group: str = "", priority: int = NORMAL) -> Need:
    return Need(CameraId(name), steps or (FULL, LEAST), reach, place, group, priority)


def where(needs: list[Need], there: list[Candidate], present: dict[str, str] | None = None) -> dict[str, str | None]:
    at = {CameraId(camera): NodeName(node) for camera, node in (present or {}).items()}
    return {placed.camera: placed.node for placed in decide(tuple(needs), tuple(there), at)}


def test_cameras_spread_over_the_machines_with_most_room() -> None:
    found = where([need(f"c{n}") for n in range(4)], [machine("north"), machine("south", 2.0)])
    assert sorted(found.values(), key=str) == ["north", "north", "north", "south"]


def test_a_camera_stays_where_it_is_while_that_machine_is_there() -> None:
    needs, there = [need("a"), need("b")], [machine("north", 1.0), machine("south", 8.0)]
    assert where(needs, there, {"a": "north", "b": "south"}) == {"a": "north", "b": "south"}
    assert where(needs, there[1:], {"a": "north", "b": "south"}) == {"a": "south", "b": "south"}


def test_a_camera_goes_only_where_it_can_be_reached_and_may_be() -> None:
    there = [machine("north", 64.0), machine("quay", 2.0, reaches="harbour", places="cellar")]
    needs = [need("a", reach="harbour"), need("b", place="cellar"), need("c", reach="moon")]
    assert where(needs, there, {"a": "north"}) == {"a": "quay", "b": "quay", "c": None}


def test_neighbours_are_kept_on_different_machines_where_there_are_enough() -> None:
    there = [machine("north", 64.0), machine("south", 4.0)]
    assert set(where([need("a", group="gate"), need("b", group="gate")], there).values()) == {"north", "south"}
    assert where([need("a", group="gate"), need("b", group="gate")], there[:1]) == {"a": "north", "b": "north"}


def test_when_cores_are_short_the_less_important_are_lowered_and_then_wait() -> None:
    needs = (need("low", priority=LOW), need("high", priority=HIGH), need("stiff", FULL, priority=LOW))
    placed = {one.camera: one for one in decide(needs, (machine("north", 1.3),), {})}
    assert placed[CameraId("high")].step == FULL
    assert (placed[CameraId("low")].node, placed[CameraId("low")].step) == ("north", LEAST)
    assert placed[CameraId("stiff")].node is None, "it may not be lowered"


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "harbour"]), st.sampled_from([LOW, NORMAL, HIGH]), st.booleans()), max_size=12
    ),
    st.lists(st.tuples(st.floats(0, 4), st.booleans()), max_size=4),
    st.dictionaries(st.integers(0, 11), st.integers(0, 4), max_size=12),
)
@settings(max_examples=200, deadline=None)
def test_no_machine_is_given_more_than_it_has_and_nobody_is_forgotten(
    wanted: list[tuple[str, int, bool]], machines: list[tuple[float, bool]], present: dict[int, int]
) -> None:
    needs = tuple(
        need(f"c{n}", *((FULL, LEAST) if may_lower else (FULL,)), reach=reach, priority=priority)
        for n, (reach, priority, may_lower) in enumerate(wanted)
    )
    there = tuple(machine(f"n{n}", cores, "harbour" if reaches else "") for n, (cores, reaches) in enumerate(machines))
    at = {CameraId(f"c{camera}"): NodeName(f"n{node}") for camera, node in present.items()}
    placed = decide(needs, there, at)
    assert [one.camera for one in placed] == [one.camera for one in needs]
    for candidate in there:
        given_to = [one for one in placed if one.node == candidate.node]
        assert sum(one.step.cores for one in given_to) <= candidate.cores + 1e-9
        reached = [one for one in needs if one.camera in {placed.camera for placed in given_to}]
        assert all(not one.reach or one.reach in candidate.reaches for one in reached)
    assert decide(needs, there, {one.camera: one.node for one in placed if one.node is not None}) is not None


async def test_a_lost_or_drained_machine_is_a_change_and_nothing_new_is_none() -> None:
    there = [machine("north"), machine("south")]
    placement = LeastLoaded(lambda: tuple(there), SimulatedClock(), {CameraId("a"): SOUTH})
    await placement.want((need("a"),), frozenset())
    assert [one.node for one in await placement.changes()] == [SOUTH]
    changing = asyncio.create_task(placement.changes())
    for _ in range(20):
        await asyncio.sleep(0)
    assert not changing.done()
    await placement.want((need("a"),), frozenset({SOUTH}))
    assert [one.node for one in await changing] == [NORTH]
    del there[0]
    assert [one.node for one in await placement.changes()] == [None]
    await placement.close()
