"""The shape of every sentence of the papers; each language is one value of it. In braces stands what is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk to people, and what makes it smaller. What is left of it is said by the site's own figures."""

    risk: str
    measure: str


@dataclass(frozen=True, slots=True)
class LawWords:
    """Both papers. `gaps` by the words of gaps.py, `roles` by those of people/roles.py."""

    record_title: str
    assessment_title: str
    site: str
    draft: str
    made: str
    to_decide: str
    nothing_open: str
    gaps: Mapping[str, str]
    # Article 30
    controller: str
    activities: str
    activity: str
    watching: str
    sealing: str
    sealing_purpose: str
    staff: str
    staff_purpose: str
    people_concerned: str
    passers_by: str
    own_people: str
    data: str
    frosted_data: str
    observed_data: str
    sealed_data: str
    staff_data: str
    recipients: str
    declared_recipients: str
    roles_in_numbers: str
    roles: Mapping[str, str]
    no_role: str
    channels: str
    no_channels: str
    transfers: str
    no_transfers: str
    erasure: str
    erasure_rows: tuple[str, str, str, str, str]
    erasure_events: str
    erasure_record: str
    erasure_accounts: str
    measures: str
    measure_list: tuple[str, ...]
    cameras: str
    # Article 35
    why: str
    why_text: str
    description: str
    description_text: tuple[str, ...]
    watched: str
    not_watched: str
    necessity: str
    necessity_text: str
    necessity_decide: tuple[str, ...]
    strength: str
    risks: str
    risk: str
    measure: str
    left: str
    judged: str
    risk_table: Mapping[str, Risk]
    unmeasured_count: str
    all_measured: str
    attack_left: str
    leak_left: str
    originals_left: str
    no_originals_left: str
    unbounded_left: str
    bounded_left: str
    areas_left: str
    people_left: str
    witness_left: str
    channels_left: str
    never_left: str
    views: str
    views_decide: tuple[str, ...]
    outcome: str
    outcome_decide: tuple[str, ...]
    signature: str
