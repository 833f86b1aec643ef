"""For whom a worker is told to seal: read back as it was said, or refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from groundglass.errors import PaneError
from groundglass.pane.sealing import SealingOrder, parse_sealing, sealing_json
from tests.pane.messages import SEALING

GOOD: dict[str, Any] = {
    "recipients": ["age1one", "age1two"], "needed": 2, "policy": "7d", "sound": False, "chain": 3,
    "previous": "07" * 32,
}  # fmt: skip


@given(SEALING)
def test_an_order_arrives_as_it_was_sent(order: SealingOrder) -> None:
    said = sealing_json(order)
    assert said is not None
    assert parse_sealing({**said, "recipients": list(said["recipients"])}) == order


def test_no_order_is_no_order() -> None:
    assert parse_sealing(sealing_json(None)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"recipients": "age1one"},
        {"recipients": ["age1one"] * 256},
        {"recipients": [7]},
        {"recipients": [""]},
        {"recipients": ["x" * 257]},
        {"recipients": ["two\nlines"]},
        {"policy": "x" * 65},
        {"policy": None},
        {"sound": 1},
        {"previous": "07" * 31},
        {"previous": b"07"},
        {"previous": "zz" * 32},
        {"needed": 0},
        {"needed": 256},
        {"needed": True},
        {"chain": -1},
        {"chain": 0.5},
        {"more": 1},
    ],
)
def test_an_order_with_anything_else_in_it_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(PaneError):
        parse_sealing({**GOOD, **wrong})


def test_an_order_with_less_is_refused() -> None:
    less = {name: value for name, value in GOOD.items() if name != "needed"}
    whole: list[object] = [[], "seal", less]
    for untrusted in whole:
        with pytest.raises(PaneError):
            parse_sealing(untrusted)
