"""spec/pane-wire.md, the vectors and the code say the same."""

from __future__ import annotations

import json
import re
from enum import IntEnum
from pathlib import Path
from typing import Any

import pytest

from groundglass.errors import PaneError
from groundglass.pane import control, wire
from groundglass.pane.observations import Hazard, ThingKind
from groundglass.pane.pictures import StillPurpose
from groundglass.pane.sealing import SealingState
from groundglass.pane.status import CameraState, Cause, Codec, View
from groundglass.pane.wire import HEAD, encode, parse_body, parse_head
from tests.pane.vectors import described, messages

ROOT = Path(__file__).resolve().parents[2]
SPEC = (ROOT / "spec" / "pane-wire.md").read_text()
VECTORS: dict[str, Any] = json.loads((ROOT / "tests" / "vectors" / "pane-wire.json").read_text())


def test_the_table_of_messages_is_the_codes() -> None:
    rows = re.findall(r"^\| (\d+) \| ([a-z ]+) \| (\d+) \|", SPEC, re.MULTILINE)
    assert {int(kind): int(limit) for kind, _, limit in rows} == wire.MAX_BODY_BYTES
    for kind, name, _ in rows:
        assert getattr(wire, name.replace(" ", "_").upper()) == int(kind)


def test_the_table_of_orders_is_the_codes() -> None:
    rows = re.findall(r"^\| (\d+) \| ([a-z]+) \| [^|]*\|$", SPEC, re.MULTILINE)
    assert {name: int(kind) for kind, name in rows} == {
        "settings": control.SETTINGS,
        "stop": control.STOP,
        "approve": control.APPROVE,
        "forget": control.FORGET,
        "examine": control.EXAMINE,
        "photos": control.PHOTOS,
        "photo": control.PHOTO,
    }
    assert str(control.MAX_CONTROL_BYTES) in SPEC


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("States", CameraState),
        ("Causes", Cause),
        ("Views", View),
        ("Codecs", Codec),
        ("Purposes", StillPurpose),
        ("Things", ThingKind),
        ("Hazards", Hazard),
        ("Sealings", SealingState),
    ],
)
def test_the_codes_are_the_codes(heading: str, codes: type[IntEnum]) -> None:
    text = SPEC.split(f"{heading}:\n")[1].split(".")[0]
    listed = {name.strip(): int(number) for number, name in re.findall(r"(\d+) ([a-z][a-z0-9 \n]*)", text)}
    assert {re.sub(r"\s+", " ", name): number for name, number in listed.items()} == {
        code.name.lower().replace("_", " "): code.value for code in codes
    }


def test_there_is_a_vector_for_every_kind() -> None:
    kinds = {bytes.fromhex(vector["hex"])[4] for vector in VECTORS["messages"]}
    assert kinds == set(wire.MAX_BODY_BYTES)


@pytest.mark.parametrize("vector", VECTORS["messages"], ids=lambda v: v["name"])
def test_a_message_has_exactly_these_bytes(vector: dict[str, Any]) -> None:
    message = messages()[vector["name"]]
    assert encode(message).hex() == vector["hex"]
    assert described(message) == vector["fields"]
    body = bytes.fromhex(vector["hex"])
    kind, size = parse_head(body[: HEAD.size])
    assert len(body) == HEAD.size + size
    assert parse_body(kind, body[HEAD.size :]) == message


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda v: v["why"])
def test_a_reader_refuses_these_bytes(vector: dict[str, Any]) -> None:
    body = bytes.fromhex(vector["hex"])
    with pytest.raises(PaneError):
        kind, size = parse_head(body[: HEAD.size])
        if len(body) != HEAD.size + size:
            raise PaneError("the length does not fit")
        parse_body(kind, body[HEAD.size :])
