"""Every route x every role. A route that is not in this table fails the build."""

from __future__ import annotations

import httpx
import pytest
from starlette.routing import BaseRoute, Route, WebSocketRoute
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.web.app import ROUTERS, create_app
from tests.frosted.web.stand import MACHINE, Stand

EVERYBODY, ANYBODY_SIGNED_IN, SEE, EXPORT, SET_UP = "everybody", "signed in", "see", "export", "set up"
REQUEST, AUDIT = "request", "audit"
PEOPLE = "invite people"
INCIDENTS, RESPOND, SUPERVISE = "work on incidents", "respond", "supervise"
TICKET = "whoever has a ticket, and no session helps"
CUSTODIAN = "a custodian's token, and no session helps"
REQUEST_OR_AUDIT = "request or audit"
SET_UP_OR_AUDIT = "set up or audit"
OWN = ("/api/v1/me", "/api/v1/sign-", "/api/v1/oidc")
ENTRANCES = ("sign-in", "/ledger/cosignatures", "/custody/challenges", "/custody/entries")

TABLE = {
    ("GET", "/healthz"): EVERYBODY,
    ("GET", "/readyz"): EVERYBODY,
    ("GET", "/api/v1/openapi.json"): EVERYBODY,
    ("GET", "/api/v1/site"): EVERYBODY,
    ("POST", "/api/v1/sign-in/link"): EVERYBODY,
    ("POST", "/api/v1/sign-in/password"): EVERYBODY,
    ("POST", "/api/v1/sign-in/passkey/options"): EVERYBODY,
    ("POST", "/api/v1/sign-in/passkey"): EVERYBODY,
    ("POST", "/api/v1/sign-in/recovery"): EVERYBODY,
    ("POST", "/api/v1/oidc/begin"): EVERYBODY,
    ("GET", "/api/v1/oidc/callback"): EVERYBODY,
    ("POST", "/api/v1/oidc/link"): ANYBODY_SIGNED_IN,
    ("DELETE", "/api/v1/oidc/link"): ANYBODY_SIGNED_IN,
    ("POST", "/api/v1/sign-out"): EVERYBODY,
    ("GET", "/{path:path}"): EVERYBODY,
    ("GET", "/public"): EVERYBODY,
    ("GET", "/public/style.css"): EVERYBODY,
    ("GET", "/public/cameras/{camera}"): EVERYBODY,
    ("GET", "/api/v1/public"): EVERYBODY,
    ("GET", "/api/v1/public/settings"): SET_UP_OR_AUDIT,
    ("PUT", "/api/v1/public/settings"): SET_UP,
    ("PUT", "/api/v1/public/cameras/{camera}"): SET_UP,
    ("GET", "/api/v1/law/signs/{camera}"): SET_UP_OR_AUDIT,
    ("GET", "/api/v1/law/record"): SET_UP_OR_AUDIT,
    ("GET", "/api/v1/law/assessment"): SET_UP_OR_AUDIT,
    ("GET", "/ledger/checkpoint"): EVERYBODY,
    ("GET", "/ledger/tile/{path:path}"): EVERYBODY,
    ("GET", "/ledger/tile/entries/{path:path}"): AUDIT,
    ("GET", "/api/v1/ledger"): EVERYBODY,
    ("GET", "/api/v1/ledger/key"): EVERYBODY,
    ("GET", "/api/v1/ledger/witnessed"): EVERYBODY,
    ("GET", "/api/v1/ledger/entries"): EVERYBODY,
    ("GET", "/api/v1/ledger/proof/inclusion"): EVERYBODY,
    ("GET", "/api/v1/ledger/proof/consistency"): EVERYBODY,
    ("POST", "/api/v1/ledger/cosignatures"): EVERYBODY,
    ("GET", "/api/v1/me"): ANYBODY_SIGNED_IN,
    ("PUT", "/api/v1/me"): ANYBODY_SIGNED_IN,
    ("PUT", "/api/v1/me/password"): ANYBODY_SIGNED_IN,
    ("POST", "/api/v1/me/passkeys/options"): ANYBODY_SIGNED_IN,
    ("POST", "/api/v1/me/passkeys"): ANYBODY_SIGNED_IN,
    ("DELETE", "/api/v1/me/passkeys/{passkey}"): ANYBODY_SIGNED_IN,
    ("DELETE", "/api/v1/me/sessions/{session}"): ANYBODY_SIGNED_IN,
    ("DELETE", "/api/v1/me/sessions"): ANYBODY_SIGNED_IN,
    ("POST", "/api/v1/me/recovery-codes"): ANYBODY_SIGNED_IN,
    ("GET", "/api/v1/me/trail"): ANYBODY_SIGNED_IN,
    ("GET", "/api/v1/groups"): PEOPLE,
    ("POST", "/api/v1/groups"): PEOPLE,
    ("PATCH", "/api/v1/groups/{group}"): PEOPLE,
    ("DELETE", "/api/v1/groups/{group}"): PEOPLE,
    ("GET", "/api/v1/tokens"): PEOPLE,
    ("POST", "/api/v1/tokens"): PEOPLE,
    ("DELETE", "/api/v1/tokens/{token}"): PEOPLE,
    ("GET", "/api/v1/people"): PEOPLE,
    ("POST", "/api/v1/people"): PEOPLE,
    ("POST", "/api/v1/people/{person}/link"): PEOPLE,
    ("PATCH", "/api/v1/people/{person}"): PEOPLE,
    ("DELETE", "/api/v1/people/{person}"): PEOPLE,
    ("PUT", "/api/v1/people/{person}/roles/{group}"): PEOPLE,
    ("DELETE", "/api/v1/people/{person}/roles/{group}"): PEOPLE,
    ("GET", "/api/v1/cameras"): SEE,
    ("POST", "/api/v1/cameras"): SET_UP,
    ("GET", "/api/v1/custody/settings"): SEE,
    ("PUT", "/api/v1/custody/settings"): SET_UP,
    ("POST", "/api/v1/cameras/test"): SET_UP,
    ("POST", "/api/v1/discovery"): SET_UP,
    ("POST", "/api/v1/discovery/streams"): SET_UP,
    ("POST", "/api/v1/discovery/certificate"): SET_UP,
    ("POST", "/api/v1/cameras/{camera}/certificate"): SET_UP,
    ("GET", "/api/v1/cameras/{camera}"): SEE,
    ("PATCH", "/api/v1/cameras/{camera}"): SET_UP,
    ("DELETE", "/api/v1/cameras/{camera}"): SET_UP,
    ("POST", "/api/v1/cameras/{camera}/restore"): SET_UP,
    ("POST", "/api/v1/cameras/{camera}/place/approve"): SET_UP,
    ("POST", "/api/v1/cameras/{camera}/place/forget"): SET_UP,
    ("GET", "/api/v1/cameras/{camera}/thumbnail.jpg"): SEE,
    ("GET", "/api/v1/cameras/{camera}/place.jpg"): SEE,
    ("GET", "/api/v1/cameras/{camera}/proposal.jpg"): SEE,
    ("POST", "/api/v1/cameras/{camera}/stills"): EXPORT,
    ("GET", "/api/v1/cameras/{camera}/timeline"): SEE,
    ("GET", "/api/v1/timeline"): SEE,
    ("GET", "/api/v1/cameras/{camera}/video.mp4"): SEE,
    ("GET", "/api/v1/cameras/{camera}/download.mp4"): EXPORT,
    ("GET", "/api/v1/cameras/{camera}/gop"): SEE,
    ("GET", "/api/v1/cameras/{camera}/fragments"): SEE,
    ("GET", "/api/v1/cameras/{camera}/runs/{run}/init.mp4"): SEE,
    ("GET", "/api/v1/cameras/{camera}/runs/{run}/{at}.m4s"): SEE,
    ("GET", "/api/v1/cameras/{camera}/hls/live.m3u8"): SEE,
    ("GET", "/api/v1/cameras/{camera}/hls/range.m3u8"): SEE,
    ("GET", "/api/v1/cameras/{camera}/hls/{run}/init.mp4"): SEE,
    ("GET", "/api/v1/cameras/{camera}/hls/{run}/{start}-{end}.m4s"): SEE,
    ("POST", "/api/v1/cameras/{camera}/hls/link"): SEE,
    ("GET", "/api/v1/players/{ticket}/live.m3u8"): TICKET,
    ("GET", "/api/v1/players/{ticket}/range.m3u8"): TICKET,
    ("GET", "/api/v1/players/{ticket}/{run}/init.mp4"): TICKET,
    ("GET", "/api/v1/players/{ticket}/{run}/{start}-{end}.m4s"): TICKET,
    ("GET", "/api/v1/incidents"): INCIDENTS,
    ("POST", "/api/v1/incidents"): INCIDENTS,
    ("GET", "/api/v1/incidents/{number}"): RESPOND,
    ("PATCH", "/api/v1/incidents/{number}"): INCIDENTS,
    ("POST", "/api/v1/incidents/{number}/state"): INCIDENTS,
    ("POST", "/api/v1/incidents/{number}/notes"): INCIDENTS,
    ("POST", "/api/v1/incidents/{number}/clips"): INCIDENTS,
    ("POST", "/api/v1/incidents/{number}/unseals"): INCIDENTS,
    ("POST", "/api/v1/incidents/{number}/undo"): INCIDENTS,
    ("POST", "/api/v1/incidents/{number}/proposals/{event}"): INCIDENTS,
    ("POST", "/api/v1/incidents/{number}/procedure"): INCIDENTS,
    ("PATCH", "/api/v1/incidents/{number}/steps/{step}"): INCIDENTS,
    ("POST", "/api/v1/incidents/{number}/report"): SUPERVISE,
    ("POST", "/api/v1/incidents/{number}/tasks"): INCIDENTS,
    ("POST", "/api/v1/incidents/{number}/tasks/{task}/state"): RESPOND,
    ("POST", "/api/v1/incidents/{number}/tasks/{task}/messages"): RESPOND,
    ("POST", "/api/v1/incidents/{number}/tasks/{task}/help"): RESPOND,
    ("POST", "/api/v1/photos/key"): RESPOND,
    ("POST", "/api/v1/incidents/{number}/photos"): RESPOND,
    ("GET", "/api/v1/incidents/{number}/photos/{photo}.jpg"): RESPOND,
    ("GET", "/api/v1/push/key"): RESPOND,
    ("GET", "/api/v1/push/subscriptions"): RESPOND,
    ("POST", "/api/v1/push/subscriptions"): RESPOND,
    ("DELETE", "/api/v1/push/subscriptions/{subscription}"): RESPOND,
    ("GET", "/api/v1/tasks"): RESPOND,
    ("GET", "/api/v1/shifts"): RESPOND,
    ("POST", "/api/v1/shifts"): RESPOND,
    ("POST", "/api/v1/shifts/end"): RESPOND,
    ("PUT", "/api/v1/shifts/position"): RESPOND,
    ("DELETE", "/api/v1/shifts/position"): RESPOND,
    ("GET", "/api/v1/shifts/positions"): INCIDENTS,
    ("GET", "/api/v1/outbound/channels"): SET_UP,
    ("POST", "/api/v1/outbound/channels"): SET_UP,
    ("PATCH", "/api/v1/outbound/channels/{channel}"): SET_UP,
    ("DELETE", "/api/v1/outbound/channels/{channel}"): SET_UP,
    ("POST", "/api/v1/outbound/channels/{channel}/test"): SET_UP,
    ("GET", "/api/v1/outbound/channels/{channel}/messages"): SET_UP,
    ("POST", "/api/v1/outbound/messages/{message}/resend"): SET_UP,
    ("GET", "/api/v1/machines"): SET_UP,
    ("PUT", "/api/v1/machines/{node}/drained"): SET_UP,
    ("POST", "/api/v1/outbound/metrics-token"): SET_UP,
    ("GET", "/api/v1/map"): SEE,
    ("PUT", "/api/v1/cameras/{camera}/position"): SET_UP,
    ("DELETE", "/api/v1/cameras/{camera}/position"): SET_UP,
    ("PUT", "/api/v1/cameras/{camera}/stand"): SET_UP,
    ("GET", "/api/v1/cameras/{camera}/ground"): SEE,
    ("POST", "/api/v1/map/plans"): SET_UP,
    ("PATCH", "/api/v1/map/plans/{plan}"): SET_UP,
    ("DELETE", "/api/v1/map/plans/{plan}"): SET_UP,
    ("PUT", "/api/v1/map/plans/{plan}/picture"): SET_UP,
    ("GET", "/api/v1/map/plans/{plan}/picture"): SEE,
    ("GET", "/api/v1/map/base.pmtiles"): SEE,
    ("GET", "/api/v1/exports/incidents.{form}"): SUPERVISE,
    ("GET", "/api/v1/exports/events.{form}"): EXPORT,
    ("GET", "/metrics"): SEE,
    ("GET", "/api/v1/procedures"): INCIDENTS,
    ("POST", "/api/v1/procedures"): SUPERVISE,
    ("PUT", "/api/v1/procedures/{procedure}"): SUPERVISE,
    ("DELETE", "/api/v1/procedures/{procedure}"): SUPERVISE,
    ("POST", "/api/v1/procedures/{procedure}/restore"): SUPERVISE,
    ("POST", "/api/v1/custody/challenges"): EVERYBODY,
    ("POST", "/api/v1/custody/entries"): EVERYBODY,
    ("GET", "/api/v1/unseal"): REQUEST_OR_AUDIT,
    ("POST", "/api/v1/unseal"): REQUEST,
    ("GET", "/api/v1/unseal/{request}"): REQUEST_OR_AUDIT,
    ("POST", "/api/v1/unseal/hand-overs"): SET_UP,
    ("POST", "/api/v1/unseal/{request}/hand-over"): SET_UP,
    ("GET", "/api/v1/unseal/{request}/slots"): CUSTODIAN,
    ("POST", "/api/v1/unseal/{request}/approvals"): CUSTODIAN,
    ("POST", "/api/v1/unseal/{request}/refusals"): CUSTODIAN,
    ("GET", "/api/v1/unseal/{request}/bundle.zip"): REQUEST,
    ("POST", "/api/v1/unseal/{request}/opened"): REQUEST,
    ("GET", "/api/v1/drills"): REQUEST_OR_AUDIT,
    ("POST", "/api/v1/drills"): SET_UP,
    ("PUT", "/api/v1/drills/settings"): SET_UP,
    ("POST", "/api/v1/evidence"): EXPORT,
    ("WS", "/api/v1/cameras/{camera}/live"): SEE,
    ("WS", "/api/v1/watch"): SEE,
    ("GET", "/api/v1/events"): SEE,
    ("POST", "/api/v1/events"): INCIDENTS,
    ("GET", "/api/v1/events/{event}"): SEE,
    ("POST", "/api/v1/events/reviews"): INCIDENTS,
    ("POST", "/api/v1/incidents/{number}/events"): INCIDENTS,
    ("GET", "/api/v1/walls"): SEE,
    ("POST", "/api/v1/walls"): SEE,
    ("PUT", "/api/v1/walls/{wall}"): SEE,
    ("DELETE", "/api/v1/walls/{wall}"): SEE,
    ("GET", "/api/v1/bookmarks"): SEE,
    ("POST", "/api/v1/bookmarks"): SEE,
    ("PATCH", "/api/v1/bookmarks/{bookmark}"): SEE,
    ("DELETE", "/api/v1/bookmarks/{bookmark}"): SEE,
    ("POST", "/api/v1/bookmarks/{bookmark}/restore"): SEE,
    ("GET", "/api/v1/rules"): SEE,
    ("POST", "/api/v1/rules"): SET_UP,
    ("POST", "/api/v1/rules/test"): SET_UP,
    ("GET", "/api/v1/rules/{rule}"): SEE,
    ("PATCH", "/api/v1/rules/{rule}"): SET_UP,
    ("DELETE", "/api/v1/rules/{rule}"): SET_UP,
    ("GET", "/api/v1/cameras/{camera}/counts"): SEE,
    ("GET", "/api/v1/cameras/{camera}/areas/counts"): SEE,
    ("GET", "/api/v1/cameras/{camera}/crossings"): SEE,
    ("GET", "/api/v1/cameras/{camera}/heat"): SEE,
    ("GET", "/api/v1/cameras/{camera}/analytics/{what}.csv"): EXPORT,
}

