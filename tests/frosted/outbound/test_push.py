"""Web Push: encrypted as RFC 8291's own example, signed as RFC 8292 says, and read as a browser reads it."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from groundglass.errors import ConfigError, NotFound
from groundglass.frosted.incidents.acts import Noted
from groundglass.frosted.incidents.levels import TaskState
from groundglass.frosted.outbound.push import MAX_PER_PERSON, base64url, encrypted, point
from tests.frosted.incidents.happenings import ANNA, BEN, opening
from tests.frosted.outbound.conftest import House, open_outbound
from tests.stands.receivers import Certificate, HttpReceiver, certificate_for, http_receiver


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Browser:
    """The receiving end, as RFC 8291 describes the user agent."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"sixteen bytes ok"

    @property
    def p256dh(self) -> bytes:
        return point(self.key.public_key())

    def read(self, body: bytes) -> bytes:
        salt, size, theirs = body[:16], int.from_bytes(body[16:20], "big"), body[21 : 21 + body[20]]
        assert len(body) <= size + 21 + len(theirs)
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self.key.exchange(ec.ECDH(), sender)
        info = b"WebPush: info\0" + self.p256dh + theirs
        secret = HKDF(hashes.SHA256(), 32, self.auth, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
        plain = AESGCM(key).decrypt(nonce, body[21 + len(theirs) :], None)
        assert plain.endswith(b"\x02"), "the last record ends with its mark"
        return plain[:-1]


@pytest.fixture(scope="module")
def certificate() -> Certificate:
    return certificate_for("localhost")


@pytest.fixture
def service(certificate: Certificate, tmp_path: Path) -> Iterator[HttpReceiver]:
    with http_receiver([201], tls=certificate.server_context(tmp_path)) as receiver:
        yield receiver


@pytest.fixture
async def pushing(certificate: Certificate, tmp_path: Path) -> AsyncIterator[House]:
    folder = tmp_path / "house"
    folder.mkdir()
    async with open_outbound(folder, push_ca=certificate.certificate) as opened:
        yield opened


async def subscribe(house: House, person: str, service: HttpReceiver, browser: Browser) -> str:
    endpoint = f"https://localhost:{service.port}/push/one-browser"
    added = await house.outbound.subscriptions.add(person, endpoint, base64url(browser.p256dh), base64url(browser.auth))
    return added.id


def test_the_example_of_rfc_8291_comes_out_to_the_byte() -> None:
    secret = int.from_bytes(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    body = encrypted(
        b"When I grow up, I want to be a watermelon",
        decoded("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        decoded("BTBZMqHH6r4Tts7J_aSIgg"),
        decoded("DGv6ra1nlYgDCS1FRnbzlw"),
        ec.derive_private_key(secret, ec.SECP256R1()),
    )
    assert base64url(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
        "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


async def test_a_task_reaches_the_responders_browser_and_only_what_persons_sent_does(
    pushing: House, service: HttpReceiver
) -> None:
    browser = Browser()
    await subscribe(pushing, BEN, service, browser)
    number = (await pushing.desk.open(opening(0, title="Two people down"), ANNA)).number
    await pushing.desk.shifts.begin(BEN)
    async with pushing.running():
        await pushing.desk.act(number, ANNA, Noted("nothing of this is pushed"))
        task = (await pushing.desk.send_task(number, BEN, "Go to platform 3", ANNA)).tasks[0].id
        await pushing.desk.answer_task(number, task, TaskState.ACCEPTED, BEN)
        await pushing.desk.say(number, task, "on my way", BEN, is_desk=False)
        await pushing.desk.say(number, task, "Take the stairs", ANNA, is_desk=True)
        await pushing.desk.recall_task(number, task, ANNA)
        got = await service.until(3)
    told = [json.loads(browser.read(body)) for _, body in got]
    assert sorted(one["change"] for one in told) == ["message", "task", "task_state"]
    assert {one["incident"] for one in told} == {number}
    assert {one["title"] for one in told} == {"Two people down"}
    assert not any(b"platform" in body or b"people" in body for _, body in got)
    assert {headers["content-encoding"] for headers, _ in got} == {"aes128gcm"}
    assert len({headers["topic"] for headers, _ in got}) == 3


async def test_a_push_service_can_tell_who_sends(pushing: House, service: HttpReceiver) -> None:
    await subscribe(pushing, BEN, service, Browser())
    number = (await pushing.desk.open(opening(0), ANNA)).number
    await pushing.desk.shifts.begin(BEN)
    async with pushing.running():
        await pushing.desk.send_task(number, BEN, "Go", ANNA)
        headers, _ = (await service.until(1))[0]
    scheme, _, rest = headers["authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, claims, signature = parts["t"].split(".")
    raw = decoded(signature)
    public = decoded(parts["k"])
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public).verify(
        encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")),
        f"{head}.{claims}".encode(),
        ec.ECDSA(hashes.SHA256()),
    )
    told: dict[str, Any] = json.loads(decoded(claims))
    assert scheme == "vapid"
    assert public == (await pushing.outbound.push_key()).public
    assert told["aud"] == f"https://localhost:{service.port}"
    assert 0 < told["exp"] - time.time() <= 24 * 3600


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_withdrew_is_forgotten(pushing: House, service: HttpReceiver, status: int) -> None:
    service.statuses = [status]
    await subscribe(pushing, BEN, service, Browser())
    number = (await pushing.desk.open(opening(0), ANNA)).number
    await pushing.desk.shifts.begin(BEN)
    async with pushing.running():
        await pushing.desk.send_task(number, BEN, "Go", ANNA)
        async with asyncio.timeout(60):
            while await pushing.outbound.subscriptions.of(BEN):
                await asyncio.sleep(0.02)


async def test_nothing_on_a_private_network_is_pushed_to(house: House, service: HttpReceiver) -> None:
    await subscribe(house, BEN, service, Browser())
    number = (await house.desk.open(opening(0), ANNA)).number
    await house.desk.shifts.begin(BEN)
    async with house.running():
        await house.desk.send_task(number, BEN, "Go", ANNA)
        async with asyncio.timeout(60):
            while not (dead := await house.outbound.outbox.list("push", "dead", None, 5)):
                await asyncio.sleep(0.02)
    assert "private networks" in dead[0].trouble
    assert service.got == []


async def test_a_person_has_at_most_ten_browsers_and_removes_only_their_own(
    pushing: House, service: HttpReceiver
) -> None:
    ids = [await subscribe(pushing, ANNA, service, Browser()) for _ in range(MAX_PER_PERSON + 2)]
    assert len(await pushing.outbound.subscriptions.of(ANNA)) == MAX_PER_PERSON
    with pytest.raises(NotFound):
        await pushing.outbound.subscriptions.remove(ids[-1], BEN)
    await pushing.outbound.subscriptions.remove(ids[-1], ANNA)


@pytest.mark.parametrize(
    ("endpoint", "auth"),
    [
        ("http://example.org/push", b"sixteen bytes ok"),
        ("https://user@example.org/push", b"sixteen bytes ok"),
        ("https://example.org/a b", b"sixteen bytes ok"),
        ("https://example.org/push", b"short"),
    ],
)
async def test_what_is_no_subscription_is_refused(house: House, endpoint: str, auth: bytes) -> None:
    key = base64url(Browser().p256dh)
    with pytest.raises(ConfigError):
        await house.outbound.subscriptions.add(ANNA, endpoint, key, base64url(auth))
    with pytest.raises(ConfigError):
        await house.outbound.subscriptions.add(ANNA, "https://example.org/push", base64url(bytes(65)), base64url(auth))
