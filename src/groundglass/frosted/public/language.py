"""Which language a page is written in: the one that was asked for, the one the browser prefers, the site's own.

Apart because what browsers send is free text of strangers, read here with bounds and never raised about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from groundglass.frosted.public.declared import LANGUAGES, Language
from groundglass.frosted.public.words import PageWords
from groundglass.frosted.public.words_de import GERMAN
from groundglass.frosted.public.words_en import ENGLISH
from groundglass.frosted.public.words_es import SPANISH
from groundglass.frosted.public.words_fr import FRENCH

WORDS: Final[Mapping[Language, PageWords]] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}

_MAX_HEADER: Final = 400
_WISH: Final = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,20})?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?")


def known(untrusted: str | None) -> Language | None:
    """The language, None when it is none of ours."""
    return next((language for language in LANGUAGES if language == untrusted), None)


def preferred(untrusted_header: str | None) -> Language | None:
    """The best of ours in an `Accept-Language` header, None when there is none."""
    best: tuple[float, Language] | None = None
    for part in (untrusted_header or "")[:_MAX_HEADER].split(","):
        found = _WISH.fullmatch(part)
        language = known(found[1].lower()) if found else None
        weight = float(found[2] or 1) if found else 0.0
        if language is not None and weight > 0 and (best is None or weight > best[0]):
            best = (weight, language)
    return None if best is None else best[1]


def choose(asked: str | None, untrusted_header: str | None, site: Language) -> Language:
    """The language of a page."""
    return known(asked) or preferred(untrusted_header) or site