MAY = {
    Role.VIEWER: {EVERYBODY, ANYBODY_SIGNED_IN, SEE},
    Role.AUDITOR: {EVERYBODY, ANYBODY_SIGNED_IN, AUDIT},
    Role.RESPONDER: {EVERYBODY, ANYBODY_SIGNED_IN, SEE, RESPOND},
    Role.OPERATOR: {EVERYBODY, ANYBODY_SIGNED_IN, SEE, EXPORT, REQUEST, INCIDENTS, RESPOND},
    Role.SUPERVISOR: {EVERYBODY, ANYBODY_SIGNED_IN, SEE, EXPORT, REQUEST, INCIDENTS, RESPOND, SUPERVISE},
    Role.ADMINISTRATOR: {
        EVERYBODY,
        ANYBODY_SIGNED_IN,
        SEE,
        EXPORT,
        SET_UP,
        REQUEST,
        AUDIT,
        INCIDENTS,
        RESPOND,
        SUPERVISE,
        PEOPLE,
    },
}

EITHER = {REQUEST_OR_AUDIT: {REQUEST, AUDIT}, SET_UP_OR_AUDIT: {SET_UP, AUDIT}}

FILLED = {
    "{rule}": "1",
    "{plan}": "00" * 8,
    "{wall}": "00",
    "{bookmark}": "00",
    "{camera}": "gate",
    "{request}": "none",
    "{passkey}": "none",
    "{person}": "none",
    "{session}": "none",
    "{group}": "none",
    "{node}": "none",
    "{token}": "none",
    "{ticket}": "A" * 43,
    "{number}": "1",
    "{step}": "1",
    "{task}": "00",
    "{photo}": "0" * 16,
    "{procedure}": "00",
    "{channel}": "00",
    "{message}": "1",
    "{subscription}": "00",
    "{form}": "csv",
    "{what}": "counts",
    "{run}": "1",
    "{at}": "1",
    "{start}": "1",
    "{end}": "2",
    "{path:path}": "somewhere",
}
RANGE = {"from": "2026-11-21T23:00:00Z", "to": "2026-11-21T23:01:00Z", "at": "2026-11-21T23:00:00Z"}


