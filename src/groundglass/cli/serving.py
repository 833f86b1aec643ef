"""What `run` and `demo` share: serving a plan until Ctrl-C, saying where, opening a browser.

The web and the database take a second to import, so that only the commands that serve do so, when they do.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from groundglass.cli.arguments import port
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say

if TYPE_CHECKING:
    from groundglass.engine.house import ServerPlan
    from groundglass.engine.serving import Serving


def add_serving_options(parser: argparse.ArgumentParser) -> None:
    """--host, --port, --data, --no-browser."""
    parser.add_argument("--host", help="the address to listen on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=port, help="the port to listen on (default: 8420; 0 takes any free one)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the data folder")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def serve_plan(plan: ServerPlan, *, browser: bool) -> int:
    """Serve until stopped."""
    from groundglass.engine.serving import serve, stop_on_signals

    def announce(serving: Serving) -> None:
        say(f"groundglass is ready at {serving.address}")
        if serving.link is not None:
            say(f"sign in, once, within an hour: {serving.link}")
        else:
            say("sign in there, or get a link with: groundglass link")
        note("press Ctrl-C to stop")
        if browser and _has_screen():
            threading.Thread(target=webbrowser.open, args=(serving.link or serving.address,), daemon=True).start()

    async def main() -> None:
        stop = asyncio.Event()
        stop_on_signals(stop)
        await serve(plan, announce, stop)

    with asyncio.Runner(loop_factory=fast_loop) as runner:
        runner.run(main())
    note("stopped; everything recorded is complete")
    return OK


def fast_loop() -> asyncio.AbstractEventLoop:
    """The loop that serves, in a process that keeps no more memory than it needs."""
    import uvloop

    from groundglass.engine.heap import keep_little

    keep_little()
    return uvloop.new_event_loop()


def _has_screen() -> bool:
    """Whether a browser would be a window. In a terminal without one, a text browser would take over."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
