"""An ID token is believed when the provider's key signed it for this site and this sign-in, and never otherwise."""

from __future__ import annotations

import base64
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt import PyJWK
from jwt.algorithms import ECAlgorithm

from groundglass.clock import TICKS_PER_S, SimulatedClock
from groundglass.errors import NotSignedIn, Refused
from groundglass.frosted.oidc.fetching import Fetcher
from groundglass.frosted.oidc.proof import proven
from groundglass.frosted.oidc.provider import Provider
from groundglass.frosted.outbound.wire import ReachPolicy

ISSUER, CLIENT, NONCE = "https://accounts.example.org", "desk", "the nonce"
KEY, OTHER = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())


class OneKey(Provider):
    """A provider with one key, that is not asked over any network."""

    async def key(self, name: str) -> PyJWK:
        told = json.loads(ECAlgorithm.to_jwk(KEY.public_key()))
        return PyJWK.from_dict({**told, "kid": "one", "alg": "ES256"})


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock()


def claims(clock: SimulatedClock, **more: Any) -> dict[str, Any]:
    now_s = clock.now_90k() // TICKS_PER_S
    told = {"iss": ISSUER, "aud": CLIENT, "sub": "grace", "nonce": NONCE, "iat": now_s, "exp": now_s + 300}
    return {name: value for name, value in (told | more).items() if value is not None}


async def believed(clock: SimulatedClock, token: str) -> Any:
    return await proven(token, OneKey(ISSUER, Fetcher(ReachPolicy()), clock), CLIENT, NONCE, clock)


async def test_what_the_provider_signed_is_believed(clock: SimulatedClock) -> None:
    token = jwt.encode(claims(clock), KEY, algorithm="ES256", headers={"kid": "one"})
    assert (await believed(clock, token))["sub"] == "grace"


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://evil.example"}, {"aud": "another"}, {"aud": ["another", "third"]}, {"aud": [CLIENT,
        "another"]}, {"azp": "another"}, {"nonce": "another"}, {"nonce": None}, {"exp": 1}, {"exp": None}, {"iat":
        None}, {"iat": 1 << 40}, {"sub": None}, {"sub": ""}, {"sub": "x" * 256}, {"exp": True},
    ],
)  # fmt: skip
async def test_what_is_not_for_this_site_and_this_sign_in_is_not(clock: SimulatedClock, change: dict[str, Any]) -> None:
    token = jwt.encode(claims(clock, **change), KEY, algorithm="ES256", headers={"kid": "one"})
    with pytest.raises(NotSignedIn):
        await believed(clock, token)


async def test_no_other_key_no_shared_secret_and_no_missing_signature_is_believed(clock: SimulatedClock) -> None:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    unsigned = f"{part({'alg': 'none', 'kid': 'one'})}.{part(claims(clock))}."
    by_other = jwt.encode(claims(clock), OTHER, algorithm="ES256", headers={"kid": "one"})
    by_secret = jwt.encode(claims(clock), "a shared secret of thirty-two bytes", algorithm="HS256")
    good = jwt.encode(claims(clock), KEY, algorithm="ES256", headers={"kid": "one"})
    head, body, signature = good.split(".")
    altered = f"{head}.{part(claims(clock, sub='mallory'))}.{signature}"
    for token in (unsigned, by_other, by_secret, altered, "", "x", f"{head}.{body}", "A" * 40_000):
        with pytest.raises(NotSignedIn):
            await believed(clock, token)


@pytest.mark.parametrize(
    "address",
    [
        "http://accounts.example.org/token", "http://192.168.1.1/token", "ftp://127.0.0.1/", "file:///etc/passwd", "",
        "https://169.254.169.254/latest", "http://[::ffff:169.254.169.254]/",
    ],
)  # fmt: skip
async def test_the_provider_cannot_make_this_machine_ask_anybody(address: str) -> None:
    with pytest.raises(Refused):
        await Fetcher(ReachPolicy()).fetch(address)


async def test_a_provider_on_a_private_network_needs_the_sites_consent() -> None:
    with pytest.raises(Refused):
        await Fetcher(ReachPolicy(allow_private=False)).fetch("https://10.0.0.1/")
