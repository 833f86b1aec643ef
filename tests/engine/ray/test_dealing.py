"""What a desk makes of what Ray says: who is lowered, who yields and comes back, and what the two say to each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.clock import SimulatedClock
from groundglass.engine.placement import HIGH, LOW, Grade, Need, Step
from groundglass.engine.ray.access import RayAccess
from groundglass.engine.ray.node import RayNode, RayPart
from groundglass.engine.ray.placement import CALM_S, PATIENCE_S, YIELD_S, Dealer
from groundglass.engine.ray.room import Room
from groundglass.engine.ray.spoken import (
    Answer,
    Ask,
    Reservation,
    encode_answer,
    encode_ask,
    parse_answer,
    parse_ask,
)
from groundglass.errors import ConfigError, EngineError
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId

A = NodeName("a")
GATE, YARD = CameraId("gate"), CameraId("yard")


def need(camera: CameraId, priority: int, *cores: float) -> Need:
    return Need(camera, tuple(Step(g, c, 1) for g, c in zip(Grade, cores, strict=False)), priority=priority)


def test_a_camera_that_waits_is_given_room_by_a_lesser_one_and_both_are_whole_again_later() -> None:
    clock = SimulatedClock()
    dealer = Dealer(clock)
    dealer.want((need(GATE, HIGH, 1.0, 0.5), need(YARD, LOW, 1.0, 0.4)), frozenset())
    small = Answer((Room(A, 1.6),), {YARD: A})
    dealer.deal(small)
    clock.advance(PATIENCE_S)
    dealer.deal(small)
    assert (dealer.steps.get(GATE, 0), dealer.steps[YARD]) == (0, 1)
    assert dealer.reservations({}, small)[YARD] == Reservation(0.4, 1, stay="a")
    large = Answer((Room(A, 4.0),), {YARD: A, GATE: A})
    dealer.deal(large)
    clock.advance(CALM_S)
    dealer.deal(large)
    assert dealer.steps[YARD] == 0


def test_who_yields_is_asked_for_again_after_a_while() -> None:
    clock = SimulatedClock()
    dealer = Dealer(clock)
    dealer.want((need(GATE, HIGH, 1.0), need(YARD, LOW, 1.0)), frozenset())
    answer = Answer((Room(A, 1.0),), {YARD: A})
    dealer.deal(answer)
    clock.advance(PATIENCE_S)
    dealer.deal(answer)
    assert set(dealer.reservations({}, answer)) == {GATE}
    clock.advance(YIELD_S)
    dealer.deal(Answer((Room(A, 1.0),), {GATE: A}))
    assert set(dealer.reservations({}, answer)) == {GATE, YARD}


def test_cameras_on_a_drained_node_count_as_those_who_need_room() -> None:
    clock = SimulatedClock()
    dealer = Dealer(clock)
    b = NodeName("b")
    dealer.want((need(GATE, HIGH, 1.0, 0.5), need(YARD, LOW, 1.0, 0.4)), frozenset({b}))
    answer = Answer((Room(A, 1.5), Room(b, 1.5)), {YARD: A, GATE: b})
    dealer.deal(answer)
    clock.advance(PATIENCE_S)
    dealer.deal(answer)
    assert dealer.steps[YARD] == 1


words = st.text("abc-1", min_size=1, max_size=5)
reservations = st.builds(Reservation, st.floats(0, 64), st.integers(0, 2**40), words, words, words, words)


@given(st.dictionaries(words.map(CameraId), reservations), st.lists(words.map(CameraId)), st.booleans())
def test_what_the_desk_says_is_what_is_heard(
    reserve: dict[CameraId, Reservation], gone: list[CameraId], whole: bool
) -> None:
    ask = Ask(reserve, tuple(gone), frozenset({A}), whole)
    assert parse_ask(encode_ask(ask)) == ask


def test_what_is_answered_is_what_is_heard() -> None:
    answer = Answer((Room(A, 2.5, frozenset({"lan"}), frozenset({"quay"})),), {GATE: A})
    assert parse_answer(encode_answer(answer)) == answer


@pytest.mark.parametrize("line", [b"", b"nonsense", b"[]", b"{}", b'{"rooms":[{}],"at":{}}', b'{"rooms":3,"at":4}'])
def test_a_line_that_is_none_is_refused(line: bytes) -> None:
    with pytest.raises(EngineError):
        parse_answer(line)
    with pytest.raises(EngineError):
        parse_ask(line)


def test_the_token_is_the_same_for_all_who_share_the_secret_and_is_never_shown(tmp_path: Path) -> None:
    secret = ClusterSecret(b"s" * 32)
    one, other = (RayAccess.of("127.0.0.1:1", tmp_path / name, secret) for name in "ab")
    told = [access.environment({"PATH": "/bin", "RAY_AUTH_MODE": "disabled"}) for access in (one, other)]
    files = [Path(environment["RAY_AUTH_TOKEN_PATH"]) for environment in told]
    assert files[0].read_text() == files[1].read_text() != secret.reveal()
    assert files[0].stat().st_mode & 0o077 == 0
    assert told[0]["RAY_AUTH_MODE"] == "token"
    assert told[0]["RAY_USAGE_STATS_ENABLED"] == "0"
    assert files[0].read_text() not in repr(one)


@pytest.mark.parametrize("name", ["north-", "Nörd", "a,b", "", "a" * 49])
def test_a_name_that_ray_would_not_take_is_said_before_it_is_started(name: str, tmp_path: Path) -> None:
    access = RayAccess.of("127.0.0.1:1", tmp_path, ClusterSecret(b"s" * 32))
    with pytest.raises(ConfigError, match="no name or label"):
        RayPart(RayNode(name, "127.0.0.1", 1), access, tmp_path, SimulatedClock())
