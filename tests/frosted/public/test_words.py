"""Claims about the words of the public page, the sign and the papers: no language lacks a sentence or a value."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.custody.ceremony import PURPOSES
from groundglass.frosted.events.occurred import EventKind
from groundglass.frosted.people.roles import Role
from groundglass.frosted.public.declared import LANGUAGES
from groundglass.frosted.public.language import WORDS, choose, preferred
from groundglass.frosted.public.law.gaps import Gap
from groundglass.frosted.public.law.paper import LAW_WORDS
from groundglass.frosted.public.sign import SIZES
from groundglass.pane.scale import Class62676
from groundglass.pane.settings import Mode, Style


def sentences(words: object, path: str = "") -> dict[str, str]:
    """Every sentence by where it stands."""
    if isinstance(words, str):
        return {path: words}
    if isinstance(words, tuple):
        return {key: text for n, one in enumerate(words) for key, text in sentences(one, f"{path}.{n}").items()}
    if isinstance(words, Mapping):
        return {key: text for name, one in words.items() for key, text in sentences(one, f"{path}.{name}").items()}
    assert is_dataclass(words)
    found = [sentences(getattr(words, field.name), f"{path}.{field.name}") for field in fields(words)]
    return {key: text for one in found for key, text in one.items()}


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("words", [WORDS, LAW_WORDS], ids=["pages", "papers"])
def test_every_language_says_every_sentence_with_the_same_values(words: Mapping[str, object]) -> None:
    english = sentences(words["en"])
    for language, translated in words.items():
        said = sentences(translated)
        assert said.keys() == english.keys(), language
        assert {key: blanks(text) for key, text in said.items()} == {key: blanks(text) for key, text in english.items()}
        assert all(text.strip() for text in said.values())


def test_the_same_sentence_in_two_languages_is_a_word_both_share() -> None:
    english = sentences(WORDS["en"])
    for language in ("de", "fr", "es"):
        translated = next(words for one, words in WORDS.items() if one == language)
        same = [key for key, text in sentences(translated).items() if text == english[key] and len(text) > 25]
        assert same == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_closed_word_of_the_code_has_its_word_on_the_page(language: str) -> None:
    words = next(words for one, words in WORDS.items() if one == language)
    assert set(words.kinds) == {kind.value for kind in EventKind}
    assert set(words.styles) == set(get_args(Style))
    assert set(words.modes) == set(get_args(Mode))
    assert set(words.classes) == set(words.class_says) == set(get_args(Class62676))
    assert set(words.purposes) == set(PURPOSES)
    assert set(words.sign.sizes) == set(SIZES)


@pytest.mark.parametrize("language", list(LAW_WORDS))
def test_every_gap_and_role_has_a_sentence_in_the_papers(language: str) -> None:
    words = next(words for one, words in LAW_WORDS.items() if one == language)
    assert set(words.gaps) == {gap.value for gap in Gap}
    assert set(words.roles) == {role.value for role in Role}


def test_the_browser_gets_its_best_language_that_we_speak() -> None:
    assert preferred("fr-CA,fr;q=0.9,en;q=0.8") == "fr"
    assert preferred("it, pt;q=0.9, es;q=0.2, de;q=0.4") == "de"
    assert preferred("ja, *;q=0.1") is None
    assert preferred("de;q=0, en;q=0.1") == "en"
    assert choose(None, "ja", "es") == "es"
    assert choose("de", "fr", "es") == "de"
    assert choose("xx", "fr", "es") == "fr"


@given(st.text(max_size=600))
def test_no_header_of_a_stranger_breaks_the_page(header: str) -> None:
    assert choose(header, header, "en") in LANGUAGES
