"""Looks at the same moment are one look; nothing is remembered after it."""

from __future__ import annotations

import asyncio

import pytest

from groundglass.errors import NotFound
from groundglass.frosted.together import Together


async def test_who_asks_at_the_same_moment_shares_one_look_and_who_asks_later_has_another() -> None:
    looks = 0
    together: Together[int] = Together()

    async def look() -> int:
        nonlocal looks
        looks += 1
        mine = looks
        await asyncio.sleep(0)
        return mine

    assert await asyncio.gather(*(together.ask("gate", look) for _ in range(5))) == [1] * 5
    later = await asyncio.gather(*(together.ask(camera, look) for camera in ("gate", "yard")))
    assert later == [2, 3]


async def test_an_error_reaches_all_who_asked_and_who_leaves_takes_nothing_from_the_others() -> None:
    together: Together[int] = Together()
    begun = asyncio.Event()

    async def look() -> int:
        begun.set()
        await asyncio.sleep(0)
        raise NotFound("nothing is there")

    asking = [asyncio.create_task(together.ask("gate", look)) for _ in range(3)]
    await begun.wait()
    asking[0].cancel()
    results = await asyncio.gather(*asking, return_exceptions=True)
    assert isinstance(results[0], asyncio.CancelledError)
    assert [type(result) for result in results[1:]] == [NotFound, NotFound]
    with pytest.raises(NotFound):
        await together.ask("gate", look)
