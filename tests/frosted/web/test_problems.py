"""Errors -> HTTP: every error of the house has its answer, and mistakes of ours say nothing."""

from __future__ import annotations

import json

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from groundglass import errors
from groundglass.errors import GroundglassError
from groundglass.frosted.web.problems import STATUS, problem_of
from tests.frosted.web.stand import Stand


def all_errors(root: type[GroundglassError] = GroundglassError) -> list[type[GroundglassError]]:
    return [root, *(kind for child in root.__subclasses__() for kind in all_errors(child))]


@pytest.mark.parametrize("kind", [kind for kind in all_errors() if kind.__module__ == errors.__name__])
def test_every_error_of_the_tree_has_an_answer_of_its_own(kind: type[GroundglassError]) -> None:
    assert kind in STATUS
    answer = problem_of(kind("could not do it", "try this"))
    body = json.loads(bytes(answer.body))
    assert body["status"] == answer.status_code == STATUS[kind][0]
    assert (body["detail"], body["hints"]) == ("could not do it", ["try this"])
    assert body["type"].startswith("urn:groundglass:problem:")


async def test_a_mistake_of_ours_says_nothing_of_it(
    stand: Stand, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("hunter2")

    monkeypatch.setattr(stand.site.people.persons, "is_empty", broken)
    answer = await admin.get("/api/v1/site")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "hunter2" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_full_disk_is_told_as_one(
    stand: Stand, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(stand.site.people.persons, "rename", full)
    answer = await admin.put("/api/v1/me", json={"name": "Ada"})
    assert answer.status_code == 507
    assert answer.json()["hints"]


async def test_a_method_that_is_not_there_is_a_problem_too(admin: httpx.AsyncClient) -> None:
    answer = await admin.delete("/api/v1/cameras")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert "GET" in answer.headers["allow"]


async def test_the_description_of_the_api_is_complete(stranger: httpx.AsyncClient) -> None:
    described = (await stranger.get("/api/v1/openapi.json")).json()
    assert len(described["paths"]) >= 25
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"] and operation["description"] and operation["tags"], (method, path)
            if path not in {"/healthz", "/api/v1/site"}:
                assert "application/problem+json" in str(operation["responses"]), (method, path)
