"""House to worker: settings and orders arrive as they were sent, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.errors import PaneError
from groundglass.pane.control import (
    APPROVE,
    MAX_CONTROL_BYTES,
    PHOTO,
    SETTINGS,
    Order,
    encode_order,
    parse_order,
    parse_order_head,
    parse_overlays,
    parse_polygons,
)
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress, WorkerSettings
from groundglass.pane.trust import TrustOrder
from groundglass.pane.wire import HEAD
from tests.pane.messages import ORDER, PEM

PLAIN = WorkerSettings(CameraId("gate"), SecretAddress("rtsp://user:secret-4711@cam/1"))


def reread(body: bytes) -> Order:
    kind, size = parse_order_head(body[: HEAD.size])
    assert size == len(body) - HEAD.size
    return parse_order(kind, body[HEAD.size :])


def fields_of(order: Order) -> dict[str, Any]:
    """An order's fields; addresses have no equality of their own in clear text, so they are revealed here."""
    if not isinstance(order, WorkerSettings):
        return {"order": order}
    revealed = {"address": order.address.reveal(), "sub": order.sub_address and order.sub_address.reveal()}
    plain = {name: getattr(order, name) for name in WorkerSettings.__slots__ if "address" not in name}
    return {**plain, **revealed}


@given(ORDER)
@settings(max_examples=300, deadline=None)
def test_every_order_arrives_as_it_was_sent(order: Order) -> None:
    assert fields_of(reread(encode_order(order))) == fields_of(order)


@given(st.integers(0, 9), st.binary(max_size=100))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_an_order_or_refused(kind: int, body: bytes) -> None:
    try:
        parse_order(kind, body)
    except PaneError as error:
        assert error.message


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(st.sampled_from(sorted(WorkerSettings.__slots__)), JSON)
@settings(max_examples=400, deadline=None)
def test_any_value_in_any_setting_is_used_or_refused(name: str, value: object) -> None:
    body = json.loads(encode_order(PLAIN)[HEAD.size :])
    body[name] = value
    try:
        parsed = parse_order(SETTINGS, json.dumps(body).encode())
    except PaneError as error:
        assert error.message
    else:
        assert fields_of(reread(encode_order(parsed))) == fields_of(parsed)


@given(JSON)
@settings(max_examples=200, deadline=None)
def test_any_value_as_polygons_is_used_or_refused(value: object) -> None:
    try:
        polygons = parse_polygons(value)
    except PaneError:
        return
    assert all(0 <= x <= 1 and 0 <= y <= 1 for polygon in polygons for x, y in polygon)


WRONG: dict[str, tuple[str, object]] = {
    "transport": ("transport", "carrier pigeon"),
    "loop": ("loop", 1),
    "evidence": ("evidence_s", 0.1),
    "crf": ("crf", True),
    "rate": ("max_rate_hz", 1000),
    "address": ("address", ""),
    "two lines": ("address", "rtsp://a\nb"),
    "long address": ("sub_address", "x" * 2049),
    "corner outside": ("privacy", [[[0, 0], [1, 1], [2, 0]]]),
    "two corners": ("privacy", [[[0, 0], [1, 1]]]),
    "flat corner": ("privacy", [[[0], [1, 1], [1, 0]]]),
    "many polygons": ("overlays", [[[0, 0], [1, 1], [1, 0]]] * 65),
    "no list": ("overlays", {}),
    "overlays over the whole view": ("overlays", [[[0, 0], [1, 0], [1, 1], [0, 1]]]),
    "overlays in strips over the whole view": (
        "overlays",
        [[[0, y / 40], [1, y / 40], [1, (y + 1) / 40]] for y in range(40)],
    ),
    "an overlay that crosses itself": ("overlays", [[[0, 0], [1, 1], [1, 0], [0, 1]]]),
    "camera": ("camera", "../x"),
    "place": ("place", "not base64!"),
    "place of another type": ("place", 5),
    "unknown": ("colour", "red"),
    "trusting nothing": ("trust", {}),
    "trusting a text": ("trust", PEM),
    "trusting what is no certificate": ("trust", {"certificates": "gate", "name": None}),
    "trusting a key": ("trust", {"certificates": PEM.replace("CERTIFICATE", "PRIVATE KEY"), "name": None}),
    "trusting and more": ("trust", {"certificates": PEM, "name": "gate", "file": "/etc/passwd"}),
    "trusting a name of two lines": ("trust", {"certificates": PEM, "name": "gate\nyard"}),
    "trusting no name": ("trust", {"certificates": PEM, "name": ""}),
    "trusting a great deal": ("trust", {"certificates": PEM * 8000, "name": None}),
}


def test_a_machine_of_the_version_before_reads_settings_that_name_no_certificate() -> None:
    body = json.loads(encode_order(PLAIN)[HEAD.size :])
    assert set(body) == set(WorkerSettings.__slots__) - {"trust"}
    trusting = encode_order(replace(PLAIN, trust=TrustOrder(PEM, "gate", "/proc/self/fd/9")))
    assert "/proc" not in trusting.decode(errors="replace")
    parsed = reread(trusting)
    assert isinstance(parsed, WorkerSettings) and parsed.trust == TrustOrder(PEM, "gate")


@pytest.mark.parametrize("wrong", WRONG)
def test_a_setting_that_cannot_be_used_is_refused(wrong: str) -> None:
    name, value = WRONG[wrong]
    body = json.loads(encode_order(PLAIN)[HEAD.size :])
    body[name] = value
    with pytest.raises(PaneError):
        parse_order(SETTINGS, json.dumps(body).encode())


def test_overlays_are_a_clock_and_a_name_and_never_the_view() -> None:
    clock, name = ((0.0, 0.0), (1.0, 0.0), (1.0, 0.08), (0.0, 0.08)), ((0.6, 0.9), (1.0, 0.9), (1.0, 1.0))
    assert parse_overlays([clock, name]) == (clock, name)
    with pytest.raises(PaneError, match="a quarter of the picture"):
        parse_overlays([clock, ((0.0, 0.5), (1.0, 0.5), (1.0, 0.7))])


def test_settings_are_an_object_and_whole() -> None:
    for body in (b"[]", b"{}", b"{", b"[" * 100_000, b"\xff"):
        with pytest.raises(PaneError):
            parse_order(SETTINGS, body)


@pytest.mark.parametrize(
    "head", [b"", b"\0\0\0\1", HEAD.pack(0, APPROVE), HEAD.pack(MAX_CONTROL_BYTES + 1, 0), HEAD.pack(1, PHOTO + 1)]
)
def test_a_head_that_is_none_is_refused(head: bytes) -> None:
    with pytest.raises(PaneError):
        parse_order_head(head)


def test_orders_too_large_are_not_even_sent() -> None:
    large = WorkerSettings(CameraId("gate"), SecretAddress("x"), place=bytes(MAX_CONTROL_BYTES))
    with pytest.raises(PaneError, match="larger than the pane allows"):
        encode_order(large)


def test_an_address_is_in_no_repr() -> None:
    assert "4711" not in repr(PLAIN)
    assert "4711" not in str(PLAIN.address)
    assert "4711" not in f"{PLAIN.address}"
