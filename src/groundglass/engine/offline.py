"""A steward for a data folder on which no server runs.

Apart from house.py so that a command does not load the web to add a camera. It holds the folder's lock for the moment,
so that a server that starts meanwhile says "in use" instead of working beside it.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from groundglass.clock import SystemClock
from groundglass.engine.counter import Ask
from groundglass.engine.custody_acts import CustodyActs
from groundglass.engine.kept import kept_by
from groundglass.engine.steward import NoWorkers, Steward
from groundglass.errors import EngineError
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.record.acts import THIS_MACHINE, RecordedCameras, RecordedControl
from groundglass.frosted.states import StateBoard


@asynccontextmanager
async def open_steward(folder: Path, settings: Path | None = None) -> AsyncIterator[Ask]:
    """Ask it as one asks a running server: what goes in and comes out has been JSON. A site that is only begun is kept
    where `settings` say; of one that there is, they must not say otherwise."""
    clock = SystemClock()
    states = StateBoard(clock)
    # Nothing is deleted here: how long recordings stay is the server's to know.
    limits = StorageLimits(keep_days=None, keep_bytes=None, free_floor_bytes=0)
    archive = await Archive.open(folder, states=states, clock=clock, limits=limits, kept=kept_by(folder, settings))
    try:
        book = RecordedCameras(archive.cameras, archive.record, THIS_MACHINE)
        control = RecordedControl(NoWorkers(), archive.record, THIS_MACHINE)
        steward = Steward(
            book=book,
            control=control,
            states=states,
            shelf=archive.shelf,
            make_link=_no_link,
            is_serving=False,
            custody=CustodyActs(archive.custody, archive.record, book, control),
        )

        async def ask(what: str, arguments: Mapping[str, Any]) -> Any:
            return await steward(what, json.loads(json.dumps(arguments)))

        yield ask
    finally:
        await archive.close()


async def _no_link() -> str:
    raise EngineError("a link needs a running server to open it", "start it: groundglass run")
