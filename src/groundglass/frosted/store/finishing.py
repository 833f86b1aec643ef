"""Work on the catalog that is not cut off in the middle.

Apart because several tasks that are cancelled at the end need it: a transaction whose task is cancelled between two
statements leaves its connection, and with it the database's one write lock, to whenever it is collected. Short work
only: who cancels waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

_Result = TypeVar("_Result")


async def finished(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Its result, or its error. Cancelled meanwhile, the work is done to its end before the cancellation goes on."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # looked at: whoever cancelled does not want to hear of it
        raise
