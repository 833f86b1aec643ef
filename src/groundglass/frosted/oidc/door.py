"""A sign-in with an account kept elsewhere, from its beginning to its end.

Sign-ins under way live in memory for ten minutes, are used once, and their number is bounded: the oldest goes first,
and its owner begins again.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from groundglass.clock import Clock
from groundglass.errors import NotSignedIn
from groundglass.frosted.oidc.fetching import Fetcher
from groundglass.frosted.oidc.proof import proven
from groundglass.frosted.oidc.provider import Endpoints, Provider
from groundglass.frosted.oidc.settings import OidcSettings
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.people.identities import Account
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.people.tokens import Random, Token, TokenHash

CALLBACK: Final = "/api/v1/oidc/callback"
_LIFE_S: Final = 600.0
_MAX_UNDER_WAY: Final = 1000


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """`browser` is the hash of what only the browser that began holds; `linking` is the person who wants to use the
    account from now on, None to sign in."""

    browser: TokenHash
    verifier: str
    nonce: str
    back_to: str
    linking: PersonId | None
    ends_s: float


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the browser, and what only it may hold."""

    url: str
    browser: Token


class OidcDoor:
    """The door of one provider. Belongs to the event loop's thread."""

    def __init__(
        self, settings: OidcSettings, policy: ReachPolicy, clock: Clock, random: Random = secrets.token_bytes
    ) -> None:
        self.settings: Final = settings
        self._clock = clock
        self._random = random
        self._fetcher = Fetcher(policy)
        self._provider = Provider(settings.issuer, self._fetcher, clock)
        self._under_way: OrderedDict[TokenHash, _UnderWay] = OrderedDict()

    async def begin(self, origin: str, linking: PersonId | None) -> Begun:
        """Begin a sign-in from the site's own page at `origin`.

        1. State, nonce and PKCE verifier are new, each of 256 bits.
        2. The state is bound to this browser by a token that it alone holds.
        3. The provider is asked to send the browser back to this origin's own callback, which it must know.
        """
        endpoints = await self._provider.endpoints()
        state, nonce, verifier, browser = (Token.make(self._random) for _ in range(4))  # 1
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.reveal().encode()).digest()).decode().rstrip("=")
        back_to = origin + CALLBACK
        self._under_way[state.stored()] = _UnderWay(  # 2
            browser.stored(), verifier.reveal(), nonce.reveal(), back_to, linking, self._clock.monotonic_s() + _LIFE_S
        )
        while len(self._under_way) > _MAX_UNDER_WAY:
            self._under_way.popitem(last=False)
        asked = {
            "response_type": "code",
            "client_id": self.settings.client,
            "redirect_uri": back_to,  # 3
            "scope": "openid email profile",
            "state": state.reveal(),
            "nonce": nonce.reveal(),
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        joint = "&" if "?" in endpoints.authorize else "?"
        return Begun(f"{endpoints.authorize}{joint}{urlencode(asked)}", browser)

    async def finish(
        self, untrusted_state: str, untrusted_code: str, untrusted_issuer: str | None, untrusted_browser: str
    ) -> tuple[Account, PersonId | None]:
        """The account, and the person who wants to link it, None when somebody signs in; `NotSignedIn` otherwise.

        1. The state is one that was given, and is used up by this.
        2. The browser is the one that began: nobody is signed in by an address somebody else sent them.
        3. The provider that answers is the one that was asked (RFC 9207).
        4. The code is exchanged, with the verifier and the client's secret, at the provider's own address.
        5. The ID token is proven (proof.py).
        """
        under_way = self._under_way.pop(Token.parse(untrusted_state).stored(), None)  # 1
        if under_way is None or under_way.ends_s < self._clock.monotonic_s():
            raise NotSignedIn("this sign-in took too long, or was finished already", "begin again")
        if Token.parse(untrusted_browser).stored() != under_way.browser:  # 2; hashes: comparing tells nothing
            raise NotSignedIn("this sign-in was begun in another browser", "begin again in this one")
        endpoints = await self._provider.endpoints()
        if untrusted_issuer != self.settings.issuer and (untrusted_issuer is not None or endpoints.signs_issuer):  # 3
            raise NotSignedIn("another account provider answered than was asked", "begin again")
        token = await self._exchange(endpoints, untrusted_code, under_way)  # 4
        claims = await proven(token, self._provider, self.settings.client, under_way.nonce, self._clock)  # 5
        is_verified = claims.get("email_verified") is True
        return (
            Account(
                issuer=self.settings.issuer,
                subject=claims["sub"],
                email=_text(claims.get("email")).strip().casefold() if is_verified else "",
                name=_text(claims.get("name")) or _text(claims.get("preferred_username")),
                role=self.settings.role_of(claims),
            ),
            under_way.linking,
        )

    async def _exchange(self, endpoints: Endpoints, untrusted_code: str, under_way: _UnderWay) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": untrusted_code,
            "redirect_uri": under_way.back_to,
            "code_verifier": under_way.verifier,
        }
        headers = {}
        secret = self.settings.client_secret
        if secret and endpoints.takes_basic:
            # RFC 6749, 2.3.1: both are form-encoded before they are joined.
            pair = f"{quote(self.settings.client, safe='')}:{quote(secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form["client_id"] = self.settings.client
            form |= {"client_secret": secret} if secret else {}
        answer: dict[str, Any] = await self._fetcher.fetch(endpoints.token, urlencode(form).encode(), headers)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotSignedIn("the account provider did not say who you are", "look at the client's scopes there")
        return token


def _text(value: object) -> str:
    return value[:254] if isinstance(value, str) else ""
