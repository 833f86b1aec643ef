"""What a site decides about its web side. Data only; the engine makes one from the settings file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from groundglass.frosted.oidc.settings import OidcSettings
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.web.addresses import AddressPolicy

CONSOLE_FOLDER = Path(__file__).parent / "console"


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Everything `create_app` is told besides the site.

    `origins` are the addresses people type, such as `https://desk.example.org`. When empty, a request's own
    `Host` is taken, which is right unless a proxy in front changes it. `machine_token` lets in programs on this
    machine that can read the data folder: the command line. `oidc` is the provider of accounts kept elsewhere, asked as
    far as `reach` allows.
    """

    origins: tuple[str, ...] = ()
    addresses: AddressPolicy = field(default_factory=AddressPolicy)
    machine_token: Token | None = field(default=None, repr=False)
    console_folder: Path = CONSOLE_FOLDER
    max_viewers: int = 200
    oidc: OidcSettings | None = None
    reach: ReachPolicy = field(default_factory=ReachPolicy)

    @property
    def is_https(self) -> bool:
        """Whether people come by https, through a proxy that ends it."""
        return any(origin.startswith("https://") for origin in self.origins)
