"""When cores are short, the less important give first, and nobody gives for nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from groundglass.engine.placement import HIGH, LOW, NORMAL, Grade, Need, Step
from groundglass.engine.ray.room import Room, make_room, may_lie, raise_again
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId

A, B = NodeName("a"), NodeName("b")


def need(name: str, priority: int = NORMAL, *cores: float, reach: str = "") -> Need:
    steps = tuple(Step(grade, one, 1) for grade, one in zip(Grade, cores or (1.0, 0.6, 0.2), strict=False))
    return Need(CameraId(name), steps, reach=reach, priority=priority)


def ids(*names: str) -> set[CameraId]:
    return {CameraId(name) for name in names}


def test_who_finds_free_cores_takes_nothing_from_anybody() -> None:
    deal = make_room([need("gate"), need("hall")], {CameraId("hall"): A}, {}, [Room(A, 2.0)])
    assert set(deal.steps.values()) == {0}
    assert not deal.yields


def test_the_less_important_are_lowered_first_and_only_as_far_as_needed() -> None:
    needs = [need("gate", HIGH), need("hall", NORMAL), need("yard", LOW)]
    at = {CameraId("hall"): A, CameraId("yard"): A}
    assert make_room(needs, at, {}, [Room(A, 2.6)]).steps == {"gate": 0, "hall": 0, "yard": 1}
    assert make_room(needs, at, {}, [Room(A, 2.2)]).steps == {"gate": 0, "hall": 0, "yard": 2}
    assert make_room(needs, at, {}, [Room(A, 2.0)]).steps == {"gate": 0, "hall": 1, "yard": 2}
    assert make_room(needs, at, {}, [Room(A, 1.0)]).steps == {"gate": 1, "hall": 2, "yard": 2}


def test_equals_share_before_one_of_them_waits() -> None:
    needs = [need("one"), need("two")]
    deal = make_room(needs, {CameraId("one"): A}, {}, [Room(A, 1.2)])
    assert deal.steps == {"one": 1, "two": 1}


def test_a_lesser_camera_waits_where_lowering_all_is_not_enough() -> None:
    needs = [need("gate", HIGH, 1.0), need("yard", LOW, 1.0)]
    deal = make_room(needs, {CameraId("yard"): A}, {}, [Room(A, 1.0)])
    assert deal.yields == ids("yard")
    assert not make_room(
        [need("gate", HIGH, 1.0), need("twin", HIGH, 1.0)], {CameraId("twin"): A}, {}, [Room(A, 1.0)]
    ).yields


def test_nobody_gives_for_a_camera_that_could_not_be_kept_anyway() -> None:
    needs = [need("gate", HIGH, 5.0), need("yard", LOW)]
    deal = make_room(needs, {CameraId("yard"): A}, {}, [Room(A, 1.0)])
    assert deal.steps == {"gate": 0, "yard": 0}
    assert not deal.yields


def test_only_nodes_that_reach_a_camera_give_room_for_it() -> None:
    needs = [need("quay", HIGH, reach="harbour"), need("yard", LOW), need("hall", LOW)]
    at = {CameraId("yard"): A, CameraId("hall"): B}
    rooms = [Room(A, 1.0), Room(B, 1.0, frozenset({"harbour"}))]
    deal = make_room(needs, at, {}, rooms)
    assert deal.steps[CameraId("yard")] == 0
    assert deal.steps[CameraId("hall")] == 2
    assert not may_lie(needs[0], rooms[0])


def test_the_most_important_are_raised_first_and_something_stays_free() -> None:
    needs = [need("gate", HIGH), need("yard", LOW)]
    at = {CameraId("gate"): A, CameraId("yard"): A}
    low = {CameraId("gate"): 2, CameraId("yard"): 2}
    assert raise_again(needs, at, low, [Room(A, 0.9)]).steps == {"gate": 1, "yard": 2}
    assert raise_again(needs, at, low, [Room(A, 10.0)]).steps == {"gate": 1, "yard": 1}
    assert raise_again(needs, at, low, [Room(A, 0.8)]).steps == low


@given(
    st.lists(st.tuples(st.sampled_from([LOW, NORMAL, HIGH]), st.booleans()), min_size=1, max_size=12),
    st.floats(0.1, 8.0),
    st.floats(0.1, 8.0),
)
def test_no_node_is_ever_promised_more_than_it_has(
    cameras: list[tuple[int, bool]], cores_a: float, cores_b: float
) -> None:
    needs = [need(f"c{n}", priority) for n, (priority, _) in enumerate(cameras)]
    rooms = [Room(A, cores_a), Room(B, cores_b)]
    at: dict[CameraId, NodeName] = {}
    steps = {one.camera: 0 for one in needs}
    free = {A: cores_a, B: cores_b}
    for one, (_, here) in zip(needs, cameras, strict=True):
        node = A if here else B
        if free[node] >= 1.0:
            at[one.camera] = node
            free[node] -= 1.0
    deal = make_room(needs, at, steps, rooms)
    for node, cores in ((A, cores_a), (B, cores_b)):
        stay = [one for one in needs if at.get(one.camera) == node and one.camera not in deal.yields]
        assert sum(one.steps[deal.steps[one.camera]].cores for one in stay) <= cores + 1e-6
    worst_lowered = max(
        (one.priority for one in needs if at.get(one.camera) and deal.steps[one.camera] > 0), default=LOW
    )
    waiting = [one.priority for one in needs if one.camera not in at]
    assert worst_lowered <= max(waiting, default=LOW)
