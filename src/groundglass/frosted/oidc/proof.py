"""An ID token, checked (OpenID Connect Core 1.0, section 3.1.3.7).

The signature is PyJWT's to check; what is signed is checked here, by this house's clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import jwt

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import NotSignedIn
from groundglass.frosted.oidc.provider import Provider

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures only. A shared secret as a key would let whoever reads the site's settings sign in as anybody."""

LEEWAY_S: Final = 120
MAX_TOKEN_LENGTH: Final = 32 * 1024


async def proven(untrusted_token: str, provider: Provider, client: str, nonce: str, clock: Clock) -> Mapping[str, Any]:
    """What the token says, or `NotSignedIn`.

    1. It names an algorithm that signs, and a key the provider publishes; the signature is that key's.
    2. It is of this provider, for this client; where it is for several, this one asked for it (`azp`).
    3. It has not ended, and was not made in the future.
    4. It is of this very sign-in: the nonce is the one that was sent.
    5. It names somebody.
    """
    if len(untrusted_token) > MAX_TOKEN_LENGTH:
        raise _wrong("is longer than any")
    try:
        header = jwt.get_unverified_header(untrusted_token)
        key = await provider.key(str(header.get("kid", "")))
        claims: Mapping[str, Any] = jwt.decode(
            untrusted_token,
            key,
            algorithms=list(ALGORITHMS),
            options={"verify_aud": False, "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )  # 1
    except jwt.InvalidTokenError as error:
        raise _wrong("is not signed by it") from error
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if claims.get("iss") != provider.issuer or client not in audiences:  # 2
        raise _wrong("is not for this site")
    if claims.get("azp", client) != client or (len(audiences) > 1 and "azp" not in claims):
        raise _wrong("was asked for by somebody else")
    now_s = clock.now_90k() / TICKS_PER_S
    ends_s, made_s = _number(claims.get("exp")), _number(claims.get("iat"))
    if ends_s is None or made_s is None or ends_s + LEEWAY_S < now_s or made_s - LEEWAY_S > now_s:  # 3
        raise _wrong("has ended, or one of the two clocks is wrong")
    if claims.get("nonce") != nonce:  # 4
        raise _wrong("belongs to another sign-in")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= 255:  # 5
        raise _wrong("names nobody")
    return claims


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _wrong(why: str) -> NotSignedIn:
    return NotSignedIn(f"the account provider's answer {why}", "sign in again")
