"""`groundglass` itself, with stand-ins in the place of workers: `desk_server.py FILM [FILM ...] -- run --data ...`.

The one thing that is exchanged is the program that is started for a camera (desk_camera.py).
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from groundglass.cli import main
from groundglass.engine.keeper import Keeper
from groundglass.engine.launch import READ_AHEAD_BYTES, WorkerProcess
from groundglass.pane.settings import WorkerSettings

STAND_IN = Path(__file__).with_name("desk_camera.py")


def use_stand_ins(films: list[str]) -> None:
    async def start(settings: WorkerSettings) -> WorkerProcess:
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(STAND_IN), *films,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
            limit=READ_AHEAD_BYTES,
        )  # fmt: skip
        worker = WorkerProcess(process)
        await worker.order(settings)
        return worker

    defaults = Keeper.__init__.__kwdefaults__
    if defaults is None or "start" not in defaults:
        raise RuntimeError("the keeper of a camera takes no other way to start its worker any more")
    defaults["start"] = start


if __name__ == "__main__":
    cut = sys.argv.index("--")
    use_stand_ins(sys.argv[1:cut])
    sys.argv = [sys.argv[0], *sys.argv[cut + 1 :]]
    main()
