"""The description of the API is whole: every operation says what it does, who may, what goes in, what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs

from groundglass import __version__
from groundglass.frosted.web.app import ROUTERS
from groundglass.frosted.web.described.api import DescribedApi
from groundglass.frosted.web.described.prose import PROBLEMS, TAGS
from groundglass.frosted.web.problems import MEDIA_TYPE, STATUS


@cache
def api() -> DescribedApi:
    made = DescribedApi(ROUTERS)
    made.openapi()
    return made


def spec() -> dict[str, Any]:
    return api().openapi()


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in spec()["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def fits(schema: dict[str, Any], value: Any) -> bool:
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "components": spec()["components"]}
    return bool(jsonschema_rs.validator_for(whole).is_valid(value))


def test_every_operation_says_what_it_does_under_a_known_tag() -> None:
    silent = [
        name
        for name, told in operations()
        if not told.get("summary") or not told.get("description") or not set(told.get("tags", ["?"])) <= set(TAGS)
    ]
    assert silent == []


def test_every_operation_has_a_name_of_its_own_that_a_client_may_keep() -> None:
    names = [told["operationId"] for _, told in operations()]
    assert len(names) == len(set(names)) > 150
    assert [name for name in names if not re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", name)] == []


def test_every_operation_says_who_may_call_it() -> None:
    schemes = set(spec()["components"]["securitySchemes"])
    for name, told in operations():
        assert {scheme for one in told["security"] for scheme in one} <= schemes, name
    nobody = {name for name, told in operations() if told["security"] == []}
    assert {"POST /api/v1/sign-in/password", "GET /healthz", "GET /ledger/checkpoint"} <= nobody
    assert not [name for name in nobody if "/cameras" in name and not name.startswith("GET /public/")]


def test_what_needs_a_right_names_it() -> None:
    said = {name: told["description"] for name, told in operations()}
    assert "`set_up`" in said["POST /api/v1/cameras"]
    assert "`see`" in said["GET /api/v1/cameras"]


def test_every_body_has_an_example_that_its_schema_takes() -> None:
    assert api().unexampled == ()
    wrong = []
    for name, told in operations():
        bodies = [("asked", told["requestBody"])] if "requestBody" in told else []
        for what, body in [*bodies, *told["responses"].items()]:
            for media, content in body.get("content", {}).items():
                if not content.get("schema"):
                    wrong.append((name, what, media, "no schema"))
                elif media in ("application/json", MEDIA_TYPE) and not fits(content["schema"], content.get("example")):
                    wrong.append((name, what, media, "no example that fits"))
    assert wrong == []


def test_every_operation_answers_with_something_and_says_which_problems_it_may_answer_with() -> None:
    wrong = []
    for name, told in operations():
        answers = told["responses"]
        if not any(status.startswith(("2", "3")) for status in answers):
            wrong.append((name, "no answer"))
        if told["security"] and {"session": []} in told["security"] and {} not in told["security"]:
            wrong += [(name, "401")] * ("401" not in answers)
        if "{" in name:
            wrong += [(name, "404")] * ("404" not in answers and "422" not in answers)
        if "If-Match" in {one["name"].title() for one in told.get("parameters", [])}:
            wrong += [(name, "412")] * ("412" not in answers)
    assert wrong == []


def test_a_problem_in_the_description_is_one_the_server_answers_with() -> None:
    answered = {(int(status), kind, title) for status, kind, title in STATUS.values()}
    described = {(status, kind, title) for status, (kind, title, _, _) in PROBLEMS.items() if status != 416}
    assert described <= answered


def test_the_description_says_its_version_and_server() -> None:
    assert spec()["info"]["version"] == __version__
    assert spec()["servers"][0]["url"] == "/"
    assert {tag["name"] for tag in spec()["tags"]} == set(TAGS)
