"""The application: its routes, and what every request passes through.

security headers -> body limit -> host -> origin -> last resort -> unchanged -> routes, whose errors become problems
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from groundglass.errors import GroundglassError
from groundglass.frosted.oidc.door import OidcDoor
from groundglass.frosted.public.gather import Gathering
from groundglass.frosted.site import Site
from groundglass.frosted.web import problems
from groundglass.frosted.web.described.api import DescribedApi
from groundglass.frosted.web.headers import SecurityHeaders
from groundglass.frosted.web.hosts import HostCheck
from groundglass.frosted.web.origin import OriginCheck
from groundglass.frosted.web.routes import (
    analytics,
    bookmarks,
    cameras,
    certificates,
    console,
    custodians,
    custody,
    discovery,
    dispatch,
    drills,
    events,
    evidence,
    exports,
    groups,
    health,
    hls,
    incidents,
    law,
    ledger,
    live,
    machines,
    map,
    me,
    oidc,
    outbound,
    people,
    photos,
    pieces,
    places,
    players,
    procedures,
    public,
    push,
    reports,
    rules,
    sign_in,
    stills,
    taken,
    timeline,
    tokens,
    unseal,
    video,
    walls,
    watch,
)
from groundglass.frosted.web.routes import site as site_routes
from groundglass.frosted.web.settings import WebSettings
from groundglass.frosted.web.size import BodyLimit
from groundglass.frosted.web.state import WebState
from groundglass.frosted.web.unchanged import Unchanged

ROUTERS: Final[tuple[APIRouter, ...]] = (
    health.router,
    site_routes.router,
    sign_in.router,
    oidc.router,
    me.router,
    people.router,
    groups.router,
    tokens.router,
    discovery.router,
    cameras.router,
    certificates.router,
    places.router,
    stills.router,
    taken.router,
    timeline.router,
    video.router,
    pieces.router,
    hls.router,
    players.router,
    incidents.router,
    dispatch.router,
    procedures.router,
    push.router,
    photos.router,
    reports.router,
    outbound.router,
    map.router,
    exports.router,
    custody.router,
    custodians.router,
    unseal.router,
    drills.router,
    evidence.router,
    ledger.router,
    live.router,
    events.router,
    rules.router,
    analytics.router,
    walls.router,
    bookmarks.router,
    machines.router,
    watch.router,
    public.router,
    law.router,
    console.router,  # last: it answers every path that nobody else does
)


def create_app(site: Site, settings: WebSettings | None = None) -> FastAPI:
    """The web side of one site. Serves as soon as it is given to a server; owns nothing of the site."""
    settings = settings or WebSettings()
    app = DescribedApi(ROUTERS)
    app.state.site = site
    app.state.settings = settings
    app.state.web = WebState.of(site, has_authority=settings.addresses.authority is not None)
    app.state.oidc = settings.oidc and OidcDoor(settings.oidc, settings.reach, site.clock)
    app.state.gathering = Gathering(site.archive, site.clock, site.name)
    app.state.console = console.ConsoleFiles(settings.console_folder)
    app.add_exception_handler(GroundglassError, problems.on_groundglass_error)
    app.add_exception_handler(HTTPException, problems.on_http_exception)
    app.add_exception_handler(RequestValidationError, problems.on_invalid)
    app.add_exception_handler(DBAPIError, problems.on_database_error)
    app.add_exception_handler(PoolTimeout, problems.on_database_busy)
    # Added from the inside out: the last one is the first to see a request.
    app.add_middleware(Unchanged)
    app.add_middleware(problems.LastResort)
    app.add_middleware(OriginCheck, origins=settings.origins)
    app.add_middleware(HostCheck, origins=settings.origins)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    return app
