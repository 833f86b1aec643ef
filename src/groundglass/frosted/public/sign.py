"""The sign at the entrance (GDPR, article 13), for printing: A4, or A6 as a sticker.

What must be read before one walks in stands on it; the code leads to the camera's page with the rest. What nobody has
declared is left as a dotted line, and the page around the sign, which is not printed, names it.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

import segno

from groundglass.frosted.public.declared import LANGUAGES, Language
from groundglass.frosted.public.facts import PublicCamera, PublicSite
from groundglass.frosted.public.language import WORDS
from groundglass.frosted.public.markup import Html, document, filled, joined, link, tag, text
from groundglass.frosted.public.moments import kept
from groundglass.frosted.public.pictogram import PICTOGRAM
from groundglass.frosted.public.words import SignWords

Size: TypeAlias = Literal["a4", "a6"]
SIZES: Final[tuple[Size, ...]] = get_args(Size)


def sign_page(
    site: PublicSite, camera: PublicCamera, size: Size, language: Language, *, is_public: bool, is_file: bool = False
) -> str:
    """The sign on a page that says what is missing on it and how to print it."""
    words = WORDS[language].sign
    title = f"{words.heading} · {camera.name}"
    tools = tag(
        "div", _tools(camera, size, language) if not is_file else tag("span", words.sizes[size]), class_="tools"
    )
    main = tag("main", tools + _note(site, camera, words, is_public=is_public) + _sheet(site, camera, size, language))
    return document(title, language, main, class_=f"sign-page {size}", is_file=is_file)


def missing(site: PublicSite, camera: PublicCamera, words: SignWords) -> list[str]:
    """Names of the fields that nobody has declared."""
    fields = (
        (words.operator, site.operator and site.contact),
        (words.purpose, camera.purpose),
        (words.basis, camera.basis),
        (words.complaint.format(authority="").strip(" :\u00a0"), site.authority),
    )
    return [name for name, value in fields if not value]


def code(address: str, label: str) -> Html:
    """A QR code of an address, as a drawing that grows with its place. Level M: a scratch of a seventh may be lost."""
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(border=2, dark="#10191c", light="#ffffff", omitsize=True, svgclass="qr", title=label)
    return Html(str(svg))


def page_of(site: PublicSite, camera: PublicCamera) -> str:
    """The address the code leads to."""
    return f"{site.page}/public/cameras/{camera.id}"


def _sheet(site: PublicSite, camera: PublicCamera, size: Size, language: Language) -> Html:
    words = WORDS[language].sign
    band = tag("div", PICTOGRAM + tag("div", tag("h1", words.heading) + tag("p", words.promise)), class_="band")
    address = page_of(site, camera)
    more = tag("p", tag("strong", words.more) + text(camera.name) + Html("<br>") + text(address.split("://", 1)[-1]))
    below = tag("div", code(address, words.more) + more, class_="code")
    return tag("article", band + _fields(site, camera, size, language) + below, class_=f"sheet {size}")


def _fields(site: PublicSite, camera: PublicCamera, size: Size, language: Language) -> Html:
    words = WORDS[language].sign
    controller = "\n".join(part for part in (site.operator, site.contact) if part)
    rows = [
        (words.operator, _said(controller, words)),
        (words.purpose, _said(camera.purpose, words)),
        (words.basis, _said(camera.basis, words)),
        (words.kept, text(kept(camera.keep_days, WORDS[language]))),
    ]
    if site.officer and size == "a4":
        rows.append((words.officer, text(site.officer)))
    rights = [text(words.rights_text)]
    if site.authority or size == "a4":
        complaint = words.complaint.split("{authority}", 1)
        rights.append(text(complaint[0]) + _said(site.authority, words) + text(complaint[1]))
    rows.append((words.rights, joined([rights[0], *(Html(" ") + one for one in rights[1:])])))
    lines = [tag("div", tag("dt", name) + tag("dd", said)) for name, said in rows]
    return tag("dl", joined(lines), class_="fields")


def _said(value: str, words: SignWords) -> Html:
    return text(value) if value else tag("span", words.to_fill, class_="gap")


def _note(site: PublicSite, camera: PublicCamera, words: SignWords, *, is_public: bool) -> Html:
    gaps = missing(site, camera, words)
    said = [filled(words.missing, names=", ".join(gaps)) if gaps else words.nothing_missing]
    if not is_public:
        said.append(words.page_is_off)
    return tag("p", " ".join([*said, words.how_to_print]), class_="note")


def _tools(camera: PublicCamera, size: Size, language: Language) -> Html:
    sizes = [
        link(
            f"/api/v1/law/signs/{camera.id}?size={one}&lang={language}",
            WORDS[language].sign.sizes[one],
            **_now(one == size),
        )
        for one in SIZES
    ]
    languages = [
        link(f"/api/v1/law/signs/{camera.id}?size={size}&lang={one}", WORDS[one].language_name, **_now(one == language))
        for one in LANGUAGES
    ]
    return joined([*sizes, Html("<span aria-hidden='true'>·</span>"), *languages])


def _now(is_now: bool) -> dict[str, str]:
    return {"aria_current": "true"} if is_now else {}
