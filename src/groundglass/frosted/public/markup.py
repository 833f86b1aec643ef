"""The frame of every page that is made here, and the few pieces they are built of.

Apart so that escaping happens in one place: pieces take text and give HTML. No page has a script or a style of its own,
so the content policy of every other page holds; the one style sheet is linked, or put inside for a file of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from groundglass.frosted.public.declared import Language

STYLE_FILE: Final = Path(__file__).with_name("style.css")
STYLE_PATH: Final = "/public/style.css"

MARK: Final = (
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect x="3" y="3" width="26" height="26" rx="7"/>'
    '<circle cx="16" cy="13" r="4"/><path d="M8.5 25c.9-4.6 3.8-7 7.5-7s6.6 2.4 7.5 7z"/>'
    '<rect class="glass" x="16" y="3" width="13" height="26" rx="6"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Html:
    """Text that is HTML already. Everything else is escaped."""

    text: str

    def __add__(self, other: Html) -> Html:
        return Html(self.text + other.text)


NOTHING: Final = Html("")


@cache
def style() -> str:
    """The style sheet."""
    return STYLE_FILE.read_text(encoding="utf-8")


@cache
def style_version() -> str:
    """Changes with the style sheet, so that a browser may keep it for ever."""
    return hashlib.sha256(style().encode()).hexdigest()[:12]


def text(value: object) -> Html:
    """A value as HTML; line breaks stay."""
    return Html(escape(str(value)).replace("\n", "<br>"))


def tag(name: str, inside: Html | str, **attributes: str) -> Html:
    """One element. `class_` and `for_` lose their underscore, others turn it into a hyphen."""
    said = "".join(f' {_attribute(key)}="{escape(value)}"' for key, value in attributes.items())
    return Html(f"<{name}{said}>{_inside(inside)}</{name}>")


def joined(parts: Sequence[Html]) -> Html:
    """One after another."""
    return Html("".join(part.text for part in parts))


def section(name: str, title: str, inside: Html) -> Html:
    """A part of a page with its heading; `name` is what links lead to."""
    return tag("section", tag("h2", title, id=name) + inside, aria_labelledby=name)


def facts(rows: Sequence[tuple[str, Html | str]]) -> Html:
    """Names and what is said of them."""
    return tag("dl", joined([tag("div", tag("dt", name) + tag("dd", said)) for name, said in rows]), class_="facts")


def table(head: Sequence[str], rows: Sequence[Sequence[Html | str]], class_: str = "") -> Html:
    """A table that scrolls by itself where it is wider than the page. The first cell of a row names the row."""
    top = tag("thead", tag("tr", joined([tag("th", cell, scope="col") if cell else tag("td", cell) for cell in head])))
    lines = [tag("tr", tag("th", row[0], scope="row") + joined([tag("td", cell) for cell in row[1:]])) for row in rows]
    return tag("div", tag("table", top + tag("tbody", joined(lines))), class_=f"scroll {class_}".strip(), tabindex="0")


def paragraphs(*texts: Html | str) -> Html:
    """Each in a paragraph."""
    return joined([tag("p", one) for one in texts])


def filled(sentence: str, **values: object) -> str:
    """A sentence with its braces filled in."""
    return sentence.format(**values)


def document(title: str, language: Language, body: Html, *, class_: str, is_file: bool = False) -> str:
    """A whole page. As a file it carries its style; otherwise it links the site's."""
    sheet = (
        f"<style>{style()}</style>" if is_file else f'<link rel="stylesheet" href="{STYLE_PATH}?v={style_version()}">'
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n{sheet}\n</head>\n"
        f'<body class="{escape(class_)}">\n{body.text}\n</body>\n</html>\n'
    )


def link(href: str, inside: Html | str, **attributes: str) -> Html:
    """A link inside the site."""
    return tag("a", inside, href=href, **attributes)


def named(words: Mapping[str, str], key: str) -> str:
    """A closed word in the page's language; the word itself where a newer one has no translation yet."""
    return words.get(key, key.replace("_", " "))


def _inside(inside: Html | str) -> str:
    return inside.text if isinstance(inside, Html) else text(inside).text


def _attribute(name: str) -> str:
    return name.removesuffix("_") if name in ("class_", "for_") else name.replace("_", "-")
