"""Work that a cancellation does not cut in two."""

from __future__ import annotations

import asyncio

import pytest

from groundglass.frosted.store.finishing import finished


async def test_a_cancelled_caller_waits_until_the_work_is_done() -> None:
    done: list[str] = []

    async def work() -> None:
        await asyncio.sleep(0.02)
        done.append("both halves")

    task = asyncio.create_task(finished(work()))
    await asyncio.sleep(0.005)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done == ["both halves"]


async def test_a_result_and_an_error_pass_through() -> None:
    async def seven() -> int:
        return 7

    async def wrong() -> None:
        raise ValueError("no")

    assert await finished(seven()) == 7
    with pytest.raises(ValueError, match="no"):
        await finished(wrong())


async def test_an_error_after_the_cancellation_is_nobodys() -> None:
    async def fails_late() -> None:
        await asyncio.sleep(0.02)
        raise ValueError("late")

    task = asyncio.create_task(finished(fails_late()))
    await asyncio.sleep(0.005)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
