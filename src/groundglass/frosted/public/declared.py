"""What only people know of a site: who operates it, why each camera is there, on which legal basis.

Apart because it is pure and is the only free text on the public page: `checked` bounds it. Whoever writes it writes
for everybody; it stands as written, in the site's own language. Empty means: nobody has said, and every page and
paper names that as a gap.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Literal, TypeAlias, TypeVar, get_args
from urllib.parse import urlsplit

from groundglass.errors import ConfigError

Language: TypeAlias = Literal["en", "de", "fr", "es"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

LINE_CHARACTERS: Final = 200
TEXT_CHARACTERS: Final = 1000


@dataclass(frozen=True, slots=True)
class SiteDeclared:
    """The site as its operator declares it. `page` is the address people reach this site at, such as
    https://cameras.example.org, for the QR codes of signs; empty = the one that was asked."""

    is_public: bool = False
    language: Language = "en"
    page: str = ""
    operator: str = ""  # the controller: name and postal address
    contact: str = ""  # where people turn to with questions and requests
    officer: str = ""  # the data protection officer, where there must be one
    authority: str = ""  # the supervisory authority people may complain to
    purpose: str = ""  # of every camera that has none of its own
    basis: str = ""  # legal basis, and the interest where it is article 6(1)(f)
    recipients: str = ""  # who else gets recordings
    transfers: str = ""  # to third countries


@dataclass(frozen=True, slots=True)
class CameraDeclared:
    """One camera as its operator declares it. `name` is what the public reads; empty = the name at the desk."""

    name: str = ""
    place: str = ""  # where it stands, in words
    purpose: str = ""  # empty = the site's
    basis: str = ""


_LINES: Final = frozenset({"page", "name"})
_Declared = TypeVar("_Declared", SiteDeclared, CameraDeclared)


def checked(declared: _Declared) -> _Declared:
    """The same with its texts trimmed, or `ConfigError`."""
    texts: dict[str, Any] = {}
    for field in fields(declared):
        value = getattr(declared, field.name)
        if isinstance(value, str) and field.name != "language":
            texts[field.name] = _text(value, field.name)
    spelled = replace(declared, **texts)
    if isinstance(spelled, SiteDeclared):
        if spelled.language not in LANGUAGES:
            raise ConfigError(
                f"{spelled.language[:20]!r} is not a language of the public page",
                f"choose one of {', '.join(LANGUAGES)}",
            )
        _check_page(spelled.page)
    return spelled


def body_of(declared: SiteDeclared | CameraDeclared) -> dict[str, Any]:
    """As it is stored: plain values by name."""
    return asdict(declared)


def site_of(body: dict[str, Any]) -> SiteDeclared:
    """What was stored; names that a newer program wrote are passed over."""
    return SiteDeclared(**{field.name: body[field.name] for field in fields(SiteDeclared) if field.name in body})


def camera_of(body: dict[str, Any]) -> CameraDeclared:
    """As `site_of`."""
    return CameraDeclared(**{field.name: body[field.name] for field in fields(CameraDeclared) if field.name in body})


def changed_names(old: SiteDeclared | CameraDeclared, new: SiteDeclared | CameraDeclared) -> list[str]:
    """Names of what differs."""
    return [field.name for field in fields(new) if getattr(old, field.name) != getattr(new, field.name)]


def _text(untrusted: str, name: str) -> str:
    most = LINE_CHARACTERS if name in _LINES else TEXT_CHARACTERS
    spelled = unicodedata.normalize("NFC", untrusted).replace("\r\n", "\n").strip()
    if len(spelled) > most or not spelled.replace("\n", "").isprintable():
        raise ConfigError(
            f"{name} is longer than {most} characters or not printable", "write it shorter, as plain text"
        )
    if name in _LINES and "\n" in spelled:
        raise ConfigError(f"{name} is one line")
    return spelled


def _check_page(page: str) -> None:
    if page == "":
        return
    try:
        parts = urlsplit(page)
        is_fine = parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc
        is_fine = is_fine and parts.path in ("", "/") and not parts.query and not parts.fragment
    except ValueError:
        is_fine = False
    if not is_fine:
        raise ConfigError(f"{page[:60]!r} is not an address of this site", "write it as https://cameras.example.org")
