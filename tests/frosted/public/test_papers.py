"""Claims about the record of processing and the impact assessment: this very site's figures, and its gaps by name."""

from __future__ import annotations

from dataclasses import replace

from groundglass.clock import SystemClock
from groundglass.frosted.archive import Archive
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.public.declared import LANGUAGES, CameraDeclared, SiteDeclared
from groundglass.frosted.public.gather import Gathering
from groundglass.frosted.public.law.assessment import assessment_page
from groundglass.frosted.public.law.facts import SiteFacts, site_facts
from groundglass.frosted.public.law.gaps import Gap, find_gaps
from groundglass.frosted.public.law.record import record_page
from groundglass.frosted.public.measured import measurements
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress

SETTINGS = CameraSettings(SecretAddress("rtsp://guard:hunter2@192.0.2.7/stream1"))
WHOLE = SiteDeclared(
    is_public=True, operator="City", contact="mail", officer="Officer", authority="Authority",
    purpose="to see crowding", basis="the law", recipients="nobody",
)  # fmt: skip


async def facts_of(archive: Archive, *, declared: SiteDeclared = WHOLE) -> SiteFacts:
    gathering = Gathering(archive, SystemClock(), "Station")
    await gathering.book.put_site(declared, by="0" * 16)
    return await site_facts(gathering, archive, await gathering.facts())


async def test_a_bare_site_is_told_everything_it_lacks(archive: Archive) -> None:
    await archive.cameras.add("Gate", SETTINGS, id=CameraId("gate"))
    found = find_gaps(await facts_of(archive, declared=SiteDeclared()))
    assert {one.gap for one in found} == {
        Gap.NO_OPERATOR, Gap.NO_CONTACT, Gap.NO_OFFICER, Gap.NO_AUTHORITY, Gap.NO_RECIPIENTS, Gap.NOT_PUBLIC,
        Gap.NO_PURPOSE, Gap.NO_BASIS, Gap.NO_PLACE, Gap.UNMEASURED, Gap.UNBOUNDED, Gap.NO_PRIVACY_AREA, Gap.NO_WITNESS,
        Gap.ONE_ADMINISTRATOR, Gap.NO_AUDITOR,
    }  # fmt: skip
    assert next(one for one in found if one.gap is Gap.UNMEASURED).cameras == ("Gate",)


async def test_what_was_seen_to_is_no_gap(archive: Archive) -> None:
    square = ((0.0, 0.0), (0.2, 0.0), (0.2, 0.2))
    settings = replace(SETTINGS, px_per_m_top=10.0, px_per_m_bottom=90.0, keep_days=3.0, privacy=(square,))
    await archive.cameras.add("Gate", settings, id=CameraId("gate"))
    gathering = Gathering(archive, SystemClock(), "Station")
    await gathering.book.put_camera(CameraId("gate"), CameraDeclared(place="Hall"), by="0" * 16)
    found = {one.gap for one in find_gaps(await facts_of(archive))}
    assert found == {Gap.NO_WITNESS, Gap.ONE_ADMINISTRATOR, Gap.NO_AUDITOR}


async def test_both_papers_hold_the_sites_own_figures_in_every_language(archive: Archive) -> None:
    settings = replace(SETTINGS, px_per_m_top=10.0, px_per_m_bottom=300.0, keep_days=3.0)
    await archive.cameras.add("Gate", settings, id=CameraId("gate"))
    facts = await facts_of(archive)
    for page in [record_page(facts, language) for language in LANGUAGES]:
        for sentence in ("City", "to see crowding", "the law", "Gate", "300"):
            assert sentence in page
        assert "hunter2" not in page
        assert "192.0.2" not in page
    assert "3 days at most" in record_page(facts, "en")
    assert "höchstens 3 Tage" in record_page(facts, "de")
    assert "3 jours au plus" in record_page(facts, "fr")
    assert "3 días como máximo" in record_page(facts, "es")
    for page in [assessment_page(facts, language) for language in LANGUAGES]:
        assert measurements()["frost"].date in page
        assert measurements()["attack"].commit in page
        assert "hunter2" not in page


async def test_a_paper_made_by_a_command_needs_nothing_else(archive: Archive) -> None:
    page = assessment_page(await facts_of(archive), "en", is_file=True)
    assert "<style>" in page
    assert "href=" not in page


async def test_a_sites_counts_are_counts_and_never_names(archive: Archive) -> None:
    await archive.cameras.add("Gate", SETTINGS, id=CameraId("gate"))
    facts = await facts_of(archive)
    assert facts.roles == {}
    assert facts.channels == {}
    assert facts.watched == {}
    assert facts.witnesses == 0
    assert "nobody" in record_page(facts, "en")
