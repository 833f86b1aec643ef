"""Errors -> HTTP, one table, as RFC 9457 problems.

Every error the house raises on purpose is answered here and nowhere else. Anything else is a mistake of
ours: it is logged with its trace, and the answer says nothing of it.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from groundglass import errors
from groundglass.errors import GroundglassError
from groundglass.frosted.store.catalog import store_error

log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"

# The first of an error's classes that stands here decides.
STATUS: Final[dict[type[GroundglassError], tuple[HTTPStatus, str, str]]] = {
    errors.ConfigError: (HTTPStatus.UNPROCESSABLE_ENTITY, "not-usable", "This cannot be used as sent"),
    errors.PaneError: (HTTPStatus.UNPROCESSABLE_ENTITY, "not-usable", "This cannot be used as sent"),
    errors.SourceError: (HTTPStatus.BAD_GATEWAY, "camera", "The camera cannot be opened"),
    errors.FrostError: (HTTPStatus.UNPROCESSABLE_ENTITY, "not-frostable", "Frosting cannot be set up so"),
    errors.StoreAway: (HTTPStatus.SERVICE_UNAVAILABLE, "storage", "Storage does not answer"),
    errors.StoreFull: (HTTPStatus.INSUFFICIENT_STORAGE, "disk-full", "The disk is full"),
    errors.StoreConflict: (HTTPStatus.CONFLICT, "conflict", "Something changed meanwhile"),
    errors.StoreDamaged: (HTTPStatus.INTERNAL_SERVER_ERROR, "damaged", "A recording is damaged"),
    errors.StoreError: (HTTPStatus.SERVICE_UNAVAILABLE, "storage", "Storage does not answer"),
    errors.NotFound: (HTTPStatus.NOT_FOUND, "not-found", "Not there"),
    errors.Outdated: (HTTPStatus.PRECONDITION_FAILED, "outdated", "Somebody else changed this"),
    errors.Conflict: (HTTPStatus.CONFLICT, "conflict", "Something changed meanwhile"),
    errors.Refused: (HTTPStatus.FORBIDDEN, "refused", "Not allowed"),
    errors.NotSignedIn: (HTTPStatus.UNAUTHORIZED, "not-signed-in", "Not signed in"),
    errors.NotInvited: (HTTPStatus.UNAUTHORIZED, "not-invited", "Not invited here"),
    errors.TooMany: (HTTPStatus.TOO_MANY_REQUESTS, "too-many", "Too many"),
    errors.CustodyError: (HTTPStatus.CONFLICT, "custody", "Custody refused"),
    errors.LedgerUnavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "ledger-unavailable", "This cannot be recorded now"),
    errors.LedgerError: (HTTPStatus.INTERNAL_SERVER_ERROR, "ledger", "The ledger does not hold"),
    errors.DeskAway: (HTTPStatus.SERVICE_UNAVAILABLE, "desk-away", "The desk does not answer"),
    errors.EngineError: (HTTPStatus.SERVICE_UNAVAILABLE, "engine", "A camera's process cannot be run"),
    GroundglassError: (HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong"),
}


def problem(status: int, kind: str, title: str, detail: str, hints: tuple[str, ...] = ()) -> JSONResponse:
    """One problem as an answer."""
    body = {
        "type": f"urn:groundglass:problem:{kind}",
        "title": title,
        "status": int(status),
        "detail": detail,
        "hints": list(hints),
    }
    return JSONResponse(body, status, {"Cache-Control": "no-store"}, media_type=MEDIA_TYPE)


def problem_of(error: GroundglassError) -> JSONResponse:
    """The answer to an error the house raised on purpose."""
    status, kind, title = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    answer = problem(status, kind, title, error.message, error.hints)
    if isinstance(error, errors.NotSignedIn):
        answer.headers["WWW-Authenticate"] = 'Bearer realm="groundglass"'
    return answer


async def refuse(error: GroundglassError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request, or a WebSocket not yet accepted, with a problem."""
    await problem_of(error)(scope, receive, send)


async def on_groundglass_error(connection: HTTPConnection, error: Exception) -> Response:
    """For FastAPI: an error raised on purpose."""
    if not isinstance(error, GroundglassError):
        raise error
    return await _answer(connection, problem_of(error))


async def on_http_exception(connection: HTTPConnection, error: Exception) -> Response:
    """For FastAPI: what the framework itself refuses, such as a method a route does not have."""
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    answer = problem(status, status.phrase.lower().replace(" ", "-"), status.phrase, str(error.detail).lower())
    answer.headers.update(error.headers or {})
    return await _answer(connection, answer)


async def on_invalid(connection: HTTPConnection, error: Exception) -> Response:
    """For FastAPI: a body or parameter that does not fit its model.

    Says where and why, and never repeats the value: it may be a password.
    """
    if not isinstance(error, RequestValidationError):
        raise error
    hints = tuple(f"{_where(item['loc'])}: {item['msg']}".lower()[:200] for item in error.errors()[:5])
    title = "This cannot be used as sent"
    detail = "the request does not fit what this address takes"
    return await _answer(connection, problem(HTTPStatus.UNPROCESSABLE_ENTITY, "not-usable", title, detail, hints))


async def on_database_error(connection: HTTPConnection, error: Exception) -> Response:
    """For FastAPI: the catalog refused, for instance because the disk is full."""
    if not isinstance(error, DBAPIError):
        raise error
    return await _answer(connection, problem_of(store_error("could not use the catalog", error)))


async def on_database_busy(connection: HTTPConnection, error: Exception) -> Response:
    """For FastAPI: nobody got a connection to the catalog in time."""
    busy = errors.StoreAway("too many ask the catalog at once, or it does not answer", "try again in a moment")
    return await _answer(connection, problem_of(busy))


def on_unexpected() -> JSONResponse:
    """The answer to a mistake of ours."""
    detail = "the server made a mistake and wrote it to its log"
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong", detail)


class LastResort:
    """A layer that answers when a route fails by a mistake of ours. Beneath it every error has its answer.

    An answer already under way cannot be taken back: the error goes on to the server, which cuts the
    connection, so that half a recording does not look like a whole one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            if has_begun:
                raise
            log.exception("an answer failed: %s %s", scope["type"], _without_ticket(scope["path"]), exc_info=error)
            await on_unexpected()(scope, receive, send)


async def _answer(connection: HTTPConnection, answer: Response) -> Response:
    if isinstance(connection, WebSocket):
        await connection.send_denial_response(answer)
    return answer


def _without_ticket(path: str) -> str:
    """A path as the log may hold it: a player's address opens pictures to whoever reads it."""
    players = "/api/v1/players/"
    return f"{players}***" if path.startswith(players) else path


def _where(location: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in location[1:]) or "body"


class Problem:
    """Marks in OpenAPI which problems a route may answer with."""

    SCHEMA: Final[dict[str, Any]] = {
        "type": "object",
        "required": ["type", "title", "status", "detail", "hints"],
        "properties": {
            "type": {"type": "string", "examples": ["urn:groundglass:problem:not-found"]},
            "title": {"type": "string", "examples": ["Not there"]},
            "status": {"type": "integer", "examples": [404]},
            "detail": {"type": "string", "examples": ["there is no camera named yard"]},
            "hints": {"type": "array", "items": {"type": "string"}},
        },
    }

    @classmethod
    def answers(cls, *statuses: int) -> dict[int | str, dict[str, Any]]:
        """The `responses=` of a route: 401, 422 and 429 where named, with one schema."""
        return {
            status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": cls.SCHEMA}}}
            for status in statuses
        }
