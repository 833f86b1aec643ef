"""Access to a site from its own machine, whether or not its server runs.

A running server is asked through its socket. When none runs, the folder is opened here for the moment, which
takes its lock, so that a server that starts meanwhile says "in use" instead of working beside us.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from groundglass.engine.counter import NoServer, ask_server
from groundglass.engine.folder import make_folder, require_folder


def ask(
    data: Path,
    what: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    may_create: bool = False,
    settings: Path | None = None,
) -> Any:
    """Ask the site's steward, wherever it is. See engine/steward.py for what can be asked. `settings` say where a site
    is kept that is only begun by this."""
    folder = make_folder(data) if may_create else require_folder(data)
    return asyncio.run(_ask(folder, what, arguments or {}, settings))


async def _ask(folder: Path, what: str, arguments: Mapping[str, Any], settings: Path | None) -> Any:
    try:
        return await ask_server(folder, what, arguments)
    except (NoServer, FileNotFoundError):
        # The database is loaded only here: a command to a running server answers twice as fast without it.
        from groundglass.engine.offline import open_steward

        async with open_steward(folder, settings) as steward:
            return await steward(what, arguments)
