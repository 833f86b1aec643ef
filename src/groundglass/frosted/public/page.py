"""The public page, made on the server: no script, one style sheet, readable with any browser and on paper."""

from __future__ import annotations

from itertools import groupby

from groundglass.frosted.public.camera_facts import camera_rows, said
from groundglass.frosted.public.declared import LANGUAGES, Language
from groundglass.frosted.public.facts import PublicCamera, PublicSite
from groundglass.frosted.public.language import WORDS
from groundglass.frosted.public.markup import (
    MARK,
    NOTHING,
    Html,
    document,
    facts,
    filled,
    joined,
    link,
    named,
    paragraphs,
    section,
    table,
    tag,
    text,
)
from groundglass.frosted.public.measured_part import measured_part
from groundglass.frosted.public.moments import minute, span
from groundglass.frosted.public.plan import plan
from groundglass.frosted.public.words import PageWords

HOME = "/public"


def public_page(site: PublicSite, language: Language) -> str:
    """The whole page."""
    words = WORDS[language]
    title = filled(words.title, site=site.name)
    parts = [
        tag("h1", title),
        tag("p", words.lead, class_="lead"),
        section("cameras", words.cameras, _cameras(site, words, language)),
        section("responsible", words.responsible, responsible(site, words)),
        section("events", words.events, _events(site, words)),
        section("unsealings", words.unsealings, _unsealings(site, words, language)),
        section("measured", words.measured, measured_part(words)),
        section("record", words.record, _record(site, words)),
        section("never", words.never, paragraphs(words.never_text)),
    ]
    body = top(site.name, language, HOME, leads_to="cameras") + tag("main", joined(parts)) + foot(site, words)
    return document(title, language, body, class_="public")


def camera_page(site: PublicSite, camera: PublicCamera, language: Language) -> str:
    """One camera: where the code on its sign leads."""
    words = WORDS[language]
    path = f"{HOME}/cameras/{camera.id}"
    where = [said(camera.place, words) if camera.place else text(words.no_place)]
    if not camera.is_on:
        where.append(tag("span", words.is_off, class_="tag"))
    parts = [
        tag("p", link(_in(HOME, language), f"← {words.all_cameras}"), class_="back"),
        tag("h1", camera.name),
        tag("p", joined([*where[:1], *(Html(" ") + one for one in where[1:])]), class_="lead"),
        tag("p", words.lead, class_="promise"),
        facts(camera_rows(camera, site.custody, words)),
        section("responsible", words.responsible, responsible(site, words)),
        section("unsealings", words.unsealings, _unsealings(site, words, language, only=camera.id)),
        section("never", words.never, paragraphs(words.never_text)),
    ]
    body = top(site.name, language, path) + tag("main", joined(parts)) + foot(site, words)
    return document(f"{camera.name} · {site.name}", language, body, class_="public")


def notice_page(name: str, language: Language, title: str, sentence: str, path: str) -> str:
    """A page that says one thing: that nothing is published, or that a camera is not there."""
    body = top(name, language, path) + tag("main", tag("h1", title) + tag("p", sentence, class_="lead"))
    return document(f"{title} · {name}", language, body, class_="public notice")


def top(name: str, language: Language, path: str, *, leads_to: str = "") -> Html:
    """The line above: whose site it is, the other languages, and for who uses keys the way past it to `leads_to`."""
    words = WORDS[language]
    others = [
        link(
            _in(path, one),
            WORDS[one].language_name,
            lang=one,
            hreflang=one,
            **({"aria_current": "true"} if one == language else {}),
        )
        for one in LANGUAGES
    ]
    brand = link(_in(HOME, language), Html(MARK) + tag("span", name), class_="brand")
    skip = link(f"#{leads_to}", words.skip, class_="skip") if leads_to else Html("")
    return skip + tag("header", brand + tag("nav", joined(others), aria_label=words.languages), class_="top")


def foot(site: PublicSite, words: PageWords) -> Html:
    """The line below: how fresh it is, and the same as data."""
    made = filled(words.made, at=minute(site.made_90k))
    return tag("footer", tag("p", text(made) + Html(" · ") + link("/api/v1/public", words.as_data)), class_="foot")


