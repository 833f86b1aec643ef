"""Custodians by command, on a folder on which no server runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pyrage
import pytest

from groundglass.engine.counter import Ask
from groundglass.engine.offline import open_steward
from groundglass.errors import ConfigError, Conflict, NotFound
from tests.engine.test_steward import wish


@pytest.fixture
async def ask(tmp_path: Path) -> AsyncIterator[Ask]:
    async with open_steward(tmp_path) as steward:
        yield steward


def recipient() -> str:
    return str(pyrage.x25519.Identity.generate().to_public())


async def test_custodians_are_added_listed_and_retired(ask: Ask) -> None:
    key = recipient()
    await ask("custodian.add", {"name": "Works council", "recipient": key})
    told = await ask("custodian.add", {"name": "Data protection", "recipient": recipient()})
    assert told["can_seal"]
    assert told["custodians"][0]["recipient"] == key
    with pytest.raises(Conflict):
        await ask("custodian.add", {"name": "Again", "recipient": key})
    with pytest.raises(ConfigError):
        await ask("custodian.add", {"name": "Nobody", "recipient": "age1"})
    told = await ask("custodian.retire", {"id": told["custodians"][0]["id"]})
    assert [one["active"] for one in told["custodians"]] == [False, True]
    with pytest.raises(NotFound):
        await ask("custodian.retire", {"id": "nobody"})


async def test_quorum_and_time_are_set_and_told(ask: Ask) -> None:
    assert (await ask("custody.quorum", {"quorum": 3}))["quorum"] == 3
    told = await ask("custody.keep", {"days": 1.5})
    assert (told["keep_days"], told["quorum"], told["can_seal"]) == (1.5, 3, False)
    for wrong in (0, 256, True, "two"):
        with pytest.raises(ConfigError):
            await ask("custody.quorum", {"quorum": wrong})
    with pytest.raises(ConfigError):
        await ask("custody.keep", {"days": 0})
    assert await ask("custody", {}) == told


async def test_a_cameras_originals_are_switched_on_and_off(ask: Ask) -> None:
    await ask("camera.add", {"camera": wish("gate")})
    on = {"id": "gate", "seal": True, "sound": False}
    assert (await ask("custody.seal", on))["cameras"] == ["gate"]
    assert (await ask("custody.seal", on))["cameras"] == ["gate"]
    assert (await ask("custody.seal", {**on, "seal": False}))["cameras"] == []
    with pytest.raises(NotFound):
        await ask("custody.seal", {**on, "id": "yard"})
