"""What the log may hold of a request that failed by our mistake."""

from __future__ import annotations

import pytest
from starlette.types import Message, Receive, Scope, Send

from groundglass.frosted.web.problems import LastResort

TICKET = "kq3v0N5vJ8fXrTq1hQmB2sZ7yLw4cDeUoGxIpAaRtY0"


async def fail(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("a mistake of ours")


@pytest.mark.parametrize("path", [f"/api/v1/players/{TICKET}/live.m3u8", f"/api/v1/players/{TICKET}"])
async def test_a_failed_answer_leaves_no_ticket_in_the_log(path: str, caplog: pytest.LogCaptureFixture) -> None:
    answered: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        answered.append(message)

    await LastResort(fail)({"type": "http", "path": path}, receive, send)
    assert answered[0]["status"] == 500
    assert TICKET not in caplog.text and "/api/v1/players/***" in caplog.text