def responsible(site: PublicSite, words: PageWords) -> Html:
    """Who answers for the cameras, and what people may ask of them."""
    rows = [
        (words.operator, said(site.operator, words)),
        (words.contact, said(site.contact, words)),
        (words.authority, said(site.authority, words)),
    ]
    optional = (
        (words.officer, site.officer),
        (words.recipients, site.recipients),
        (words.transfers, site.transfers),
    )
    rows += [(name, text(value)) for name, value in optional if value]
    return facts(rows) + tag("h3", words.rights) + paragraphs(*words.rights_text)


def _in(path: str, language: Language) -> str:
    return f"{path}?lang={language}"


def _cameras(site: PublicSite, words: PageWords, language: Language) -> Html:
    if not site.cameras:
        return paragraphs(words.no_cameras)
    placed = [camera for camera in site.cameras if camera.position is not None]
    numbers = {camera.id: place for place, camera in enumerate(placed, 1)}
    drawing = plan([(camera.name, camera.position) for camera in placed if camera.position is not None], words.plan)
    figure = tag("figure", drawing + tag("figcaption", words.plan_text)) if placed else NOTHING
    by_place = groupby(sorted(site.cameras, key=lambda camera: camera.place), lambda camera: camera.place)
    groups = [
        tag("h3", place or words.no_place, class_="place")
        + joined([_card(camera, numbers.get(camera.id), site, words, language) for camera in cameras])
        for place, cameras in by_place
    ]
    return figure + joined(groups)


def _card(camera: PublicCamera, number: int | None, site: PublicSite, words: PageWords, language: Language) -> Html:
    mark = tag("span", str(number), class_="number") if number is not None else NOTHING
    off = Html(" ") + tag("span", words.is_off, class_="tag") if not camera.is_on else NOTHING
    heading = tag("h4", mark + link(_in(f"{HOME}/cameras/{camera.id}", language), camera.name) + off)
    return tag("article", heading + facts(camera_rows(camera, site.custody, words)), class_="card")


def _events(site: PublicSite, words: PageWords) -> Html:
    if not site.events:
        return paragraphs(words.events_text) + tag("p", words.no_events, class_="empty")
    rows = [
        [named(words.kinds, kind.kind), *("<5" if count == "few" else f"{count}" for count in kind.counts)]
        for kind in site.events
    ]
    return paragraphs(words.events_text) + table([words.kind, *site.months], rows, "figures")


def _unsealings(site: PublicSite, words: PageWords, language: Language, *, only: str | None = None) -> Html:
    names = {camera.id: camera.name for camera in site.cameras}
    listed = [one for one in site.unsealings if only is None or one.camera == only]
    if not listed:
        return paragraphs(words.unsealings_text) + tag("p", words.no_unsealings, class_="empty")
    rows = [
        [
            span(one.start_90k, one.until_90k),
            names.get(one.camera, one.camera),
            named(words.purposes, one.purpose),
            minute(one.asked_90k),
            minute(one.approved_90k),
            words.not_opened if one.opened_90k is None else minute(one.opened_90k),
            filled(words.approvals_of, count=one.approvals, needed=one.needed),
        ]
        for one in listed
    ]
    head = [words.range, words.camera, words.what_for, words.asked, words.approved, words.opened, words.approvals]
    more = filled(words.more_unsealings, count=site.more_unsealings) if site.more_unsealings and only is None else ""
    return paragraphs(words.unsealings_text) + table(head, rows, "wide") + (paragraphs(more) if more else NOTHING)


def _record(site: PublicSite, words: PageWords) -> Html:
    ledger = site.ledger
    commands = (
        link("/#/ledger", f"{site.page}/#/ledger"),
        tag("code", f"curl {site.page}/ledger/checkpoint > checkpoint.txt"),
        tag("code", f"groundglass ledger verify COPY --key {ledger.key} --against checkpoint.txt"),
    )
    steps = [tag("li", tag("p", said) + tag("p", how)) for said, how in zip(words.record_steps, commands, strict=True)]
    return (
        paragraphs(filled(words.record_text, size=ledger.size))
        + tag("pre", ledger.checkpoint, tabindex="0", aria_label=words.record_checkpoint)
        + facts([(words.record_key, tag("code", ledger.key))])
        + tag("ol", joined(steps), class_="steps")
    )
