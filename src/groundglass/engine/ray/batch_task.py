"""One file of a batch, frosted on whichever machine Ray gave it to.

Apart because it runs in a process of Ray's: it gets names of files and settings, and gives back what became of them.
The pictures stay between the file, a worker like any camera's, and the frosted file.
"""

from __future__ import annotations

import asyncio
import socket
import time
from pathlib import Path
from typing import Any

from groundglass.clock import SystemClock
from groundglass.engine.confine_python import refuse_clear
from groundglass.engine.film import check_paths, film_settings, make_film
from groundglass.errors import GroundglassError


def frost_file(source: str, out: str, given: dict[str, Any]) -> dict[str, Any]:
    """Frost `source` into `out` as `groundglass frost` does. What went wrong is an answer: others go on."""
    refuse_clear()
    began_s = time.monotonic()
    said: dict[str, Any] = {"machine": socket.gethostname()}
    try:
        path = Path(out)
        path.parent.mkdir(parents=True, exist_ok=True)
        check_paths(Path(source), path, force=True)
        film = asyncio.run(make_film(film_settings(Path(source), given), path, SystemClock(), lambda _: None))
        said |= {"state": "done", "pictures": film.pictures, "length_s": round(film.length_s, 3)}
    except GroundglassError as error:
        said |= {"state": "failed", "error": error.message, "hints": list(error.hints)}
    except OSError as error:
        said |= {"state": "failed", "error": f"{out} cannot be written: {error.strerror}", "hints": []}
    return said | {"took_s": round(time.monotonic() - began_s, 1)}
