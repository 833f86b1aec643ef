"""The shape of every sentence of the public page and the sign; each language is one value of it.

Apart so that a translation that lacks a sentence does not type-check. In braces stands what is filled in; a test holds
the names in braces equal in all languages. The keys of the tables are the closed words of the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Table = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SignWords:
    """The printed sign."""

    heading: str
    promise: str
    operator: str
    purpose: str
    basis: str
    kept: str
    officer: str
    rights: str
    rights_text: str
    complaint: str
    more: str
    to_fill: str
    missing: str
    nothing_missing: str
    page_is_off: str
    sizes: Table
    how_to_print: str


@dataclass(frozen=True, slots=True)
class PageWords:
    """The public page and the page of one camera."""

    language_name: str
    decimal: str
    languages: str
    skip: str
    title: str
    lead: str
    off_title: str
    off_text: str
    gone_title: str
    gone_text: str
    unsaid: str
    responsible: str
    operator: str
    contact: str
    officer: str
    authority: str
    recipients: str
    transfers: str
    rights: str
    rights_text: tuple[str, ...]
    cameras: str
    no_cameras: str
    no_place: str
    is_off: str
    purpose: str
    basis: str
    kept: str
    kept_days: str
    kept_hours: str
    kept_unbounded: str
    one_day: str
    days: str
    hours: str
    hiding: str
    styles: Table
    modes: Table
    left: str
    left_measured: str
    left_unmeasured: str
    classes: Table
    class_says: Table
    areas: str
    privacy_areas: str
    overlays: str
    originals: str
    originals_none: str
    originals_sealed: str
    originals_sound: str
    originals_note: str
    plan: str
    plan_text: str
    events: str
    events_text: str
    no_events: str
    kind: str
    kinds: Table
    unsealings: str
    unsealings_text: str
    no_unsealings: str
    camera: str
    range: str
    what_for: str
    purposes: Table
    asked: str
    approved: str
    opened: str
    approvals: str
    approvals_of: str
    not_opened: str
    more_unsealings: str
    measured: str
    measured_text: str
    measured_on: str
    scene: str
    leak: str
    presence: str
    attack: str
    attack_text: str
    looks: str
    walk: str
    unhidden: str
    scale_known: str
    scale_unknown: str
    record: str
    record_text: str
    record_key: str
    record_checkpoint: str
    record_steps: tuple[str, str, str]
    never: str
    never_text: str
    made: str
    as_data: str
    all_cameras: str
    ask_ledger: str
    sign: SignWords
