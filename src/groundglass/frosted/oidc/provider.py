"""A provider's endpoints and keys, as it publishes them (OpenID Connect Discovery 1.0).

Kept for ten minutes; keys are fetched anew when a token names one that is not known, at most twice a minute, so that a
provider that changes its keys is followed and a stranger's token cannot make this machine ask in a loop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from jwt import PyJWK, PyJWKSet
from jwt.exceptions import PyJWKError, PyJWKSetError

from groundglass.clock import Clock
from groundglass.errors import ConfigError, NotSignedIn
from groundglass.frosted.oidc.fetching import Fetcher

_KEEP_S: Final = 600.0
_KEYS_EVERY_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a provider is asked. `signs_issuer`: it names itself in its answers to browsers (RFC 9207)."""

    authorize: str
    token: str
    keys: str
    takes_basic: bool
    signs_issuer: bool


class Provider:
    """One provider. Belongs to the event loop's thread."""

    def __init__(self, issuer: str, fetcher: Fetcher, clock: Clock) -> None:
        self.issuer: Final = issuer
        self._fetcher = fetcher
        self._clock = clock
        self._endpoints: tuple[float, Endpoints] | None = None
        self._keys: tuple[float, PyJWKSet] | None = None

    async def endpoints(self) -> Endpoints:
        """Where it is asked; `ConfigError` when it is another provider than the settings say."""
        now_s = self._clock.monotonic_s()
        if self._endpoints is None or now_s - self._endpoints[0] > _KEEP_S:
            found = await self._fetcher.fetch(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            self._endpoints = (now_s, _read(found, self.issuer))
        return self._endpoints[1]

    async def key(self, name: str) -> PyJWK:
        """The key a token names, or `NotSignedIn`."""
        for is_again in (False, True):
            for key in (await self._key_set(anew=is_again)).keys:
                if key.key_id == name or not name:
                    return key
        raise NotSignedIn("the account provider does not know the key of its own answer", "try again")

    async def _key_set(self, *, anew: bool) -> PyJWKSet:
        now_s = self._clock.monotonic_s()
        longest_s = _KEYS_EVERY_S if anew else _KEEP_S
        if self._keys is None or now_s - self._keys[0] > longest_s:
            found = await self._fetcher.fetch((await self.endpoints()).keys)
            try:
                self._keys = (now_s, PyJWKSet.from_dict(found))
            except (PyJWKError, PyJWKSetError) as error:
                raise NotSignedIn("the account provider has no key that can be used here") from error
        return self._keys[1]


def _read(untrusted: dict[str, Any], issuer: str) -> Endpoints:
    if untrusted.get("issuer") != issuer:
        raise ConfigError(
            "the account provider calls itself otherwise than the site's settings do",
            "write `issuer` in [oidc] exactly as the provider does",
        )

    def address(name: str) -> str:
        found = untrusted.get(name)
        if not isinstance(found, str) or len(found) > 2000 or urlsplit(found).scheme not in {"https", "http"}:
            raise ConfigError(f"the account provider does not say its {name}", "look at `issuer` in [oidc]")
        return found

    ways = untrusted.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Endpoints(
        authorize=address("authorization_endpoint"),
        token=address("token_endpoint"),
        keys=address("jwks_uri"),
        takes_basic=isinstance(ways, list) and "client_secret_basic" in ways,
        signs_issuer=untrusted.get("authorization_response_iss_parameter_supported") is True,
    )
