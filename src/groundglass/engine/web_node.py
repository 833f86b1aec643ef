"""Runs a web node: no folder, no lock, no cameras of its own. Any number of them stand in front of one desk.

Apart from serving.py, which runs a site. A node that ends leaves nothing behind but what it tells the desk last: who
looked at what in its last two seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from groundglass.clock import SystemClock
from groundglass.config.web import WebConfig
from groundglass.engine.listening import address_text, bind
from groundglass.engine.web_server import WebServer
from groundglass.errors import EngineError
from groundglass.frosted.relay.secret import ViewerSecret
from groundglass.frosted.store.kept import KeptAt
from groundglass.frosted.web.nodes.app import create_node_app
from groundglass.frosted.web.nodes.site import open_node_site
from groundglass.frosted.web.settings import WebSettings

DEFAULTS: Final = WebConfig()


@dataclass(frozen=True, slots=True)
class WebNodePlan:
    """Everything a node is told, secrets resolved. `kept` names database and bucket, `desk` its port for nodes."""

    kept: KeptAt
    desk: str
    secret: ViewerSecret
    host: str = DEFAULTS.web.host
    port: int = DEFAULTS.web.port
    origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    viewers: int = DEFAULTS.web.viewers


async def serve_node(plan: WebNodePlan, announce: Callable[[str], None], stop: asyncio.Event) -> None:
    """Run a node until `stop`. `announce` is called with its address once it answers.

    1. The port is bound; database and blobs are opened. The desk may be away.
    2. The web answers, the address is announced.
    3. Stopped: viewers are told, requests are finished, the desk is told who looked.
    """
    with bind(plan.host, plan.port) as listener:
        async with open_node_site(plan.kept, plan.desk, plan.secret, SystemClock()) as site:  # 1
            settings = WebSettings(origins=plan.origins, max_viewers=plan.viewers)
            server = WebServer(create_node_app(site, settings), plan.trusted_proxies)
            serving = asyncio.create_task(server.serve(sockets=[listener]), name="web")
            answering = asyncio.create_task(server.answering.wait())
            stopping = asyncio.create_task(stop.wait())
            try:
                await asyncio.wait((serving, answering, stopping), return_when=asyncio.FIRST_COMPLETED)
                if answering.done():
                    announce(plan.origins[0] if plan.origins else f"http://{address_text(plan.host, listener)}")  # 2
                await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (answering, stopping):
                    task.cancel()
                await site.live.close()  # 3
                server.stop()
                await asyncio.gather(serving, answering, stopping, return_exceptions=True)
    if not stop.is_set():
        raise EngineError("the web node ended by itself", "look at the messages above, and start it again")
