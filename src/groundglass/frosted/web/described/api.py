"""The application that describes itself wholly: what the framework leaves out of OpenAPI is added once, here.

Apart from the routes, which say what only they know (summary, models, which problems), so that no route repeats what
follows from how it is built: its stable name from its function, who may call it from its dependencies, and one shape
for every problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from groundglass import __version__
from groundglass.frosted.web import custodian, entry
from groundglass.frosted.web.described import prose
from groundglass.frosted.web.described.examples import Examples
from groundglass.frosted.web.problems import MEDIA_TYPE

_JSON: Final = "application/json"
_BYTES: Final = {"type": "string", "format": "binary"}
_TEXT: Final = {"type": "string"}
# What is not JSON, by the end of its address: (media type, what it is).
_FILES: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    (".jpg", "image/jpeg", _BYTES),
    (".mp4", "video/mp4", _BYTES),
    ("/gop", "video/mp4", _BYTES),
    (".m4s", "video/iso.segment", _BYTES),
    (".m3u8", "application/vnd.apple.mpegurl", _TEXT),
    (".zip", "application/zip", _BYTES),
    ("/report", "application/zip", _BYTES),
    ("/evidence", "application/zip", _BYTES),
    (".csv", "text/csv", _TEXT),
    ("/exports/incidents.{form}", "text/csv", _TEXT),
    ("/exports/events.{form}", "text/csv", _TEXT),
    ("/metrics", "text/plain", _TEXT),
    ("/ledger/tile/entries/{path}", "application/octet-stream", _BYTES),
    ("/ledger/tile/{path}", "application/octet-stream", _BYTES),
    ("/picture", "image/*", _BYTES),
    (".pmtiles", "application/vnd.pmtiles", _BYTES),
)


class DescribedApi(FastAPI):
    """FastAPI whose OpenAPI is finished. `routers` are asked for what an operation needs."""

    def __init__(self, routers: tuple[APIRouter, ...]) -> None:
        super().__init__(
            title="Groundglass",
            version=__version__,
            description=prose.DESCRIPTION,
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
            servers=[{"url": "/", "description": "the server that answered this"}],
            openapi_tags=[{"name": name, "description": text} for name, text in prose.TAGS.items()],
            openapi_url="/api/v1/openapi.json",
            docs_url=None,  # its pages would come from elsewhere, which the content policy rightly refuses
            redoc_url=None,
            redirect_slashes=False,
        )
        self._routers = routers
        self.unexampled: tuple[str, ...] = ()
        for router in routers:
            # Each router says its prefix, tags and problems itself. Included, every route would be built a second time,
            # at the first request: a third of a second of it.
            self.router.routes.extend(router.routes)

    def openapi(self) -> dict[str, Any]:
        """The whole description, made once. `unexampled` names the fields for which no example is known."""
        if self.openapi_schema is None:
            spec = super().openapi()
            examples = Examples(spec["components"]["schemas"])
            self.openapi_schema = _finished(spec, self._routers, examples)
            self.unexampled = tuple(sorted(examples.missing))
        return self.openapi_schema


def _finished(spec: dict[str, Any], routers: Iterable[APIRouter], examples: Examples) -> dict[str, Any]:
    schemas = spec["components"]["schemas"]
    for route, method, operation in _operations(spec, routers):
        operation["operationId"] = f"{_module(route)}.{route.name}"
        operation["security"] = _security(route)
        _name_refusals(route, operation)
        _name_body(operation, examples)
        _name_answers(route.path_format, operation, examples)
        if rights := _rights(route.dependant):
            needs = " or ".join(f"`{right}`" for right in rights)
            operation["description"] = f"{operation.get('description', '')}\n\nNeeds the right {needs}.".strip()
        if method == "get" and _JSON in operation["responses"].get("200", {}).get("content", {}):
            operation["responses"]["304"] = {"description": "Not changed since the ETag in If-None-Match"}
    schemas["Problem"] = prose.PROBLEM
    spec["components"]["schemas"] = dict(sorted(schemas.items()))
    spec["components"]["securitySchemes"] = prose.SCHEMES
    return spec


def _operations(spec: dict[str, Any], routers: Iterable[APIRouter]) -> Iterator[tuple[APIRoute, str, dict[str, Any]]]:
    for router in routers:
        for route in router.routes:
            if isinstance(route, APIRoute) and route.include_in_schema:
                for method in sorted(route.methods or ()):
                    yield route, method.lower(), spec["paths"][route.path_format][method.lower()]


def _module(route: APIRoute) -> str:
    return str(route.endpoint.__module__).rpartition(".")[2]


def _calls(dependant: Dependant) -> Iterator[Any]:
    for needed in dependant.dependencies:
        yield needed.call
        yield from _calls(needed)


def _rights(dependant: Dependant) -> list[str]:
    found: set[str] = {right.value for call in _calls(dependant) for right in entry.NEEDS.get(call, ())}
    return sorted(found)


def _security(route: APIRoute) -> list[dict[str, list[str]]]:
    calls = set(_calls(route.dependant))
    person: list[dict[str, list[str]]] = [{"session": []}, {"apiToken": []}, {"machineToken": []}]
    if route.path == "/metrics":
        return [*person, {"metricsToken": []}]
    if custodian.request_reader in calls:
        return [*person, {"custodianToken": []}]
    if custodian.custodian in calls:
        return [{"custodianToken": []}]
    if entry.visitor in calls:
        return person
    return [{}, *person] if route.path == "/api/v1/site" else []


def _name_refusals(route: APIRoute, operation: dict[str, Any]) -> None:
    """What every operation of its kind may answer, whether its route thought of it or not."""
    may_be = {401: bool(operation["security"]), 403: bool(_rights(route.dependant)), 422: "requestBody" in operation}
    for status in (status for status, is_so in may_be.items() if is_so):
        operation["responses"].setdefault(str(status), {"description": HTTPStatus(status).phrase})


def _name_body(operation: dict[str, Any], examples: Examples) -> None:
    for media, body in operation.get("requestBody", {}).get("content", {}).items():
        if media == _JSON:
            body["example"] = examples.of(body["schema"])
        else:
            body.setdefault("schema", dict(_BYTES))


def _name_answers(path: str, operation: dict[str, Any], examples: Examples) -> None:
    for status, answer in operation["responses"].items():
        content = answer.setdefault("content", {})
        if int(status) >= 400 and not set(content) - {MEDIA_TYPE}:
            answer["content"] = {MEDIA_TYPE: _problem(int(status))}
            continue
        if 300 <= int(status) < 400:
            del answer["content"]
            continue
        for media, schema in ((media, schema) for end, media, schema in _FILES if path.endswith(end)):
            content.setdefault(next(iter(content), media), {}).setdefault("schema", dict(schema))
            break
        if _JSON in content:
            content[_JSON]["example"] = examples.of(content[_JSON]["schema"])
        answer["description"] = answer["description"].replace("Successful Response", "Done")


def _problem(status: int) -> dict[str, Any]:
    phrase = HTTPStatus(status).phrase
    kind, title, detail, hint = prose.PROBLEMS.get(status, ("internal", phrase, phrase.lower(), ""))
    told = {
        "type": f"urn:groundglass:problem:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "hints": [hint] if hint else [],
    }
    return {"schema": {"$ref": "#/components/schemas/Problem"}, "example": told}