LEDGER_RANGE = {"from": "0", "to": "1", "index": "0", "old": "0", "new": "1"}


def filled(path: str) -> str:
    for name, value in FILLED.items():
        path = path.replace(name, value)
    return path


async def test_every_route_is_in_the_table_and_every_line_is_a_route(stand: Stand) -> None:
    served = set()
    routes = [route for route in create_app(stand.site).routes if not _is_included(route)]
    for route in [*routes, *(route for router in ROUTERS for route in router.routes)]:
        if isinstance(route, WebSocketRoute):
            served.add(("WS", route.path))
        else:
            assert isinstance(route, Route), "a kind of route that this table cannot name"
            served |= {(method, route.path) for method in (route.methods or ()) if method != "HEAD"}
    assert served == set(TABLE)


def _is_included(route: BaseRoute) -> bool:
    """Newer FastAPI keeps an included router as one entry; its routes are read from the router itself."""
    return any(getattr(route, "original_router", None) is router for router in ROUTERS)


async def status(stand: Stand, browser: httpx.AsyncClient, method: str, path: str) -> int:
    if method == "WS":
        cookie = browser.cookies.get("gg_session")
        headers = {"Cookie": f"gg_session={cookie}"} if cookie else {}
        try:
            async with connect(
                stand.origin.replace("http", "ws") + filled(path),
                origin=Origin(stand.origin),
                additional_headers=headers,
            ):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code
        except ConnectionClosed:
            return 101
    json: dict[str, str] | None = None if method == "GET" else {}
    return (
        await browser.request(method, filled(path), params=LEDGER_RANGE if "/ledger" in path else RANGE, json=json)
    ).status_code


