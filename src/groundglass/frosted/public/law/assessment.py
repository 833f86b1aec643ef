"""The draft of a data protection impact assessment (GDPR, article 35(7)) of this very site.

Risks are named with what makes them smaller and what is left here, in this site's own numbers. How likely and how grave
they are is for a person to judge, and the paper leaves room for it.
"""

from __future__ import annotations

from groundglass.frosted.people.roles import Role
from groundglass.frosted.public.declared import Language
from groundglass.frosted.public.facts import PublicSite
from groundglass.frosted.public.law.facts import SiteFacts
from groundglass.frosted.public.law.gaps import find_gaps
from groundglass.frosted.public.law.paper import (
    LAW_WORDS,
    bullets,
    decide,
    gaps_part,
    page_words,
    paper,
)
from groundglass.frosted.public.law.record import cameras_part, is_sealing
from groundglass.frosted.public.law.words import LawWords
from groundglass.frosted.public.markup import NOTHING, Html, filled, named, paragraphs, section, table, tag
from groundglass.frosted.public.measured import measurements
from groundglass.frosted.public.measured_part import measured_part, scenes
from groundglass.frosted.public.moments import length, percent
from groundglass.frosted.public.words import PageWords


def assessment_page(found: SiteFacts, language: Language, *, is_file: bool = False) -> str:
    """The whole paper."""
    law, page = LAW_WORDS[language], page_words(language)
    parts = [
        gaps_part(find_gaps(found), law),
        section("why", law.why, paragraphs(law.why_text)),
        section("description", law.description, _description(found, law, page)),
        section("necessity", law.necessity, _necessity(found, law, page)),
        section("strength", law.strength, measured_part(page)),
        section("risks", law.risks, _risks(found, law, page)),
        section("measures", law.measures, bullets(law.measure_list)),
        section("views", law.views, decide(law.views_decide, law)),
        section("outcome", law.outcome, decide(law.outcome_decide, law)),
    ]
    return paper(law.assessment_title, found, language, parts, is_file=is_file)


def _description(found: SiteFacts, law: LawWords, page: PageWords) -> Html:
    said = [filled(sentence, count=len(found.site.cameras)) for sentence in law.description_text]
    watched = [f"{named(page.kinds, kind)}: {count}" for kind, count in found.watched.items()]
    rules = bullets(watched) if watched else tag("p", law.not_watched)
    return paragraphs(*said) + tag("h3", law.watched) + rules + tag("h3", law.cameras) + cameras_part(found, page)


def _necessity(found: SiteFacts, law: LawWords, page: PageWords) -> Html:
    custody = found.site.custody
    sealed = filled(
        page.originals_sealed,
        time=length(custody.keep_days, page),
        quorum=custody.quorum,
        custodians=custody.custodians,
    )
    originals = (sealed if is_sealing(found) else law.no_originals_left).rstrip(".")
    return paragraphs(filled(law.necessity_text, originals=originals[:1].lower() + originals[1:])) + decide(
        law.necessity_decide, law
    )


def _risks(found: SiteFacts, law: LawWords, page: PageWords) -> Html:
    left = _left(found, law, page)
    rows: list[list[Html | str]] = [
        [risk.risk, risk.measure, left[name], NOTHING] for name, risk in law.risk_table.items()
    ]
    return table([law.risk, law.measure, law.left, law.judged], rows, "risks")


def _left(found: SiteFacts, law: LawWords, page: PageWords) -> dict[str, str]:
    """What is left of each risk here, by the words of the risk table."""
    site = found.site
    return {
        "appearance": _leak_left(law, page),
        "walk": _walk_left(site, law, page),
        "originals": filled(
            law.originals_left,
            quorum=site.custody.quorum,
            custodians=site.custody.custodians,
            opened=sum(one.purpose == "unseal" for one in site.unsealings) + site.more_unsealings,
        )
        if is_sealing(found)
        else law.no_originals_left,
        "keeping": _keeping_left(site, law, page),
        "views": filled(
            law.areas_left, count=sum(camera.privacy_areas == 0 for camera in site.cameras), all=len(site.cameras)
        ),
        "insiders": filled(
            law.people_left,
            people=sum(found.roles.values()),
            administrators=found.roles.get(Role.ADMINISTRATOR.value, 0),
            auditors=found.roles.get(Role.AUDITOR.value, 0),
        ),
        "record": filled(law.witness_left, count=found.witnesses, size=site.ledger.size),
        "ways_out": filled(law.channels_left, count=sum(found.channels.values())),
        "creep": law.never_left,
    }


def _leak_left(law: LawWords, page: PageWords) -> str:
    run = measurements()["frost"]
    leaks = [run.value(f"{name} leak") or 0.0 for name in scenes(run)]
    return filled(law.leak_left, worst=percent(max(leaks), page))


def _walk_left(site: PublicSite, law: LawWords, page: PageWords) -> str:
    run = measurements()["attack"]
    people = run.value("people to choose from") or 1.0
    unmeasured = sum(camera.left is None for camera in site.cameras)
    here = filled(law.unmeasured_count, count=unmeasured, all=len(site.cameras)) if unmeasured else law.all_measured
    attack = filled(
        law.attack_left,
        people=f"{people:.0f}",
        known=percent(run.value("gait, silhouette, scale known") or 0.0, page),
        unknown=percent(run.value("gait, silhouette, no scale") or 0.0, page),
        luck=percent(1 / people, page),
    )
    return f"{here} {attack}"


def _keeping_left(site: PublicSite, law: LawWords, page: PageWords) -> str:
    days = [camera.keep_days for camera in site.cameras]
    bounded = [one for one in days if one is not None]
    said = [filled(law.unbounded_left, count=days.count(None))] if None in days else []
    if bounded:
        said.append(filled(law.bounded_left, time=length(max(bounded), page)))
    return " ".join(said)
