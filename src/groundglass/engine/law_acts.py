"""The papers and signs of a running site, as a command of this machine asks for them; the steward's third desk.

Apart from steward.py because it is about paper. Only a running server knows how long recordings are kept, which every
paper must say; a folder on which none runs is answered with how to start one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeVar

from groundglass.errors import ConfigError, NotFound
from groundglass.frosted.archive import Archive
from groundglass.frosted.public.declared import LANGUAGES
from groundglass.frosted.public.gather import Gathering, with_page
from groundglass.frosted.public.law.assessment import assessment_page
from groundglass.frosted.public.law.facts import site_facts
from groundglass.frosted.public.law.record import record_page
from groundglass.frosted.public.sign import SIZES, sign_page
from groundglass.pane.ids import parse_camera_id

_Word = TypeVar("_Word", bound=str)


class LawActs:
    """`acts` is what the steward offers beside its own. Each answers with a page that is a file of its own."""

    def __init__(self, archive: Archive, gathering: Gathering, address: str) -> None:
        self._archive = archive
        self._gathering = gathering
        self._address = address
        self.acts: Final[dict[str, Callable[[Mapping[str, Any]], Awaitable[Any]]]] = {
            "law.record": self._record,
            "law.assessment": self._assessment,
            "law.sign": self._sign,
        }

    async def _record(self, arguments: Mapping[str, Any]) -> str:
        language = _one_of(arguments.get("language"), LANGUAGES)
        facts = await site_facts(self._gathering, self._archive, await self._gathering.facts())
        return record_page(facts, language, is_file=True)

    async def _assessment(self, arguments: Mapping[str, Any]) -> str:
        language = _one_of(arguments.get("language"), LANGUAGES)
        facts = await site_facts(self._gathering, self._archive, await self._gathering.facts())
        return assessment_page(facts, language, is_file=True)

    async def _sign(self, arguments: Mapping[str, Any]) -> str:
        camera = parse_camera_id(str(arguments["id"]))
        size = _one_of(arguments.get("size"), SIZES)
        language = _one_of(arguments.get("language"), LANGUAGES)
        site, declared = with_page(await self._gathering.facts(), self._address), await self._gathering.book.site()
        found = site.camera(camera)
        if found is None:
            raise NotFound(f"there is no camera {camera}", "groundglass camera list shows those there are")
        return sign_page(site, found, size, language, is_public=declared.is_public, is_file=True)


def _one_of(untrusted: object, words: tuple[_Word, ...]) -> _Word:
    """One of these words; the first where none was given."""
    if untrusted is None:
        return words[0]
    for word in words:
        if word == untrusted:
            return word
    raise ConfigError(f"{str(untrusted)[:20]!r} is not available", f"choose one of {', '.join(words)}")
