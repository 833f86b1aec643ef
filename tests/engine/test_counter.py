"""Commands of this machine reach the running server, and nobody else's do."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from groundglass.engine import counter
from groundglass.engine.counter import NoServer, ask_server, open_counter
from groundglass.errors import EngineError, NotFound


async def steward(what: str, arguments: Mapping[str, Any]) -> Any:
    match what:
        case "echo":
            return arguments
        case "missing":
            raise NotFound("it is not there", "look elsewhere")
        case "slow":
            return await asyncio.sleep(60)
        case _:
            raise RuntimeError("a password might be in here")


async def test_what_is_asked_is_answered(tmp_path: Path) -> None:
    async with open_counter(tmp_path, steward):
        assert await ask_server(tmp_path, "echo", {"a": [1, "ä"]}) == {"a": [1, "ä"]}


async def test_an_error_keeps_its_kind_its_sentence_and_its_hints(tmp_path: Path) -> None:
    async with open_counter(tmp_path, steward):
        with pytest.raises(NotFound) as caught:
            await ask_server(tmp_path, "missing", {})
    assert (caught.value.message, caught.value.hints) == ("it is not there", ("look elsewhere",))


async def test_a_failure_of_the_server_says_nothing_of_its_inside_and_the_next_is_answered(tmp_path: Path) -> None:
    async with open_counter(tmp_path, steward):
        with pytest.raises(EngineError) as caught:
            await ask_server(tmp_path, "break", {})
        assert "password" not in caught.value.message
        assert await ask_server(tmp_path, "echo", {}) == {}


async def test_only_this_user_may_open_the_socket(tmp_path: Path) -> None:
    async with open_counter(tmp_path, steward):
        mode = (tmp_path / "control").stat().st_mode
        assert stat.S_ISSOCK(mode)
        assert stat.S_IMODE(mode) == 0o600


async def test_without_a_server_it_is_said_that_none_runs(tmp_path: Path) -> None:
    with pytest.raises(NoServer):
        await ask_server(tmp_path, "echo", {})
    async with open_counter(tmp_path, steward):
        pass
    with pytest.raises(NoServer):
        await ask_server(tmp_path, "echo", {})


async def test_the_socket_of_a_killed_server_is_in_nobodys_way(tmp_path: Path) -> None:
    counter._bind(str(tmp_path / "control")).close()
    with pytest.raises(NoServer):
        await ask_server(tmp_path, "echo", {})
    async with open_counter(tmp_path, steward):
        assert await ask_server(tmp_path, "echo", {}) == {}


async def test_a_folder_deeper_than_a_socket_address_can_say_is_served(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    async with open_counter(deep, steward):
        assert await ask_server(deep, "echo", {}) == {}


async def test_nonsense_is_answered_with_a_refusal_and_silence_is_hung_up_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter, "ASK_WITHIN_S", 0.1)
    async with open_counter(tmp_path, steward):
        for untrusted in (b"{\n", b"[]\n", b'{"do": 3}\n', b"\xff\xff\n"):
            reader, writer = await asyncio.open_unix_connection(str(tmp_path / "control"))
            writer.write(untrusted)
            assert b'"EngineError"' in await reader.readline()
            writer.close()
        reader, writer = await asyncio.open_unix_connection(str(tmp_path / "control"))
        assert await reader.read() == b""
        writer.close()


async def test_a_server_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counter, "ANSWER_WITHIN_S", 0.1)
    async with open_counter(tmp_path, steward):
        with pytest.raises(EngineError, match="did not answer"):
            await ask_server(tmp_path, "slow", {})
