"""The desk's port for web nodes: whose word is taken there, and about what."""

from __future__ import annotations

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from groundglass.frosted.web.nodes.app import is_own, stands_in
from groundglass.frosted.web.nodes.door import NodeDoor

SAID = {"X-Groundglass-Client": "198.51.100.7", "X-Groundglass-Scheme": "https"}


async def people(scope: Scope, receive: Receive, send: Send) -> None:
    """Says whom it believes to ask."""
    request = Request(scope)
    client = request.client.host if request.client else None
    told = {"client": client, "scheme": request.url.scheme, "headers": sorted(request.headers)}
    await JSONResponse(told)(scope, receive, send)


async def own(scope: Scope, receive: Receive, send: Send) -> None:
    await JSONResponse({"own": scope["path"]})(scope, receive, send)


def at_the_door() -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(NodeDoor(own, people)), base_url="http://desk")


async def test_a_person_comes_from_where_the_node_says_and_its_words_end_there() -> None:
    async with at_the_door() as node:
        told = (await node.get("/api/v1/me", headers=SAID)).json()
    assert (told["client"], told["scheme"]) == ("198.51.100.7", "https")
    assert not [name for name in told["headers"] if name.startswith("x-groundglass")]


@pytest.mark.parametrize("said", [{}, {**SAID, "X-Groundglass-Client": ""}, {**SAID, "X-Groundglass-Scheme": "ftp"}])
async def test_a_node_that_does_not_say_for_whom_it_asks_is_refused(said: dict[str, str]) -> None:
    async with at_the_door() as node:
        assert (await node.get("/api/v1/me", headers=said)).status_code == 422


async def test_what_is_a_nodes_own_is_answered_to_the_node() -> None:
    async with at_the_door() as node:
        assert (await node.get("/nodes/feed")).json() == {"own": "/nodes/feed"}


OWN = [
    "/", "/assets/index-abc.js", "/healthz", "/readyz", "/api/v1/timeline", "/api/v1/cameras/gate/timeline",
    "/api/v1/cameras/gate/video.mp4", "/api/v1/cameras/gate/gop", "/api/v1/cameras/gate/thumbnail.jpg",
    "/api/v1/cameras/gate/runs/3/init.mp4", "/api/v1/players/abc/3/1-2.m4s",
]  # fmt: skip
DESKS = [
    "/api/v1/me/trail", "/api/v1/cameras/gate/download.mp4", "/api/v1/cameras/gate/place.jpg", "/api/v1/openapi.json",
    "/public", "/ledger/checkpoint", "/api/v1/nothing/of/the/kind", "/api/v1/incidents/3",
]  # fmt: skip
BOTH = [
    "/api/v1/events",
    "/api/v1/events/3",
    "/api/v1/walls",
    "/api/v1/incidents",
    "/api/v1/site",
    "/api/v1/me",
    "/api/v1/cameras",
    "/api/v1/cameras/gate",
    "/api/v1/cameras/gate/hls/live.m3u8",
]


@pytest.mark.parametrize(
    ("path", "who"), [*((p, (True, False)) for p in OWN), *((p, (False, False)) for p in DESKS),
                      *((p, (False, True)) for p in BOTH)],
)  # fmt: skip
def test_a_node_answers_what_it_has_and_the_desk_all_else(path: str, who: tuple[bool, bool]) -> None:
    asked = {"type": "http", "method": "GET", "path": path, "headers": [], "root_path": "", "query_string": b""}
    assert (is_own(asked), stands_in(asked)) == who
    changed = {**asked, "method": "POST"}
    assert (is_own(changed), stands_in(changed)) == (False, False)
