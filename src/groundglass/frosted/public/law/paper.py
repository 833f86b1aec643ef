"""What both papers share: their frame, what a person must decide, and the gaps that were found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from groundglass import __version__
from groundglass.frosted.public.declared import Language
from groundglass.frosted.public.language import WORDS
from groundglass.frosted.public.law.facts import SiteFacts
from groundglass.frosted.public.law.gaps import Found
from groundglass.frosted.public.law.words import LawWords
from groundglass.frosted.public.law.words_de import GERMAN
from groundglass.frosted.public.law.words_en import ENGLISH
from groundglass.frosted.public.law.words_es import SPANISH
from groundglass.frosted.public.law.words_fr import FRENCH
from groundglass.frosted.public.markup import Html, document, filled, joined, paragraphs, tag
from groundglass.frosted.public.moments import minute
from groundglass.frosted.public.words import PageWords

LAW_WORDS: Final[Mapping[Language, LawWords]] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}


def paper(title: str, facts: SiteFacts, language: Language, parts: Sequence[Html], *, is_file: bool) -> str:
    """A whole paper: its head, its parts, and a line to sign on."""
    words, site = LAW_WORDS[language], facts.site
    made = filled(words.made, at=minute(site.made_90k), version=__version__)
    head = tag("h1", title) + tag("p", site.name, class_="lead") + tag("p", words.draft, class_="draft")
    end = tag("p", words.signature, class_="quiet") + tag("span", "", class_="blank")
    body = tag("main", head + tag("p", made, class_="quiet") + joined(parts) + tag("section", end))
    return document(f"{title} · {site.name}", language, body, class_="paper", is_file=is_file)


def decide(questions: Iterable[str], words: LawWords) -> Html:
    """What a person must still decide, marked; nothing when there is nothing."""
    listed = list(questions)
    if not listed:
        return Html("")
    return tag("div", tag("p", words.to_decide) + bullets(listed), class_="decide")


def gap_sentences(found: Iterable[Found], words: LawWords) -> list[str]:
    """What was found missing, as sentences."""
    return [filled(words.gaps[one.gap.value], cameras=", ".join(one.cameras)) for one in found]


def gaps_part(found: Sequence[Found], words: LawWords) -> Html:
    """All gaps in one place, or that none was found."""
    return decide(gap_sentences(found, words), words) if found else paragraphs(words.nothing_open)


def bullets(sentences: Iterable[str]) -> Html:
    """A list."""
    return tag("ul", joined([tag("li", sentence) for sentence in sentences]))


def page_words(language: Language) -> PageWords:
    """The public page's words, which the papers use for what both say."""
    return WORDS[language]
