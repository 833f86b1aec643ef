"""Whatever is sent, the answer is never a mistake of ours: the described API, fuzzed from its own description."""

from __future__ import annotations

import asyncio
from typing import Any

import hypothesis
import schemathesis
from hypothesis import HealthCheck
from schemathesis.core.result import Ok

from groundglass.frosted.people.roles import Role
from groundglass.frosted.web.entry import COOKIE
from tests.frosted.web.stand import Stand

EXAMPLES = 12
# These end the session that the others need.
LEFT_OUT = {"/api/v1/sign-out"}


def fuzz(origin: str, cookie: str) -> tuple[list[str], set[int]]:
    """Every operation with generated input; gives those answered with 500, and all statuses seen."""
    schema = schemathesis.openapi.from_url(f"{origin}/api/v1/openapi.json")
    wrong: list[str] = []
    seen: set[int] = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        if operation.path in LEFT_OUT or operation.path.startswith("/api/v1/me/sessions"):
            continue

        @hypothesis.settings(
            max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        @hypothesis.given(case=operation.as_strategy())
        def send(case: Any) -> None:
            answer = case.call(headers={"Origin": origin}, cookies={COOKIE: cookie}, timeout=60)
            seen.add(answer.status_code)
            if answer.status_code == 500:
                wrong.append(f"{case.method} {case.formatted_path}: {answer.text[:200]}")

        send()
    return wrong, seen


async def test_no_input_makes_the_server_fail(stand: Stand) -> None:
    await stand.camera()
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    wrong, seen = await asyncio.to_thread(fuzz, stand.origin, token.reveal())
    assert wrong == []
    assert {200, 404, 422} <= seen  # it really reached what is behind the sign-in