@pytest.mark.parametrize("role", [None, *Role])
async def test_each_role_reaches_what_the_table_says_and_nothing_else(stand: Stand, role: Role | None) -> None:
    await stand.camera()
    wrong = {}
    token: Token | None = None
    for (method, path), needs in TABLE.items():
        if role and token is None:
            token = (await stand.somebody(role))[1]
        async with stand.browser(token) as browser:
            got = await status(stand, browser, method, path)
        if path.startswith(OWN):
            token = None  # it may have ended the session
        if role is None:
            is_entrance = any(part in path for part in ENTRANCES)
            fits = got != 401 if needs == EVERYBODY and not is_entrance else got in {401, 422}
            fits = fits and (got != 422 or is_entrance)
        elif needs in {TICKET, CUSTODIAN}:
            fits = got == 401
        elif MAY[role] & EITHER.get(needs, {needs}):
            fits = got not in {401, 403, 500} or "sign-in" in path
        else:
            fits = got == 403
        if not fits:
            wrong[method, path] = got
    assert wrong == {}


async def test_a_stranger_cannot_tell_which_cameras_exist(stand: Stand) -> None:
    await stand.camera()
    async with stand.browser() as browser:
        for name in ("gate", "no-such-camera", "Not%20A%20Name"):
            answer = await browser.get(f"/api/v1/cameras/{name}")
            assert answer.status_code == 401
            answer = await browser.post(f"/api/v1/cameras/{name}/restore", json={})
            assert answer.status_code == 401


async def test_a_program_with_the_machine_token_may_do_all_but_what_is_personal(stand: Stand) -> None:
    async with stand.browser(Authorization=f"Bearer {MACHINE.reveal()}") as program:
        del program.headers["Origin"]
        assert (await program.get("/api/v1/cameras")).status_code == 200
        added = await program.post("/api/v1/cameras", json={"name": "Yard", "address": "demo:plaza"})
        assert added.status_code == 201
        assert (await program.put("/api/v1/me/password", json={"password": "x" * 12})).status_code == 403
    for wrong in ("Bearer " + "A" * 43, "Bearer x", "Bearer", "Basic Zm9vOmJhcg=="):
        async with stand.browser(Authorization=wrong) as program:
            assert (await program.get("/api/v1/cameras")).status_code == 401
