"""What is missing or weak at this very site, found in its settings: never a judgement, always a closed word.

Apart because it is the useful half of the papers: whoever reads one must not have to search for what it leaves open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from groundglass.frosted.people.roles import Role
from groundglass.frosted.public.facts import PublicCamera
from groundglass.frosted.public.law.facts import SiteFacts


class Gap(StrEnum):
    """One thing that a person must see to."""

    NO_OPERATOR = "no_operator"
    NO_CONTACT = "no_contact"
    NO_OFFICER = "no_officer"
    NO_AUTHORITY = "no_authority"
    NO_RECIPIENTS = "no_recipients"
    NOT_PUBLIC = "not_public"
    NO_PURPOSE = "no_purpose"
    NO_BASIS = "no_basis"
    NO_PLACE = "no_place"
    UNMEASURED = "unmeasured"
    UNBOUNDED = "unbounded"
    NO_PRIVACY_AREA = "no_privacy_area"
    OVERLAY = "overlay"
    SOUND = "sound"
    ONE_CUSTODIAN = "one_custodian"
    NO_DRILLS = "no_drills"
    NO_WITNESS = "no_witness"
    ONE_ADMINISTRATOR = "one_administrator"
    NO_AUDITOR = "no_auditor"


@dataclass(frozen=True, slots=True)
class Found:
    """A gap, and the names of the cameras it is about; none where it is the site's."""

    gap: Gap
    cameras: tuple[str, ...] = ()


def find_gaps(facts: SiteFacts) -> tuple[Found, ...]:
    """All of them, in the order in which the papers speak of them."""
    site = facts.site
    found = [
        Found(gap)
        for gap, is_open in (
            (Gap.NO_OPERATOR, not site.operator),
            (Gap.NO_CONTACT, not site.contact),
            (Gap.NO_OFFICER, not site.officer),
            (Gap.NO_AUTHORITY, not site.authority),
            (Gap.NO_RECIPIENTS, not site.recipients),
            (Gap.NOT_PUBLIC, not facts.is_public),
        )
        if is_open
    ]
    found += _of_cameras(site.cameras)
    seals = any(camera.is_sealed for camera in site.cameras)
    found += [
        Found(gap)
        for gap, is_open in (
            (Gap.ONE_CUSTODIAN, seals and site.custody.quorum < 2),
            (Gap.NO_DRILLS, seals and facts.drills_every_days == 0),
            (Gap.NO_WITNESS, facts.witnesses == 0),
            (Gap.ONE_ADMINISTRATOR, facts.roles.get(Role.ADMINISTRATOR.value, 0) < 2),
            (Gap.NO_AUDITOR, facts.roles.get(Role.AUDITOR.value, 0) == 0),
        )
        if is_open
    ]
    return tuple(found)


def _of_cameras(cameras: tuple[PublicCamera, ...]) -> list[Found]:
    asked = (
        (Gap.NO_PURPOSE, lambda camera: not camera.purpose),
        (Gap.NO_BASIS, lambda camera: not camera.basis),
        (Gap.NO_PLACE, lambda camera: not camera.place),
        (Gap.UNMEASURED, lambda camera: camera.left is None),
        (Gap.UNBOUNDED, lambda camera: camera.keep_days is None),
        (Gap.NO_PRIVACY_AREA, lambda camera: camera.privacy_areas == 0),
        (Gap.OVERLAY, lambda camera: camera.overlays > 0),
        (Gap.SOUND, lambda camera: camera.seals_sound),
    )
    found = [Found(gap, tuple(camera.name for camera in cameras if is_open(camera))) for gap, is_open in asked]
    return [one for one in found if one.cameras]
