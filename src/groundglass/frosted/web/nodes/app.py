"""A web node's application: the console, live and recorded pictures; all else is the desk's.

security headers -> body limit -> host -> origin -> last resort -> unchanged -> passed on, or answered here

The routes are those of the desk wherever they need no more than a node has. Which they are stands in `_OWN`; while the
desk is away `_INSTEAD` stands in for it, as far as a node knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from groundglass.errors import GroundglassError
from groundglass.frosted.web import problems
from groundglass.frosted.web.app import ROUTERS
from groundglass.frosted.web.headers import SecurityHeaders
from groundglass.frosted.web.hosts import HostCheck
from groundglass.frosted.web.nodes import own
from groundglass.frosted.web.nodes.passing import PassedOn
from groundglass.frosted.web.nodes.site import NodeSite
from groundglass.frosted.web.origin import OriginCheck
from groundglass.frosted.web.routes import (
    console,
    events,
    hls,
    incidents,
    live,
    me,
    pieces,
    players,
    stills,
    timeline,
    video,
    walls,
)
from groundglass.frosted.web.settings import WebSettings
from groundglass.frosted.web.size import BodyLimit
from groundglass.frosted.web.state import WebState
from groundglass.frosted.web.unchanged import Unchanged


def _some(router: APIRouter, *endpoints: Callable[..., Any]) -> APIRouter:
    """A router with only these of another's routes."""
    some = APIRouter()
    some.routes.extend(r for r in router.routes if isinstance(r, Route) and r.endpoint in endpoints)
    return some


_OWN: Final = (
    own.always,
    live.router,
    timeline.router,
    pieces.router,
    _some(video.router, video.video, video.gop, video.fragments),
    _some(stills.router, stills.thumbnail),
    _some(hls.router, hls.recorded),
    _some(players.router, players.recorded, players.init, players.segment),
)
_INSTEAD: Final = (
    _some(me.router, me.get_me),
    _some(hls.router, hls.live),
    _some(players.router, players.live),
    _some(events.router, events.get_events, events.get_event),
    _some(incidents.router, incidents.get_incidents),
    _some(walls.router, walls.get_walls),
    own.instead,
)
_OWN_ROUTES: Final = tuple(route for router in _OWN for route in router.routes)
_INSTEAD_ROUTES: Final = tuple(route for router in _INSTEAD for route in router.routes)
_DESKS_ROUTES: Final = tuple(route for router in ROUTERS[:-1] for route in router.routes)


def is_own(scope: Scope) -> bool:
    """Whether a node answers a request itself: its own routes, and the console, which is whatever has no route."""
    if _matches(_OWN_ROUTES, scope, Match.FULL):
        return True
    is_desks = scope["path"].startswith("/api/") or _matches(_DESKS_ROUTES, scope, Match.PARTIAL)
    return scope["method"] in {"GET", "HEAD"} and not is_desks


def stands_in(scope: Scope) -> bool:
    """Whether a node answers this instead of a desk that is away."""
    return _matches(_INSTEAD_ROUTES, scope, Match.FULL)


def _matches(routes: Iterable[BaseRoute], scope: Scope, least: Match) -> bool:
    return any(route.matches(scope)[0].value >= least.value for route in routes)


def create_node_app(site: NodeSite, settings: WebSettings) -> FastAPI:
    """The application of one node. Serves as soon as it is given to a server; owns nothing of the site."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    for router in (*_OWN, *_INSTEAD, console.router):
        app.router.routes.extend(router.routes)
    app.state.site = site
    app.state.settings = settings
    app.state.web = WebState.of(site, site.tickets)
    app.state.console = console.ConsoleFiles(settings.console_folder)
    app.add_exception_handler(GroundglassError, problems.on_groundglass_error)
    app.add_exception_handler(HTTPException, problems.on_http_exception)
    app.add_exception_handler(RequestValidationError, problems.on_invalid)
    app.add_exception_handler(DBAPIError, problems.on_database_error)
    app.add_exception_handler(PoolTimeout, problems.on_database_busy)
    # Added from the inside out: the last one is the first to see a request.
    app.add_middleware(PassedOn, desk=site.desk, is_own=is_own, stands_in=stands_in)
    app.add_middleware(Unchanged)
    app.add_middleware(problems.LastResort)
    app.add_middleware(OriginCheck, origins=settings.origins)
    app.add_middleware(HostCheck, origins=settings.origins)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    return app
