"""What a responder's phone says over HTTP: answers that arrive twice, calls for help, photos."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from typing import Any

import cv2
import httpx
import numpy as np
import pyrage
import pytest

from groundglass.frosted.people.roles import Role
from tests.frosted.web.stand import Stand


@pytest.fixture
async def desk(stand: Stand) -> AsyncIterator[httpx.AsyncClient]:
    _, token = await stand.somebody(Role.OPERATOR)
    async with stand.browser(token) as browser:
        yield browser


class Phone:
    """A responder on shift with one task."""

    def __init__(self, http: httpx.AsyncClient, number: int, task: str) -> None:
        self.http = http
        self.number = number
        self.task = task

    async def say(self, what: str, body: dict[str, Any], once: str = "") -> httpx.Response:
        path = f"/api/v1/incidents/{self.number}/tasks/{self.task}/{what}"
        return await self.http.post(path, json=body, headers={"Idempotency-Key": once} if once else {})

    async def send(self, picture: bytes, once: str = "", **more: str) -> httpx.Response:
        recipient = (await self.http.post("/api/v1/photos/key")).json()["recipient"]
        sealed = pyrage.encrypt(picture, [pyrage.x25519.Recipient.from_str(recipient)])
        body = {"recipient": recipient, "sealed": base64.b64encode(sealed).decode(), **more}
        headers = {"Idempotency-Key": once} if once else {}
        return await self.http.post(f"/api/v1/incidents/{self.number}/photos", json=body, headers=headers)

    async def history(self) -> list[dict[str, Any]]:
        told = (await self.http.get(f"/api/v1/incidents/{self.number}")).json()
        return [entry for entry in told["history"] if entry["kind"] not in {"opened", "task"}]


@pytest.fixture
async def phone(stand: Stand, desk: httpx.AsyncClient) -> AsyncIterator[Phone]:
    number = (await desk.post("/api/v1/incidents", json={"title": "Smoke", "level": "alarm"})).json()["number"]
    person, token = await stand.somebody(Role.RESPONDER)
    async with stand.browser(token) as browser:
        assert (await browser.post("/api/v1/shifts")).status_code == 201
        sent = await desk.post(f"/api/v1/incidents/{number}/tasks", json={"responder": person.id, "text": "Go"})
        yield Phone(browser, number, sent.json()["tasks"][0]["id"])


def picture() -> bytes:
    done, png = cv2.imencode(".png", np.full((12, 16, 3), (20, 120, 255), np.uint8))
    assert done
    return png.tobytes()


async def test_a_responder_is_on_the_way_then_there_then_done(phone: Phone) -> None:
    for state in ("on_way", "arrived", "done"):
        answer = await phone.say("state", {"state": state})
        assert (answer.status_code, answer.json()["tasks"][0]["state"]) == (200, state)
    assert (await phone.say("state", {"state": "on_way"})).status_code == 409


async def test_an_answer_that_arrives_twice_is_given_once(phone: Phone) -> None:
    for what, body, status in (
        ("messages", {"text": "Gate is open"}, 201),
        ("state", {"state": "on_way"}, 200),
        ("help", {"wanted": True}, 201),
    ):
        for _ in range(2):
            assert (await phone.say(what, body, once=f"a-{what}")).status_code == status
    assert [entry["kind"] for entry in await phone.history()] == ["message", "task_state", "help"]
    assert (await phone.say("messages", {"text": "Gate is open"}, once="another")).status_code == 201
    assert len(await phone.history()) == 4


async def test_the_name_of_an_act_is_one_persons_own(phone: Phone, desk: httpx.AsyncClient) -> None:
    await phone.say("messages", {"text": "mine"}, once="the-same")
    path = f"/api/v1/incidents/{phone.number}/tasks/{phone.task}/messages"
    assert (
        await desk.post(path, json={"text": "the desk's"}, headers={"Idempotency-Key": "the-same"})
    ).status_code == 201
    assert [entry["what"]["text"] for entry in await phone.history()] == ["mine", "the desk's"]
    assert (await phone.say("messages", {"text": "x"}, once="no spaces here")).status_code == 422


async def test_a_call_for_help_stands_on_the_board_until_it_is_over(phone: Phone, desk: httpx.AsyncClient) -> None:
    async def helps() -> int:
        found: int = (await desk.get("/api/v1/incidents")).json()["incidents"][0]["helps"]
        return found

    assert (await phone.say("help", {"wanted": True})).status_code == 201
    assert await helps() == 1
    path = f"/api/v1/incidents/{phone.number}/tasks/{phone.task}/help"
    assert (await desk.post(path, json={"wanted": True})).status_code == 403
    assert (await desk.post(path, json={"wanted": False})).status_code == 201
    assert await helps() == 0
    await phone.say("help", {"wanted": True})
    await phone.say("state", {"state": "done"})
    assert await helps() == 0
    assert (await phone.say("help", {"wanted": True})).status_code == 409


async def test_a_photo_is_kept_frosted_and_shown_to_who_may_read_the_incident(stand: Stand, phone: Phone) -> None:
    sent = await phone.send(picture(), once="photo-1", text="North exit", task=phone.task)
    assert sent.status_code == 201, sent.text
    assert (await phone.send(picture(), once="photo-1", text="North exit", task=phone.task)).status_code == 201
    (entry,) = await phone.history()
    assert (entry["kind"], entry["what"]["text"], entry["what"]["task"]) == ("photo", "North exit", phone.task)
    path = f"/api/v1/incidents/{phone.number}/photos/{entry['what']['photo']}.jpg"
    shown = await phone.http.get(path)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shown.content.startswith(b"\xff\xd8\xff") and len(shown.content) < 100_000
    _, token = await stand.somebody(Role.RESPONDER)
    async with stand.browser(token) as stranger:
        assert (await stranger.get(path)).status_code == 404
        stranger_phone = Phone(stranger, phone.number, phone.task)
        assert (await stranger_phone.send(picture())).status_code == 404
    assert (await phone.http.get(path.replace(entry["what"]["photo"], "0" * 16))).status_code == 404


async def test_a_photo_that_cannot_be_used_says_what_to_do_and_leaves_nothing(phone: Phone) -> None:
    for body, status in ((b"no picture", 422), (picture()[:30], 422)):
        answer = await phone.send(body)
        assert answer.status_code == status
        assert answer.json()["hints"]
    path = f"/api/v1/incidents/{phone.number}/photos"
    gone = {"recipient": "age1" + "q" * 58, "sealed": base64.b64encode(b"age-encryption.org/v1\n").decode()}
    assert (await phone.http.post(path, json=gone)).status_code == 409
    assert (await phone.http.post(path, json={**gone, "recipient": "x" * 62})).status_code == 422
    assert (await phone.http.post(path, json={**gone, "sealed": "%%%%"})).status_code == 422
    assert await phone.history() == []
