"""What a site decided about accounts kept elsewhere. Data only; made from the settings file, [oidc]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundglass.frosted.people.roles import Role


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """`roles` gives a role to values of the claim `claim`; where both are empty, nobody enters but by invitation, which
    is the default. `client_secret` is empty for a public client, which PKCE alone protects."""

    issuer: str
    client: str
    label: str = "your organisation's account"
    client_secret: str = field(default="", repr=False)
    claim: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)

    def role_of(self, untrusted_claims: Mapping[str, object]) -> Role | None:
        """The role the site gives to what the provider says: of several the one with most rights."""
        said = untrusted_claims.get(self.claim) if self.claim else None
        values = said if isinstance(said, list) else [said]
        given = {self.roles[value] for value in values if isinstance(value, str) and value in self.roles}
        return max(given, key=list(Role).index, default=None)
