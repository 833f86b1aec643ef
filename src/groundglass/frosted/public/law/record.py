"""The record of processing activities (GDPR, article 30(1)) of this very site."""

from __future__ import annotations

from groundglass.frosted.public.camera_facts import camera_rows, said
from groundglass.frosted.public.declared import Language
from groundglass.frosted.public.law.facts import SiteFacts
from groundglass.frosted.public.law.gaps import find_gaps
from groundglass.frosted.public.law.paper import LAW_WORDS, bullets, gaps_part, page_words, paper
from groundglass.frosted.public.law.words import LawWords
from groundglass.frosted.public.markup import Html, facts, filled, joined, named, section, table, tag, text
from groundglass.frosted.public.moments import kept, length, number
from groundglass.frosted.public.words import PageWords


def record_page(found: SiteFacts, language: Language, *, is_file: bool = False) -> str:
    """The whole paper."""
    law, page, site = LAW_WORDS[language], page_words(language), found.site
    controller = facts(
        [
            (page.operator, said(site.operator, page)),
            (page.contact, said(site.contact, page)),
            (page.officer, said(site.officer, page)),
            (page.authority, said(site.authority, page)),
        ]
    )
    transfers = text(site.transfers) if site.transfers else text(law.no_transfers)
    parts = [
        gaps_part(find_gaps(found), law),
        section("controller", law.controller, controller),
        section("activities", law.activities, _activities(found, law, page)),
        section("people", law.people_concerned, _people(found, law)),
        section("recipients", law.recipients, _recipients(found, law, page)),
        section("transfers", law.transfers, tag("p", transfers)),
        section("erasure", law.erasure, _erasure(found, law, page)),
        section("measures", law.measures, bullets(law.measure_list)),
        section("cameras", law.cameras, cameras_part(found, page)),
    ]
    return paper(law.record_title, found, language, parts, is_file=is_file)


def cameras_part(found: SiteFacts, page: PageWords) -> Html:
    """Every camera with all that is known of it."""
    site = found.site
    if not site.cameras:
        return tag("p", page.no_cameras)
    return joined(
        [
            tag("h3", f"{camera.name} · {camera.place or page.no_place}")
            + facts(camera_rows(camera, site.custody, page))
            for camera in site.cameras
        ]
    )


def is_sealing(found: SiteFacts) -> bool:
    """Whether any camera keeps originals."""
    return any(camera.is_sealed for camera in found.site.cameras)


def longest(found: SiteFacts, page: PageWords) -> str:
    """The longest time any camera's recordings are kept."""
    days = [camera.keep_days for camera in found.site.cameras]
    bounded = [one for one in days if one is not None]
    return kept(None, page) if len(bounded) < len(days) or not bounded else kept(max(bounded), page)


def _activities(found: SiteFacts, law: LawWords, page: PageWords) -> Html:
    site = found.site
    purposes = list(dict.fromkeys(camera.purpose for camera in site.cameras if camera.purpose))
    bases = list(dict.fromkeys(camera.basis for camera in site.cameras if camera.basis))
    rows: list[list[Html | str]] = [
        [law.watching, said("\n".join(purposes), page), said("\n".join(bases), page)],
    ]
    if is_sealing(found):
        why = filled(law.sealing_purpose, quorum=site.custody.quorum, custodians=site.custody.custodians)
        rows.append([law.sealing, why, said("\n".join(bases), page)])
    rows.append([law.staff, law.staff_purpose, said("", page)])
    return table([law.activity, page.purpose, page.basis], rows)


def _people(found: SiteFacts, law: LawWords) -> Html:
    seen = [law.frosted_data, law.observed_data, *([law.sealed_data] if is_sealing(found) else [])]
    return facts([(law.passers_by, bullets(seen)), (law.own_people, bullets([law.staff_data]))])


def _recipients(found: SiteFacts, law: LawWords, page: PageWords) -> Html:
    roles = ", ".join(f"{named(law.roles, role)}: {count}" for role, count in found.roles.items()) or law.no_role
    channels = ", ".join(f"{kind}: {count}" for kind, count in found.channels.items()) or law.no_channels
    return facts(
        [
            (law.declared_recipients, said(found.site.recipients, page)),
            (law.roles_in_numbers, roles),
            (law.channels, channels),
        ]
    )


def _erasure(found: SiteFacts, law: LawWords, page: PageWords) -> Html:
    recordings, originals, observations, events, record = law.erasure_rows
    rows = [(recordings, longest(found, page))]
    if is_sealing(found):
        rows.append((originals, length(found.site.custody.keep_days, page)))
    rows += [
        (observations, filled(law.erasure_events, days=number(found.observations_days, page))),
        (events, filled(law.erasure_events, days=number(found.events_days, page))),
        (record, law.erasure_record),
        (law.staff, law.erasure_accounts),
    ]
    return facts(rows)
